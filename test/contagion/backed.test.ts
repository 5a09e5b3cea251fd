/** Canonical backing that is taken: everybody on the chain holds less, at once. */
import { describe, expect, it } from "vitest";
import type { LoadedModel } from "../../src/model/parse.ts";
import {
  type Block,
  type Levers,
  borrower,
  lending,
  orderbook,
  play,
  playMoved,
  trader,
  world,
} from "./stage.ts";

const DEEP: Block = { depth_1pct: 1e24 };

/** A model whose chain can lose its backing, without saying to whom. */
function robbable(parts: Block): LoadedModel {
  const loaded = world(parts);
  const chains = loaded.model.chains.map((chain) => ({ ...chain, backingAtRisk: true as const }));
  const model = { ...loaded.model, chains };
  return { ...loaded, model, base: model };
}

/** Takes all but `ratio` of the backing in step 5. */
const taking =
  (ratio: number) =>
  (levers: Levers, step: number): void =>
    void (levers.chainBackingRatio[0] = step >= 5 ? ratio : 1);

describe("half of the backing of a chain, taken at 5:00", () => {
  const venue = orderbook({ collateral: { USDC: 0, ETH: 0 } }, DEEP);

  it("alone makes the loss: a long of 10 with 800 is left with 400 under a maintenance of 500, cause depeg", () => {
    const { liquidations, row } = playMoved(
      robbable({ venues: { v: venue }, book: { accounts: [trader("A", 10, 800)] } }),
      taking(0.5),
    );
    expect(liquidations.map(({ time_s, cause, breach_s }) => [time_s, cause, breach_s])).toEqual([
      [300, "depeg", 300],
    ]);
    expect(liquidations[0].equity_after_usd).toBeCloseTo(400, 9);
    expect(row.bad_debt_usd).toBe(0);
    const safe = robbable({ venues: { v: venue }, book: { accounts: [trader("A", 10, 1001)] } });
    expect(playMoved(safe, taking(0.5)).liquidations).toEqual([]);
    expect(playMoved(safe, taking(1)).liquidations).toEqual([]);
  });

  it("halves ETH beside cash, and what ETH brings: 2 ETH sold for 1000 make up for 12 of cash", () => {
    const account = trader("A", 20, 12, { collateral: { USDC: 12, ETH: 2 } });
    const { liquidations } = playMoved(
      robbable({ venues: { v: venue }, book: { accounts: [account] } }),
      taking(0.49),
    );
    // .49 * 2012 = 985.88 under 1000.
    expect(liquidations[0].equity_after_usd).toBeCloseTo(0.49 * 2012, 9);
  });

  it("leaves a borrower alone, whose debt is owed in what the chain holds too, and the lenders with half", () => {
    const { liquidations, simulator } = playMoved(
      robbable({
        venues: { v: lending({}, DEEP) },
        book: { accounts: [borrower("L", 10, 7900)] },
      }),
      taking(0.5),
    );
    expect(liquidations).toEqual([]);
    expect(simulator.context.trading.funds.peg[0]).toBe(0.5);
  });

  it("brings down everybody at once where there are a thousand, and nobody on another chain", () => {
    const cohort = (place: string): Block => ({
      accounts: 1000,
      venue: place,
      markets: { ETH: 1 },
      notional: { lognormal: { median: 1e4, sigma: 1 } },
      leverage: { uniform: { low: 11, high: 15 } },
      long: 0.5,
      collateral: { USDC: 1 },
    });
    const { liquidations } = playMoved(
      robbable({
        chains: {
          l2: { kind: "optimistic", challenge_window: "7 days" },
          l3: { kind: "optimistic", challenge_window: "7 days" },
        },
        venues: { v: orderbook({}, DEEP), w: orderbook({ chain: "l3" }, DEEP) },
        book: { cohorts: { c: cohort("v"), d: cohort("w") } },
      }),
      taking(0.5),
    );
    // Half of at most 1/11 is under 5 % of notional.
    expect(liquidations).toHaveLength(1000);
    expect(liquidations.every(({ venue: place, time_s }) => place === "v" && time_s === 300)).toBe(
      true,
    );
  });

  it("counts as trapped at what is left of it", () => {
    const { simulator } = playMoved(
      robbable({ venues: { v: venue }, book: { accounts: [trader("A", 1, 800)] } }),
      taking(0.5),
    );
    const { trading } = simulator.context;
    expect(trading.valuations.mark.cash[0]).toBe(0.5);
    expect(trading.valuations.par.cash[0]).toBe(1);
  });
});

describe("half of it, taken by whoever finds that an attack pays", () => {
  const security = {
    attempts: "3 / minute",
    stake: 1,
    slashed: 0.5,
    detection: 1,
    loss: { constant: 0.5 },
  };
  const locked = { value_locked: 1e6 };

  it.each<[string, Block]>([
    [
      "an optimistic chain",
      {
        chains: { l2: { kind: "optimistic", challenge_window: "2 minutes", security, ...locked } },
      },
    ],
    [
      "a plasma",
      { chains: { l2: { kind: "plasma", exit_window: "2 minutes", security, ...locked } } },
    ],
    ["a sidechain", { chains: { l2: { kind: "sidechain", security, ...locked } } }],
    [
      "a data committee",
      {
        availability: { dac: { kind: "committee", members: 3, threshold: 2, security } },
        chains: {
          l2: { kind: "validium", availability: "dac", batch_interval: "1 hour", ...locked },
        },
      },
    ],
    [
      "a canonical bridge",
      {
        chains: { l2: { kind: "zk", ...locked } },
        bridges: { gate: { kind: "canonical", chain: "l2", security } },
      },
    ],
  ])("%s: the long of 10 with 800 is left with 400 while no price moves", (_, parts) => {
    const { liquidations, faults } = play(
      world({
        ...parts,
        venues: { v: orderbook({}, DEEP) },
        book: { accounts: [trader("A", 10, 800)] },
      }),
    );
    expect(faults[0].cause).toBe("attack");
    expect(liquidations.map(({ cause }) => cause)).toEqual(["depeg"]);
    expect(liquidations[0].equity_after_usd).toBeCloseTo(400, 9);
  });

  it("needs a backing to be told", () => {
    expect(() => world({ chains: { l2: { kind: "sidechain", security } } })).toThrow(
      "chains.l2.value_locked: must be above 0 on a chain whose backing can be taken",
    );
  });
});
