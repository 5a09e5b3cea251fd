/** Standard normals of the diffusion: one per lane and step, from the lane's own stream (draw index = step - 1). */
import type { Market } from "../model/resolved.ts";
import { type Stream, type StreamRegistry, fillNormals, streamOf } from "../random/streams.ts";
import { BLOCK } from "./returns.ts";

export interface Shocks {
  readonly streams: readonly Stream[];
  /** Lane-major, `BLOCK` steps a lane. */
  readonly normals: Float64Array;
}

/** The normals of one purpose, for every lane. */
export function createShocks(market: Market, purpose: string, registry: StreamRegistry): Shocks {
  const names = market.baseAssets.map((index) => market.assets[index].name);
  return {
    streams: names.map((name) => streamOf(registry, `market.assets.${name}`, purpose)),
    normals: new Float64Array(names.length * BLOCK),
  };
}

/** Draws the normals of a lane for a block of steps. */
export function drawShocks(
  { streams, normals }: Shocks,
  lane: number,
  path: number,
  firstStep: number,
  count: number,
): void {
  const row = normals.subarray(lane * BLOCK, (lane + 1) * BLOCK);
  fillNormals(streams[lane], path, firstStep, row, count);
}
