/** Self-exciting jumps: their counts, which stay stationary, and their mean rate, which excitation does not change. */
import { describe, expect, it } from "vitest";
import { hawkesMeanFromEmpty, hawkesVariance } from "../../src/closedForms/hawkes.ts";
import { excite, excitedWait } from "../../src/market/excitation.ts";
import { createJumps, resetJumps, strikeJumps } from "../../src/market/jumps.ts";
import { createRegistry, exponential, streamOf } from "../../src/random/streams.ts";
import { meanOf, world } from "../contagion/stage.ts";

/** In units of a second for what the closed form calls 1: mu .5, branching .6, beta 2. */
const TERMS = { branching: 0.6, decay: 0.5 };
const LAW = { base: 0.5, branching: 0.6, decay: 2 };
const PATHS = 20_000;

describe("a process of long-run rate 1.25, 20 000 paths, within 4 standard errors", () => {
  const market = {
    assets: [{ kind: "base", name: "ETH", price: 1, volatility: 0, drift: 0 }],
    baseAssets: [0],
    correlation: [1],
    jumps: { rate: 1.25, shared: 0, sizes: [{ mean: 0, sd: 0 }], excitation: TERMS },
  } as const;
  const jumps = createJumps(market, createRegistry("hawkes"));
  const counts = [1, 10].map(() => new Float64Array(PATHS));
  for (let path = 0; path < PATHS; path++) {
    resetJumps(jumps, path);
    [1, 10].forEach((time, at) => {
      strikeJumps(jumps, path, time);
      counts[at][path] = jumps.count[0];
    });
  }

  it.each([
    [1, 0],
    [10, 1],
  ])("N(%d) has the mean and the variance of a stationary one", (time, at) => {
    const { mean, error } = meanOf(counts[at]);
    expect(Math.abs(mean - 1.25 * time)).toBeLessThan(4 * error);
    const squares = meanOf(counts[at].map((count) => (count - 1.25 * time) ** 2));
    expect(Math.abs(squares.mean - hawkesVariance(LAW, time))).toBeLessThan(4 * squares.error);
  });
});

it.each([1, 10])("from empty E N(%d) is the closed form's: every wait is exact", (horizon) => {
  const stream = streamOf(createRegistry("empty"), "test", "waits");
  const counts = Float64Array.from({ length: PATHS }, (_, path) => {
    let [now, excess, count] = [0, 0, 0];
    for (;;) {
      const [first, second] = [2 * count, 2 * count + 1].map((draw) =>
        exponential(stream, path, draw),
      );
      const wait = excitedWait(first, second, 0.5, excess, TERMS.decay);
      now += wait;
      if (now > horizon) return count;
      excess = excite(TERMS, excess, wait);
      count++;
    }
  });
  const { mean, error } = meanOf(counts);
  expect(Math.abs(mean - hawkesMeanFromEmpty(LAW, horizon))).toBeLessThan(4 * error);
});

it("without a base or an excess that lasts nothing ever comes", () => {
  expect(excitedWait(2, 1, 0, 1, 1)).toBe(Infinity);
  expect(excitedWait(0.5, 1, 0, 1, 1)).toBeCloseTo(Math.LN2, 15);
});

it("the rate of an asset is the configured one whatever the branching and the share of common jumps", () => {
  const { model } = world({
    horizon: "1000 hours",
    step: "10 hours",
    market: {
      assets: { BTC: { price: 1, volatility: 0 }, ETH: { price: 1, volatility: 0 } },
      jumps: {
        rate: "0.1 / hour",
        shared: 0.7,
        size: { BTC: { sd: 0.01 }, ETH: { sd: 0.01 } },
        excitation: { branching: 0.8, decay: "2 hours" },
      },
    },
  });
  const jumps = createJumps(model.market, createRegistry("rate"));
  const counts = Float64Array.from({ length: 400 }, (_, path) => {
    resetJumps(jumps, path);
    strikeJumps(jumps, path, model.horizon);
    return jumps.count[1] + jumps.count[2];
  });
  const { mean, error } = meanOf(counts);
  expect(Math.abs(mean - 100)).toBeLessThan(4 * error);
});
