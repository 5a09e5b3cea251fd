/**
 * The diffusion under regimes, stochastic variances, or both:
 *
 *   log return = (drift - c) dt - m v+ dt / 2 + sqrt(v+ dt) (F n)_lane
 *
 * v the lane's variance (`heston.ts`), m and F intensity and factor of the step's regimes (`regimes.ts`), n the same normals
 * that a constant diffusion takes.
 */
import type { Market } from "../model/resolved/market.ts";
import type { SamplingMethod } from "../model/resolved/sampling.ts";
import type { StreamRegistry } from "../random/streams.ts";
import { lanesOf } from "./diffusion.ts";
import { type DriftTilt, tiltShocks } from "./driftTilt.ts";
import {
  type Variances,
  createVariances,
  drawVarianceShocks,
  nextVariance,
  resetVariances,
} from "./heston.ts";
import { type Regimes, advanceRegimes, createRegimes, resetRegimes } from "./regimes.ts";
import { BLOCK, type Returns, returnsFrom } from "./returns.ts";
import { type Shocks, createLeadingShocks } from "./shocks.ts";

interface Modulated {
  readonly step: number;
  readonly lanes: number;
  /** Log return per step without shocks and variance, by lane. */
  readonly drift: Float64Array;
  readonly shocks: Shocks;
  readonly regimes: Regimes;
  readonly variances: Variances;
  readonly logReturn: Float64Array;
}

/**
 * @param compensation by lane, per second: rate * (E[exp(jump)] - 1), subtracted from the drift
 * @param method how paths are drawn; each by itself unless given
 */
export function createModulatedDiffusion(
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
  const calm = { name: "", scale: 1, meanDuration: Infinity, correlation: market.correlation };
  const state: Modulated = {
    step,
    lanes,
    drift: Float64Array.from(assets, ({ drift }, lane) => (drift - compensation[lane]) * step),
    shocks: tiltShocks(createLeadingShocks(market, steps, registry, method), tilt),
    regimes: createRegimes(market.regimes ?? [calm], lanes, registry),
    variances: createVariances(market, registry),
    logReturn: new Float64Array(BLOCK * lanes),
  };
  return returnsFrom(lanes, steps, state.logReturn, (path, firstStep, count) =>
    fill(state, path, firstStep, count),
  );
}

function fill(state: Modulated, path: number, firstStep: number, count: number): void {
  const { step, lanes, shocks, regimes, variances } = state;
  if (firstStep === 0) {
    resetRegimes(regimes, path);
    resetVariances(variances, path);
  }
  for (let lane = 0; lane < lanes; lane++) shocks.draw(lane, path, firstStep, count);
  drawVarianceShocks(variances, path, firstStep, count);
  for (let at = 0; at < count; at++) {
    const from = (firstStep + at) * step;
    advanceRegimes(regimes, path, from, (firstStep + at + 1) * step);
    for (let lane = 0; lane < lanes; lane++) moveLane(state, lane, at);
  }
}

function moveLane(state: Modulated, lane: number, at: number): void {
  const { step, lanes, drift, shocks, regimes, variances, logReturn } = state;
  let shock = 0;
  for (let other = 0; other <= lane; other++)
    shock += regimes.factor[lane * lanes + other] * shocks.normals[other * BLOCK + at];
  const value = variances.value[lane];
  const positive = Math.max(0, value);
  logReturn[at * lanes + lane] =
    drift[lane] - (regimes.intensity * positive * step) / 2 + Math.sqrt(positive * step) * shock;
  const terms = variances.heston[lane];
  if (terms === null) return;
  const z = shock / Math.sqrt(regimes.intensity);
  const w = variances.shocks.normals[lane * BLOCK + at];
  variances.value[lane] = nextVariance(terms, value, positive, z, w, step);
}
