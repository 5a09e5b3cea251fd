/** A sequencer that censors, or keeps a share of its capacity; a congested settlement layer. */
import { describe, expect, it } from "vitest";
import {
  type Block,
  type Levers,
  borrower,
  lending,
  move,
  orderbook,
  play,
  playMoved,
  trader,
  world,
} from "../stage.ts";

const DEEP: Block = { depth_1pct: 1e24 };

/** Pulls a lever before steps `from` to `to`, and lets it go after them. */
const during =
  (from: number, to: number, pull: (levers: Levers, on: boolean) => void) =>
  (levers: Levers, step: number): void =>
    pull(levers, step >= from && step <= to);
const censored = (from: number, to: number): ReturnType<typeof during> =>
  during(from, to, (levers, on) => void (levers.chainCensored[0] = on ? 1 : 0));

describe("a censoring sequencer", () => {
  const falling = world({
    venues: { v: orderbook({ liquidation: { penalty: 0.01 } }, DEEP) },
    book: { accounts: [trader("A", 10, 600)] },
    scenario: [move(5, -0.04)],
  });

  it("drops the liquidation at 5:00 until 8:00, cause gap, and could have taken 1 % of 9600 once", () => {
    const { liquidations, row } = playMoved(falling, censored(4, 7));
    expect(liquidations.map(({ time_s, cause }) => [time_s, cause])).toEqual([[480, "gap"]]);
    expect(row.mev_usd).toBeCloseTo(96, 9);
    expect(play(falling).row.mev_usd).toBe(0);
  });

  it("could have taken no more than the 20 that the account owns", () => {
    const model = world({
      venues: { v: orderbook({ liquidation: { penalty: 0.01 } }, DEEP) },
      book: { accounts: [trader("A", 10, 600)] },
      scenario: [move(5, -0.058)],
    });
    expect(playMoved(model, censored(4, 7)).row.mev_usd).toBeCloseTo(20, 9);
  });

  it("could have taken 5 % of the half of a debt of 6500 that a keeper would have repaid", () => {
    const model = world({
      venues: { v: lending({ liquidation: { close_factor: 0.5, penalty: 0.05 } }, DEEP) },
      book: { accounts: [borrower("L", 10, 6500)] },
      scenario: [move(5, -0.2)],
    });
    expect(playMoved(model, censored(4, 7)).row.mev_usd).toBeCloseTo(0.05 * 3250, 9);
  });

  it("alone makes a loss: ETH falls to 960, then 900 while the liquidation of a long of 10 with 600 is dropped", () => {
    const model = world({
      venues: { v: orderbook({}, DEEP) },
      book: { accounts: [trader("A", 10, 600)] },
      scenario: [move(5, -0.04), move(7, 900 / 960 - 1)],
    });
    expect(play(model).row.bad_debt_usd).toBe(0);
    expect(playMoved(model, censored(5, 7)).row.bad_debt_usd).toBeCloseTo(400, 9);
  });
});

describe("top-ups of a censored chain", () => {
  const POLICY = { call_level: 1.5, reaction: { constant: "30 seconds" }, amount: 0.3 };
  const called = (from: string): ReturnType<typeof world> =>
    world({
      chains: {
        l2: { kind: "optimistic", challenge_window: "7 days" },
        home: { kind: "optimistic", challenge_window: "7 days" },
      },
      bridges: { hop: { kind: "liquidity", pools: { l2: 1e6, home: 1e6 }, latency: "1 minute" } },
      venues: { v: orderbook({}, DEEP) },
      book: { accounts: [trader("A", 10, 1000, { top_up: { ...POLICY, from } })] },
      scenario: [move(2, -0.03)],
    });

  it("are dropped where the wallet is on it", () => {
    const { row, transfers } = playMoved(called("l2"), censored(3, 5));
    expect([row.top_ups_asked, row.top_ups_landed]).toEqual([1, 0]);
    expect(transfers.map(({ outcome, cause }) => [outcome, cause])).toEqual([
      ["blocked", "censored"],
    ]);
  });

  it("wait for its end where they come from another: landed at 210 s, credited at 360 s", () => {
    const { row, transfers, simulator } = playMoved(called("home"), censored(3, 5));
    expect([row.top_ups_landed, transfers[0].landed_s]).toEqual([1, 210]);
    expect(simulator.context.trading.accounts.cash[0]).toBe(1300);
    expect(playMoved(called("home"), censored(3, 10)).row.top_ups_landed).toBe(0);
  });

  it("are dropped on the chain that they would leave", () => {
    const { transfers } = playMoved(
      called("home"),
      during(3, 5, (levers, on) => void (levers.chainCensored[1] = on ? 1 : 0)),
    );
    expect(transfers.map(({ from, to, cause }) => [from, to, cause])).toEqual([
      ["home", "l2", "censored"],
    ]);
  });
});

describe("keepers of 1000 USD a minute before an account of 9600", () => {
  const model = world({
    venues: {
      v: orderbook({ liquidation: { keepers: "6e4 / hour", dust: 0, gas: 5 } }, DEEP),
    },
    book: { accounts: [trader("A", 10, 600)] },
    scenario: [move(5, -0.04)],
  });
  const taken = (pull?: (levers: Levers, on: boolean) => void): number =>
    (pull === undefined ? play(model) : playMoved(model, during(1, 10, pull))).liquidations[0]
      .notional_usd;

  it("take 1000 in the first minute, 200 on a chain at a fifth of its capacity, 250 at a congestion of 4", () => {
    expect(taken()).toBeCloseTo(1000, 9);
    expect(taken((levers, on) => void (levers.chainCapacity[0] = on ? 0.2 : 1))).toBeCloseTo(
      200,
      9,
    );
    expect(taken((levers, on) => void (levers.congestion = on ? 4 : 1))).toBeCloseTo(250, 9);
  });

  it("pay 4 times the gas", () => {
    const { simulator, liquidations } = playMoved(
      model,
      during(1, 10, (levers, on) => void (levers.congestion = on ? 4 : 1)),
    );
    const { trading } = simulator.context;
    const outside = trading.ledger.balance[10 * trading.ledger.assets + 1];
    expect(outside).toBeCloseTo(20 * liquidations.length, 9);
  });

  it("that no key limits take everything on a chain at a fifth of its capacity, and nothing at none", () => {
    const free = world({
      venues: { v: orderbook({}, DEEP) },
      book: { accounts: [trader("A", 10, 600)] },
      scenario: [move(5, -0.04)],
    });
    const at = (share: number): number =>
      playMoved(free, (levers) => void (levers.chainCapacity[0] = share)).liquidations.length;
    expect([at(0.2), at(0)]).toEqual([1, 0]);
  });
});
