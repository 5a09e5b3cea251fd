/** Stochastic variance: stationary from the first step, mean-reverting, correlated with the price, compensated. */
import { describe, expect, it } from "vitest";
import { createReturns } from "../../src/market/createReturns.ts";
import { nextVariance } from "../../src/market/heston.ts";
import { returnsAt } from "../../src/market/returns.ts";
import { SECONDS_PER_YEAR } from "../../src/model/resolved.ts";
import { createRegistry } from "../../src/random/streams.ts";
import { meanOf, world } from "../contagion/stage.ts";

const STEPS = 240;
const PATHS = 2000;
const YEARS = 3600 / SECONDS_PER_YEAR;
/** Relaxes in 5 days; shape of the stationary law 2 * 73 * .64 / 6^2 = 2.6. */
const TERMS = { mean_reversion: "73 / year", volatility_of_variance: 6, correlation: -0.7 };

/** Hourly log returns of ETH, path-major; BTC beside it has no stochastic variance. */
const returns = (() => {
  const { model } = world({
    horizon: `${STEPS} hours`,
    step: "1 hour",
    market: {
      assets: { BTC: { price: 1, volatility: 0.5 }, ETH: { price: 1, volatility: 0.8 } },
      correlation: { "BTC/ETH": 0.6 },
      heston: { ETH: TERMS },
    },
  });
  const source = createReturns(model, createRegistry("heston"));
  const eth = new Float64Array(STEPS * PATHS);
  const btc = new Float64Array(STEPS * PATHS);
  for (let path = 0; path < PATHS; path++)
    for (let step = 0; step < STEPS; step++) {
      const row = returnsAt(source, path, step);
      btc[path * STEPS + step] = source.logReturn[row];
      eth[path * STEPS + step] = source.logReturn[row + 1];
    }
  return { btc, eth };
})();

const column = (values: Float64Array, step: number): Float64Array =>
  Float64Array.from({ length: PATHS }, (_, path) => values[path * STEPS + step]);
/** Means over paths are independent, those within a path are not. */
const overPaths = (of: (path: number) => number): { mean: number; error: number } =>
  meanOf(Float64Array.from({ length: PATHS }, (_, path) => of(path)));

describe("480 000 hourly returns, within 4 standard errors", () => {
  const { btc, eth } = returns;

  it.each([0, 120, 239])("in step %i their mean square is long_run: .64 a year", (step) => {
    const { mean, error } = meanOf(column(eth, step).map((value) => value ** 2));
    expect(Math.abs(mean - 0.64 * YEARS)).toBeLessThan(4 * error);
  });

  it("the price has no drift: E[S] stays 1", () => {
    const { mean, error } = overPaths((path) =>
      Math.exp(eth.slice(path * STEPS, (path + 1) * STEPS).reduce((sum, value) => sum + value, 0)),
    );
    expect(Math.abs(mean - 1)).toBeLessThan(4 * error);
  });

  it("squares are correlated in time as the variance is: cov = Var v exp(-reversion lag), Var v = xi^2 theta / 2 kappa", () => {
    const lag = 24;
    const theta = 0.64 * YEARS;
    const { mean, error } = overPaths((path) => {
      let sum = 0;
      for (let at = path * STEPS; at < (path + 1) * STEPS - lag; at++)
        sum += (eth[at] ** 2 - theta) * (eth[at + lag] ** 2 - theta);
      return sum / (STEPS - lag);
    });
    const variance = ((6 ** 2 * 0.64) / (2 * 73)) * YEARS ** 2;
    const expected = variance * Math.exp(-73 * lag * YEARS);
    expect(mean).toBeGreaterThan(0);
    expect(Math.abs(mean - expected)).toBeLessThan(4 * error);
  });

  it("a fall raises the variance to come: returns and later squares are negatively correlated", () => {
    const { mean, error } = overPaths((path) => {
      let sum = 0;
      for (let at = path * STEPS; at < (path + 1) * STEPS - 1; at++)
        sum += eth[at] * eth[at + 1] ** 2;
      return sum / (STEPS - 1);
    });
    // E[r v'] = xi rho E[v] dt, in variance of the next step.
    const expected = 6 * -0.7 * 0.64 * YEARS ** 2;
    expect(Math.abs(mean - expected)).toBeLessThan(4 * error);
    expect(mean + 4 * error).toBeLessThan(0);
  });

  it("the other asset is untouched, and the shocks keep their correlation of .6", () => {
    const square = meanOf(btc.map((value) => value ** 2));
    expect(Math.abs(square.mean - 0.25 * YEARS)).toBeLessThan(4 * square.error);
    // Signs of normals of correlation rho agree with probability 1/2 + asin(rho) / pi, whatever the variance.
    const { mean, error } = overPaths((path) => {
      let agree = 0;
      for (let at = path * STEPS; at < (path + 1) * STEPS; at++) if (btc[at] * eth[at] > 0) agree++;
      return agree / STEPS;
    });
    expect(Math.abs(mean - 0.5 - Math.asin(0.6) / Math.PI)).toBeLessThan(4 * error);
  });
});

it("a variance under 0 counts as none and is pulled back by the whole reversion", () => {
  const terms = { meanReversion: 0.1, longRun: 4, volatilityOfVariance: 1, correlation: 0 };
  expect(nextVariance(terms, -0.5, 0, 3, 3, 2)).toBeCloseTo(-0.5 + 0.1 * 4 * 2, 15);
});
