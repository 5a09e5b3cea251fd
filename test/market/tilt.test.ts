/**
 * Tilts of the market: each weight against the density it stands for, means of 1, and tilted figures that are the plain
 * ones. Statistics at fixed seeds within 4 standard errors: false alarm 6e-5 each.
 */
import { describe, expect, it } from "vitest";
import { compileDefence, isTilted, weightOf } from "../../src/engine/defence.ts";

import {
  marketLogRatio,
  createPrices,
  movePrices,
  resetPrices,
  settlePrices,
} from "../../src/market/prices.ts";
import type { Prices } from "../../src/market/prices.ts";
import { createShift } from "../../src/market/shift.ts";
import { normalCdf } from "../../src/random/normalCdf.ts";
import { createRegistry } from "../../src/random/streams.ts";
import { meanOf, world } from "../contagion/stage.ts";
import type { Block } from "../contagion/stage.ts";

const HOURS = 10;
const BOTH: Block = {
  BTC: { price: 1, volatility: 0.5 },
  ETH: { price: 1, volatility: 1 },
};

/** Weights and values over paths of ten hours. */
function sample(
  market: Block,
  sampling: Block,
  paths: number,
  value: (prices: Prices) => number,
): { weights: Float64Array; products: Float64Array; logRatios: Float64Array } {
  const { model } = world({
    horizon: `${HOURS} hours`,
    step: "1 hour",
    market: { assets: BOTH, correlation: { "BTC/ETH": 0.8 }, ...market },
    sampling: { seed: "tilts", ...sampling },
  });
  const registry = createRegistry(model.sampling.seed);
  const prices = createPrices(model, registry);
  const defence = compileDefence(model.sampling, registry);
  const weights = new Float64Array(paths);
  const products = new Float64Array(paths);
  const logRatios = new Float64Array(paths);
  for (let path = 0; path < paths; path++) {
    resetPrices(prices, path, isTilted(defence, path));
    for (let step = 0; step < HOURS; step++) {
      movePrices(prices, path, step, (step + 1) * 3600);
      settlePrices(prices);
    }
    logRatios[path] = marketLogRatio(prices, HOURS * 3600);
    weights[path] = weightOf(defence, logRatios[path]);
    products[path] = weights[path] * value(prices);
  }
  return { weights, products, logRatios };
}

function expectMean(values: Float64Array, expected: number): void {
  const { mean, error } = meanOf(values);
  expect(Math.abs(mean - expected)).toBeLessThan(4 * error);
}

const deviation = (volatility: number): number => volatility * Math.sqrt(HOURS / 8760);

describe("the shift of correlated normals", () => {
  it("one mean of -2 moves the other lane by -2 rho and costs 2 nats, whichever lane it is", () => {
    for (const means of [
      [-2, null],
      [null, -2],
    ]) {
      const { moves, half } = createShift([1, 0.8, 0.8, 1], means);
      const [first, second] = [moves[0], 0.8 * moves[0] + 0.6 * moves[1]];
      expect(first).toBeCloseTo(means[0] ?? -1.6, 14);
      expect(second).toBeCloseTo(means[1] ?? -1.6, 14);
      expect(half).toBeCloseTo(2, 14);
    }
  });

  it("both means given are both reached", () => {
    const { moves } = createShift([1, 0.8, 0.8, 1], [1, -1]);
    expect(moves[0]).toBeCloseTo(1, 14);
    expect(0.8 * moves[0] + 0.6 * moves[1]).toBeCloseTo(-1, 14);
  });

  it("lanes that move as one take one mean, and refuse two", () => {
    expect(createShift([1, 1, 1, 1], [-2, -2]).half).toBeCloseTo(2, 14);
    expect(() => createShift([1, 1, 1, 1], [-2, 2])).toThrow(/perfectly correlated/);
  });
});

describe("the drift", () => {
  const tilt = { "market.assets.ETH.drift": -3 };

  it("is that of the horizon's shock in standard deviations: log w is 3 z + 9/2 at ETH's own z", () => {
    const z: number[] = [];
    const { logRatios } = sample({}, { tilt, defensive: 0 }, 50, ({ exogenous }) =>
      z.push((Math.log(exogenous[1]) + deviation(1) ** 2 / 2) / deviation(1)),
    );
    logRatios.forEach((ratio, path) => expect(ratio).toBeCloseTo(3 * z[path] + 4.5, 9));
    expect(z.reduce((sum, one) => sum + one, 0) / z.length).toBeCloseTo(-3, 0);
  });

  it.each([0, 0.1])(
    "P(ETH ends 3.5 deviations down) by 4 000 paths to 10 %%, defended by %d",
    (defensive) => {
      const log = -3.5 * deviation(1) - deviation(1) ** 2 / 2;
      const { weights, products } = sample({}, { tilt, defensive }, 4000, ({ exogenous }) =>
        Math.log(exogenous[1]) < log ? 1 : 0,
      );
      expectMean(products, normalCdf(-3.5));
      expect(meanOf(products).error / normalCdf(-3.5)).toBeLessThan(0.1);
      if (defensive > 0) {
        expectMean(weights, 1);
        expect(Math.max(...weights)).toBeLessThanOrEqual(10);
      }
    },
  );

  it("keeps E[S] of both under regimes and stochastic variance", () => {
    const market = {
      regimes: {
        calm: { scale: 0.5, mean_duration: "4 hours" },
        wild: { scale: 2, mean_duration: "2 hours" },
      },
      heston: {
        ETH: { mean_reversion: "20 / year", volatility_of_variance: 2, correlation: -0.5 },
      },
    };
    const tilted = { tilt: { "market.assets.*.drift": -1 }, defensive: 0.1 };
    for (const lane of [0, 1]) {
      const { products } = sample(market, tilted, 20_000, ({ exogenous }) => exogenous[lane]);
      expectMean(products, 1);
    }
  });
});

describe("jumps", () => {
  const rate = 200;
  const mean = (rate * HOURS) / 8760;
  const jumps = {
    rate: `${rate} / year`,
    shared: 0.5,
    size: { BTC: { mean: 0, sd: 0.05 }, ETH: { mean: -0.01, sd: 0.1, degrees_of_freedom: 5 } },
  };
  const still = { BTC: { price: 1, volatility: 0 }, ETH: { price: 1, volatility: 0 } };

  it("come g times as often, and each costs log g", () => {
    const { logRatios } = sample(
      { jumps },
      { tilt: { "market.jumps": 4 }, defensive: 0 },
      50,
      () => 0,
    );
    // Own processes at half the rate each, the shared one at half: 3 (0.5 + 0.5 + 0.5) mean, less log 4 each.
    for (const ratio of logRatios) {
      const count = (4.5 * mean - ratio) / Math.log(4);
      expect(count).toBeCloseTo(Math.round(count), 9);
    }
  });

  it.each([
    ["more of all", { "market.jumps": 5 }],
    ["more of one", { "market.assets.ETH.jumps": 5 }],
    ["larger ones", { "market.assets.ETH.jump_size": -1.5 }],
    [
      "more, larger, and a drift",
      { "market.jumps": 3, "market.assets.*.jump_size": -1, "market.assets.BTC.drift": -1 },
    ],
  ])("%s: mean weight 1, E[S] 1, and the plain probability of -15 %% in ETH", (_, tilt) => {
    const fallen = ({ exogenous }: Prices): number => (exogenous[1] < 0.85 ? 1 : 0);
    const tilted = { tilt, defensive: 0.1 };
    const one = sample({ jumps, assets: still }, tilted, 20_000, fallen);
    expectMean(one.weights, 1);
    const two = sample({ jumps, assets: still }, tilted, 20_000, ({ exogenous }) => exogenous[1]);
    expectMean(two.products, 1);
    const plain = meanOf(sample({ jumps, assets: still }, {}, 40_000, fallen).products);
    const found = meanOf(one.products);
    expect(Math.abs(found.mean - plain.mean)).toBeLessThan(
      4 * Math.hypot(found.error, plain.error),
    );
    expect(Math.max(...one.weights)).toBeLessThanOrEqual(10);
  });

  it("that excite each other: their base is tilted, from t = 0 on, and counts keep their mean", () => {
    const excited = { ...jumps, excitation: { branching: 0.6, decay: "1 hour" } };
    const tilted = { tilt: { "market.jumps": 3 }, defensive: 0.1 };
    const counted = sample({ jumps: excited, assets: still }, tilted, 20_000, (prices) =>
      prices.jumps.count.reduce((sum, count) => sum + count, 0),
    );
    expectMean(counted.weights, 1);
    expectMean(counted.products, 1.5 * mean);
    const freely = sample(
      { jumps: excited, assets: still },
      { tilt: { "market.jumps": 3 }, defensive: 0 },
      20_000,
      () => 1,
    );
    expectMean(freely.weights, 1);
  });
});
