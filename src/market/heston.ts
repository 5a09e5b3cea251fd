/**
 * Stochastic variance (Heston 1993), per asset, by full-truncation Euler (Lord, Koekkoek and van Dijk 2010):
 *
 *   v(t + dt) = v + reversion (long_run - v+) dt + volatility_of_variance sqrt(v+ dt) (rho z + sqrt(1 - rho^2) w)
 *
 * v+ = max(v, 0); the step's return has variance v+ dt and shock z, w is a normal of the asset's own. A path starts in the
 * stationary law, gamma with mean long_run and shape 2 reversion long_run / volatility_of_variance^2.
 */
import type { Heston, Market } from "../model/resolved/market.ts";
import { type Sampler, compileDistribution } from "../random/distribution.ts";
import { type Stream, type StreamRegistry, streamOf, uniform } from "../random/streams.ts";
import { lanesOf } from "./diffusion.ts";
import { type Shocks, createShocks } from "./shocks.ts";

/** Shape of the gamma law above which it is its mean for all that a double can tell. */
const CERTAIN = 1e12;

export interface Variances {
  /** By lane; null: constant. */
  readonly heston: readonly (Heston | null)[];
  /** v of each lane, per second; may be below 0. */
  readonly value: Float64Array;
  /** Of constant variances. */
  readonly constant: Float64Array;
  readonly law: readonly (Sampler | null)[];
  readonly start: readonly Stream[];
  readonly shocks: Shocks;
}

/** The variances of a market; `resetVariances` starts a path. */
export function createVariances(market: Market, registry: StreamRegistry): Variances {
  const assets = lanesOf(market);
  const heston = assets.map((_, lane) => market.heston?.[lane] ?? null);
  return {
    heston,
    value: new Float64Array(assets.length),
    constant: Float64Array.from(assets, ({ volatility }) => volatility ** 2),
    law: heston.map((terms) => (terms === null ? null : stationaryLaw(terms))),
    start: assets.map(({ name }) => streamOf(registry, `market.assets.${name}`, "variance/start")),
    shocks: createShocks(market, "variance", registry),
  };
}

function stationaryLaw({ meanReversion, longRun, volatilityOfVariance }: Heston): Sampler {
  const shape = (2 * meanReversion * longRun) / volatilityOfVariance ** 2;
  return longRun === 0 || shape > CERTAIN
    ? compileDistribution({ kind: "constant", value: longRun })
    : compileDistribution({ kind: "gamma", mean: longRun, shape });
}

/** Draws the variances that a path begins with. */
export function resetVariances({ value, constant, law, start }: Variances, path: number): void {
  for (let lane = 0; lane < value.length; lane++)
    value[lane] = law[lane]?.quantile(uniform(start[lane], path, 0)) ?? constant[lane];
}

/** Draws what a block of steps needs. */
export function drawVarianceShocks(
  { heston, shocks }: Variances,
  path: number,
  firstStep: number,
  count: number,
): void {
  for (let lane = 0; lane < heston.length; lane++)
    if (heston[lane] !== null) shocks.draw(lane, path, firstStep, count);
}

/**
 * The variance after a step.
 * @param positive v+ before it; @param z shock of the price; @param w of the variance alone; @param step s
 */
export function nextVariance(
  terms: Heston,
  value: number,
  positive: number,
  z: number,
  w: number,
  step: number,
): number {
  const { meanReversion, longRun, volatilityOfVariance, correlation } = terms;
  const shock = correlation * z + Math.sqrt(1 - correlation ** 2) * w;
  const drift = meanReversion * (longRun - positive) * step;
  return value + drift + volatilityOfVariance * Math.sqrt(positive * step) * shock;
}
