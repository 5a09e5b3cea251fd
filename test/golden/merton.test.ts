/** Merton's log return through the generator of prices. */
import { describe, expect, it } from "vitest";
import { createPrices, movePrices, resetPrices } from "../../src/market/prices.ts";
import { createRegistry } from "../../src/random/streams.ts";
import { world } from "../contagion/stage.ts";

const BATCHES = 40;
const PATHS = 5000;
const STEPS = 4;
const STEP = (365 * 86400) / 52 / STEPS;

/** Log returns over 1/52 year: volatility .6, 12 jumps a year of N(-.04, .08^2), no drift of S. */
const returns = (() => {
  const { model } = world({
    horizon: `${STEP * STEPS} seconds`,
    step: `${STEP} seconds`,
    market: {
      assets: { ETH: { price: 1, volatility: 0.6 } },
      jumps: { rate: "12 / year", size: { ETH: { mean: -0.04, sd: 0.08 } } },
    },
  });
  const prices = createPrices(model, createRegistry("merton"));
  return Float64Array.from({ length: BATCHES * PATHS }, (_, path) => {
    resetPrices(prices, path);
    for (let step = 0; step < STEPS; step++) movePrices(prices, path, step, (step + 1) * STEP);
    return Math.log(prices.exogenous[0]);
  });
})();

const power = (batch: Float64Array, centre: number, exponent: number): number =>
  batch.reduce((sum, value) => sum + (value - centre) ** exponent, 0) / batch.length;

describe("Merton log return, 200 000 paths: 40 batches, within 5 of their standard errors (false alarm 2e-5 each)", () => {
  it.each([
    ["mean", -0.0043543592, (batch: Float64Array) => power(batch, 0, 1)],
    ["variance", 0.0087692308, (batch: Float64Array) => power(batch, -0.0043543592, 2)],
    // Moments about the true mean over the true variance: no bias from small batches.
    [
      "skew",
      -0.2338077918,
      (batch: Float64Array) => power(batch, -0.0043543592, 3) / 0.0087692308 ** 1.5,
    ],
    [
      "excess kurtosis",
      0.5608125577,
      (batch: Float64Array) => power(batch, -0.0043543592, 4) / 0.0087692308 ** 2 - 3,
    ],
    [
      "P(X <= -.2)",
      0.0239907987,
      (batch: Float64Array) => batch.filter((value) => value <= -0.2).length / batch.length,
    ],
  ])("%s is %d", (_, expected, statistic) => {
    const values = Array.from({ length: BATCHES }, (_, batch) =>
      statistic(returns.subarray(batch * PATHS, (batch + 1) * PATHS)),
    );
    const mean = values.reduce((sum, value) => sum + value, 0) / BATCHES;
    const spread = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (BATCHES - 1);
    expect(Math.abs(mean - expected)).toBeLessThan(5 * Math.sqrt(spread / BATCHES));
  });
});
