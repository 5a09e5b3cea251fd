/** Volatility regimes: how long they last, what a step that holds a switch is worth, which correlation is in force. */
import { describe, expect, it } from "vitest";
import { createReturns } from "../../src/market/createReturns.ts";
import {
  advanceRegimes,
  createRegimes,
  meanIntensity,
  resetRegimes,
  stationaryShares,
} from "../../src/market/regimes.ts";
import { returnsAt } from "../../src/market/returns.ts";
import { varianceRate } from "../../src/market/varianceRate.ts";
import { type ResolvedModel, SECONDS_PER_YEAR } from "../../src/model/resolved.ts";
import { createRegistry } from "../../src/random/streams.ts";
import { type Block, meanOf, world } from "../contagion/stage.ts";

const HOUR = 3600;

/** BTC and ETH at 60 % and 80 % a year, correlation .5, through 100 hours. */
function modelOf(regimes: Block, step: number): ResolvedModel {
  return world({
    horizon: "100 hours",
    step: `${step} hours`,
    market: {
      assets: { BTC: { price: 1, volatility: 0.6 }, ETH: { price: 1, volatility: 0.8 } },
      correlation: { "BTC/ETH": 0.5 },
      regimes,
    },
  }).model;
}

const THREE: Block = {
  calm: { scale: 0.5, mean_duration: "6 hours" },
  rough: { scale: 1, mean_duration: "3 hours", correlation: { "BTC/ETH": 0.9 } },
  wild: { scale: 3, mean_duration: "1 hour", correlation: { "ETH/BTC": -0.5 } },
};

describe("the chain", () => {
  const { regimes } = modelOf(THREE, 1).market;

  it("is in each regime in proportion to its mean duration: .6, .3, .1", () => {
    stationaryShares(regimes!).forEach((share, regime) =>
      expect(share).toBeCloseTo([0.6, 0.3, 0.1][regime], 15),
    );
    expect(meanIntensity(regimes)).toBeCloseTo(0.6 * 0.25 + 0.3 + 0.9, 14);
  });

  it("begins and stays stationary: its mean intensity is 1.35 in the first step and in the 50th, within 4 errors", () => {
    const chain = createRegimes(regimes!, 2, createRegistry("chain"));
    const [first, later] = [new Float64Array(10_000), new Float64Array(10_000)];
    for (let path = 0; path < first.length; path++) {
      resetRegimes(chain, path);
      for (let step = 0; step < 50; step++) {
        advanceRegimes(chain, path, step * HOUR, (step + 1) * HOUR);
        if (step === 0) first[path] = chain.intensity;
      }
      later[path] = chain.intensity;
    }
    for (const sample of [first, later]) {
      const { mean, error } = meanOf(sample);
      expect(Math.abs(mean - 1.35)).toBeLessThan(4 * error);
    }
  });

  it("two steps that halve one hold the same regimes: their mean covariance is that of the one, to 1e-12", () => {
    const [whole, halves] = [0, 0].map(() => createRegimes(regimes!, 2, createRegistry("chain")));
    const covariance = ({ factor }: typeof whole): number[] => [
      factor[0] ** 2,
      factor[0] * factor[2],
      factor[2] ** 2 + factor[3] ** 2,
    ];
    let switches = 0;
    resetRegimes(whole, 7);
    resetRegimes(halves, 7);
    for (let step = 0; step < 50; step++) {
      const before = whole.count;
      advanceRegimes(whole, 7, 2 * step * HOUR, 2 * (step + 1) * HOUR);
      advanceRegimes(halves, 7, 2 * step * HOUR, (2 * step + 1) * HOUR);
      const first = covariance(halves);
      advanceRegimes(halves, 7, (2 * step + 1) * HOUR, 2 * (step + 1) * HOUR);
      const second = covariance(halves);
      covariance(whole).forEach((value, at) =>
        expect(value).toBeCloseTo((first[at] + second[at]) / 2, 12),
      );
      switches += whole.count - before;
    }
    expect(switches).toBeGreaterThan(20);
  });
});

describe("returns under regimes", () => {
  it("have the stationary covariance, and prices no drift, whatever the step: 4 errors over 40 000 steps", () => {
    for (const step of [0.5, 4]) {
      const model = modelOf(THREE, step);
      const returns = createReturns(model, createRegistry("regimes"));
      const products = new Float64Array(40_000);
      const growth = new Float64Array(40_000);
      for (let at = 0; at < products.length; at++) {
        const row = returnsAt(returns, Math.floor(at / model.steps), at % model.steps);
        products[at] = returns.logReturn[row] * returns.logReturn[row + 1];
        growth[at] = returns.growth[row + 1];
      }
      const years = (step * HOUR) / SECONDS_PER_YEAR;
      // .6 * .25 * .5 + .3 * .9 - .1 * 9 * .5, by the two volatilities.
      const expected = (0.075 + 0.27 - 0.45) * 0.6 * 0.8 * years;
      const covariance = meanOf(products);
      expect(Math.abs(covariance.mean - expected)).toBeLessThan(4 * covariance.error);
      const drift = meanOf(growth);
      expect(Math.abs(drift.mean - 1)).toBeLessThan(4 * drift.error);
    }
  });

  it("stress is measured by the stationary variance", () => {
    const { market } = modelOf(THREE, 1);
    expect((varianceRate(market, 1) * SECONDS_PER_YEAR) / (0.64 * 1.35)).toBeCloseTo(1, 12);
  });

  it("one regime of scale 1 is no regime: the same returns to 1e-15", () => {
    const plain = createReturns(modelOf({}, 1), createRegistry("one"));
    const one = createReturns(
      modelOf({ only: { scale: 1, mean_duration: "1 day" } }, 1),
      createRegistry("one"),
    );
    const rows = [returnsAt(plain, 3, 0), returnsAt(one, 3, 0)];
    for (let cell = 0; cell < 200; cell++)
      expect(
        Math.abs(plain.logReturn[rows[0] + cell] - one.logReturn[rows[1] + cell]),
      ).toBeLessThan(1e-15);
  });
});
