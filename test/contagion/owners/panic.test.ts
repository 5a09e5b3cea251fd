/** Crowds that lose patience with a halt: who closes, when, at what price, and what that does to others. */
import { describe, expect, it } from "vitest";
import { type Block, HALTABLE, halt, move, orderbook, play, trader, world } from "../stage.ts";

const DEEP: Block = { depth_1pct: 1e24 };

/** A hundred longs of 1000 USD each at fourfold leverage. */
const crowd = (parts: Block): Block => ({
  cohorts: {
    c: {
      accounts: 100,
      venue: "v",
      markets: { ETH: 1 },
      notional: { constant: 1000 },
      leverage: { constant: 4 },
      long: 1,
      collateral: { USDC: 1 },
      ...parts,
    },
  },
});
const patient = (minutes: number, share: number): Block => ({
  patience: `${minutes} minutes`,
  panic: share,
});

const halted = (parts: Block, minutes: number, rest: Block = {}): ReturnType<typeof world> =>
  world({
    ...HALTABLE,
    venues: { v: orderbook({}, DEEP) },
    book: crowd(parts),
    scenario: [halt(2, minutes)],
    ...rest,
  });

describe("a crowd with a patience of 3 minutes", () => {
  it("closes at the first live step after a halt of 4, all of it with a share of 1, and is liquidated nowhere", () => {
    const { row, liquidations, delays } = play(halted(patient(3, 1), 4));
    expect(liquidations).toHaveLength(100);
    for (const { time_s, cause, breach_s, generation, parent } of liquidations)
      expect([time_s, cause, breach_s, generation, parent]).toEqual([360, "panic", NaN, NaN, NaN]);
    expect([row.liquidated_usd, row.liquidated_accounts, row.cascades, row.penalties_usd]).toEqual([
      0, 0, 0, 0,
    ]);
    expect(row.branching_ratio).toBeNaN();
    expect(delays).toEqual([]);
  });

  it("bears a halt of 3 minutes, and of any length with a share of 0", () => {
    expect(play(halted(patient(3, 1), 3)).liquidations).toEqual([]);
    expect(play(halted(patient(3, 0), 5)).liquidations).toEqual([]);
  });

  it("with a patience of 30 s inside one step bears 30 s of halt, and not 31", () => {
    const brief = { patience: "30 seconds", panic: 1 };
    const lasting = (seconds: number): number =>
      play(halted(brief, 0, { scenario: [halt(2.25, seconds / 60)] })).liquidations.length;
    expect([lasting(30), lasting(31)]).toEqual([0, 100]);
  });

  it("closes by one draw per account and halt: with a share of .3 between 15 and 45 of 100, others the next time", () => {
    const twice = halted(patient(1, 0.3), 2, { scenario: [halt(2, 2), halt(6, 2)] });
    const { liquidations } = play(twice);
    const at = (time: number): string[] =>
      liquidations.filter(({ time_s }) => time_s === time).map(({ account }) => account);
    // Binomial(100, .3): outside 15 .. 45 with probability 1e-3; the seed is fixed.
    expect(at(240).length).toBeGreaterThan(15);
    expect(at(240).length).toBeLessThan(45);
    expect(at(480).length).toBeGreaterThan(5);
    expect(new Set([...at(240), ...at(480)]).size).toBe(liquidations.length);
  });

  it("sells 100 000 USD at the average of its own impact: .1 of depth, .0005 down in the mean, .001 in all", () => {
    const { liquidations, simulator } = play(
      halted(patient(3, 1), 4, { venues: { v: orderbook({}, {}) } }),
    );
    expect(liquidations[0].execution).toBeCloseTo(1000 * Math.exp(-0.0005), 9);
    const { trading } = simulator.context;
    expect(trading.venuePrices.price[0]).toBeCloseTo(1000 * Math.exp(-0.001), 9);
    // 1 ETH at 1000 against 250: what each is left with is no longer at risk.
    expect(trading.accounts.cash[0]).toBeCloseTo(250 + 1000 * Math.expm1(-0.0005), 9);
    expect(trading.inventories.flow[0]).toBeCloseTo(-100_000, 6);
  });

  it("alone brings a long of 10 with 505.5 down, which is its cascade: trigger panic, parent its first close", () => {
    const book = { ...crowd(patient(3, 1)), accounts: [trader("A", 10, 505.5)] };
    const fragile = (parts: Block): ReturnType<typeof play> =>
      play(halted({}, 4, { venues: { v: orderbook({}, {}) }, book, ...parts }));
    const { liquidations, cascades, row } = fragile({});
    const last = liquidations[liquidations.length - 1];
    expect([last.account, last.cause, last.parent]).toEqual(["A", "impact", 0]);
    expect(
      cascades.map(({ trigger, accounts, notional_usd }) => [trigger, accounts, notional_usd]),
    ).toEqual([["panic", 1, expect.closeTo(10_000 * Math.exp(-0.001), 6)]]);
    expect(row.liquidated_accounts).toBe(1);
    expect(fragile({ book: { ...book, ...crowd(patient(3, 0)) } }).liquidations).toEqual([]);
  });

  it("waits for a censor to be done as well", () => {
    const censor = {
      at: "6 minutes",
      fault: "sequencers.s",
      mode: "censor",
      duration: "3 minutes",
    };
    const { liquidations } = play(halted(patient(3, 1), 4, { scenario: [halt(2, 4), censor] }));
    expect(liquidations[0].time_s).toBe(540);
  });

  it("leaves what it owes as bad debt: 250 against a fall by 30 % while nobody could act", () => {
    const { row, liquidations } = play(
      halted(patient(3, 1), 4, { scenario: [halt(2, 4), move(3, -0.3)] }),
    );
    expect(row.bad_debt_usd).toBeCloseTo(100 * 50, 6);
    expect(liquidations.every(({ bad_debt_usd }) => Math.abs(bad_debt_usd - 50) < 1e-9)).toBe(true);
    // Each was in breach from 3:00 to its own close, uncollected.
    expect(row.liquidated_accounts).toBe(0);
  });
});
