/**
 * Standard normals of the diffusion, one per lane and step, from one of three sources chosen before the first path.
 *
 * `random`: the lane's own stream, draw index = step. `antithetic`: path 2k + 1 takes the normals of path 2k with the
 * other sign. `sobol`: see `ledShocks.ts`. Everything else of a path (jumps, regimes, variances, faults, accounts) is its
 * own in all three.
 */
import type { Market } from "../model/resolved/market.ts";
import type { SamplingMethod } from "../model/resolved/sampling.ts";
import { type StreamRegistry, fillNormals, streamOf } from "../random/streams.ts";
import { createLedPaths } from "./ledShocks.ts";
import { BLOCK } from "./returns.ts";

export interface Shocks {
  /** Lane-major, `BLOCK` steps a lane. */
  readonly normals: Float64Array;
  /** Writes the normals of a lane for a block of steps; blocks of a lane come in the order of their steps, from 0. */
  readonly draw: (lane: number, path: number, firstStep: number, count: number) => void;
}

/** The normals of one purpose, for every lane, each path by itself. */
export function createShocks(market: Market, purpose: string, registry: StreamRegistry): Shocks {
  const names = market.baseAssets.map((index) => market.assets[index].name);
  const streams = names.map((name) => streamOf(registry, `market.assets.${name}`, purpose));
  const normals = new Float64Array(names.length * BLOCK);
  return {
    normals,
    draw(lane, path, firstStep, count) {
      fillNormals(streams[lane], path, firstStep, rowOf(normals, lane), count);
    },
  };
}

/** The normals of the diffusion. @param method how paths are drawn; undefined: each by itself */
export function createLeadingShocks(
  market: Market,
  steps: number,
  registry: StreamRegistry,
  method: SamplingMethod | undefined,
): Shocks {
  const plain = createShocks(market, "diffusion", registry);
  if (method === undefined) return plain;
  if (method.kind === "antithetic") return mirrored(plain);
  const { normals } = plain;
  const led = createLedPaths(market, steps, registry, method);
  return {
    normals,
    draw(lane, path, firstStep, count) {
      if (firstStep === 0) led.draw(lane, path);
      rowOf(normals, lane).set(led.path(lane).subarray(firstStep, firstStep + count));
    },
  };
}

function mirrored({ normals, draw }: Shocks): Shocks {
  return {
    normals,
    draw(lane, path, firstStep, count) {
      draw(lane, path - (path % 2), firstStep, count);
      if (path % 2 === 0) return;
      const row = rowOf(normals, lane);
      for (let step = 0; step < count; step++) row[step] = -row[step];
    },
  };
}

/** The row of a lane. */
export function rowOf(normals: Float64Array, lane: number): Float64Array {
  return normals.subarray(lane * BLOCK, (lane + 1) * BLOCK);
}
