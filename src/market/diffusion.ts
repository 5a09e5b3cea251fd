/**
 * Correlated geometric Brownian motion in log-Euler steps.
 *
 *   log S(t + dt) - log S(t) = (drift - volatility^2 / 2 - c) dt + volatility sqrt(dt) (L n)_lane
 *
 * L is the Cholesky factor of the *correlation* matrix (never of the covariance: volatility would enter twice), n one
 * standard normal per lane and step, c the compensator of jumps. Steps are generated in blocks, so that the inverse CDF
 * runs over arrays.
 */
import type { BaseAsset, Market } from "../model/resolved/market.ts";
import type { SamplingMethod } from "../model/resolved/sampling.ts";
import type { StreamRegistry } from "../random/streams.ts";
import { cholesky } from "./cholesky.ts";
import { type DriftTilt, tiltShocks } from "./driftTilt.ts";
import { BLOCK, type Returns, returnsFrom } from "./returns.ts";
import { createLeadingShocks } from "./shocks.ts";

/** The base assets of a market, by lane. */
export function lanesOf(market: Market): BaseAsset[] {
  return market.baseAssets.map((index) => {
    const asset = market.assets[index];
    if (asset.kind !== "base")
      throw new RangeError(`market.assets.${asset.name}: not a base asset`);
    return asset;
  });
}

/**
 * @param compensation by lane, per second: rate * (E[exp(jump)] - 1), subtracted from the drift
 * @param method how paths are drawn; each by itself unless given
 */
export function createDiffusion(
  market: Market,
  step: number,
  steps: number,
  compensation: readonly number[],
  registry: StreamRegistry,
  method?: SamplingMethod,
  tilt: DriftTilt | null = null,
): Returns {
  const assets = lanesOf(market);
  const lanes = assets.length;
  /** Each row of L times volatility * sqrt(dt). */
  const factor = cholesky(market.correlation, lanes);
  assets.forEach(({ volatility }, lane) => {
    for (let other = 0; other < lanes; other++)
      factor[lane * lanes + other] *= volatility * Math.sqrt(step);
  });
  /** Log return per step without shocks, by lane. */
  const drift = Float64Array.from(assets, (asset, lane) => {
    return (asset.drift - asset.volatility ** 2 / 2 - compensation[lane]) * step;
  });
  const shocks = tiltShocks(createLeadingShocks(market, steps, registry, method), tilt);
  const logReturn = new Float64Array(BLOCK * lanes);
  return returnsFrom(lanes, steps, logReturn, (path, firstStep, count) => {
    for (let lane = 0; lane < lanes; lane++) shocks.draw(lane, path, firstStep, count);
    diffuse(factor, drift, shocks.normals, logReturn, lanes, count);
  });
}

function diffuse(
  factor: Float64Array,
  drift: Float64Array,
  normals: Float64Array,
  logReturn: Float64Array,
  lanes: number,
  count: number,
): void {
  for (let lane = 0; lane < lanes; lane++) {
    for (let step = 0; step < count; step++) {
      let shock = 0;
      for (let other = 0; other <= lane; other++)
        shock += factor[lane * lanes + other] * normals[other * BLOCK + step];
      logReturn[step * lanes + lane] = drift[lane] + shock;
    }
  }
}
