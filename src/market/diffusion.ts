/**
 * Correlated geometric Brownian motion in log-Euler steps.
 *
 *   log S(t + dt) - log S(t) = (drift - volatility^2 / 2 - c) dt + volatility sqrt(dt) (L n)_lane
 *
 * L is the Cholesky factor of the *correlation* matrix (never of the covariance: volatility would enter twice), n one
 * standard normal per lane and step from the lane's own stream (draw index = step - 1), c the compensator of jumps.
 * Steps are generated in blocks, so that the inverse CDF runs over arrays.
 */
import type { Market } from "../model/resolved.ts";
import { type Stream, type StreamRegistry, fillNormals, streamOf } from "../random/streams.ts";

/** Steps generated at a time. */
const BLOCK = 256;

export interface Diffusion {
  readonly lanes: number;
  readonly steps: number;
  readonly streams: readonly Stream[];
  /** Row-major lower triangle, lanes x lanes, each row times volatility * sqrt(dt). */
  readonly factor: Float64Array;
  /** Log return per step without shocks, by lane. */
  readonly drift: Float64Array;
  /** Lane-major block of normals. */
  readonly normals: Float64Array;
  /** Log returns of the block, step-major. */
  readonly logReturn: Float64Array;
  /** exp of the above. */
  readonly growth: Float64Array;
}

/**
 * @param compensation by lane, per second: rate * (E[exp(jump)] - 1), subtracted from the drift
 */
export function createDiffusion(
  market: Market,
  step: number,
  steps: number,
  compensation: readonly number[],
  registry: StreamRegistry,
): Diffusion {
  const lanes = market.baseAssets.length;
  const assets = market.baseAssets.map((index) => {
    const asset = market.assets[index];
    if (asset.kind !== "base")
      throw new RangeError(`market.assets.${asset.name}: not a base asset`);
    return asset;
  });
  const factor = cholesky(market.correlation, lanes);
  assets.forEach(({ volatility }, lane) => {
    for (let other = 0; other < lanes; other++)
      factor[lane * lanes + other] *= volatility * Math.sqrt(step);
  });
  return {
    lanes,
    steps,
    streams: assets.map((asset) => streamOf(registry, `market.assets.${asset.name}`, "diffusion")),
    factor,
    drift: Float64Array.from(assets, (asset, lane) => {
      return (asset.drift - asset.volatility ** 2 / 2 - compensation[lane]) * step;
    }),
    normals: new Float64Array(lanes * BLOCK),
    logReturn: new Float64Array(BLOCK * lanes),
    growth: new Float64Array(BLOCK * lanes),
  };
}

/**
 * Makes the block that holds a step, if the step is its first.
 * @param step counted from 0
 * @returns where the step's row starts in `logReturn` and `growth`
 */
export function diffuse(diffusion: Diffusion, path: number, step: number): number {
  const inBlock = step % BLOCK;
  if (inBlock === 0) fillBlock(diffusion, path, step);
  return inBlock * diffusion.lanes;
}

function fillBlock(diffusion: Diffusion, path: number, firstStep: number): void {
  const { lanes, streams, factor, drift, normals, logReturn, growth } = diffusion;
  const count = Math.min(BLOCK, diffusion.steps - firstStep);
  for (let lane = 0; lane < lanes; lane++) {
    const row = normals.subarray(lane * BLOCK, (lane + 1) * BLOCK);
    fillNormals(streams[lane], path, firstStep, row, count);
  }
  for (let lane = 0; lane < lanes; lane++) {
    for (let step = 0; step < count; step++) {
      let shock = 0;
      for (let other = 0; other <= lane; other++)
        shock += factor[lane * lanes + other] * normals[other * BLOCK + step];
      const cell = step * lanes + lane;
      logReturn[cell] = drift[lane] + shock;
      growth[cell] = Math.exp(logReturn[cell]);
    }
  }
}

/**
 * Cholesky factor of a positive semidefinite matrix; a pivot under 1e-12 counts as zero, as in a matrix repaired to the
 * boundary of the valid ones.
 * @param matrix row-major, size x size
 */
export function cholesky(matrix: readonly number[], size: number): Float64Array {
  const lower = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = matrix[row * size + column];
      for (let k = 0; k < column; k++) sum -= lower[row * size + k] * lower[column * size + k];
      if (row === column) lower[row * size + row] = sum > 1e-12 ? Math.sqrt(sum) : 0;
      else
        lower[row * size + column] =
          lower[column * size + column] > 0 ? sum / lower[column * size + column] : 0;
    }
  }
  return lower;
}
