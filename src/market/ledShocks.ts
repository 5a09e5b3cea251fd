/**
 * Normals of the diffusion whose leading part comes from scrambled Sobol points.
 *
 * Path p is point floor(p / R) of scramble p mod R. The i-th date that a Brownian bridge fixes takes dimension i * lanes +
 * lane + 1, so that the earliest dimensions, which are filled most evenly, decide most of the paths' shape. In between
 * the lane's own stream goes on as ever. A whole path is made at once and kept until the next.
 */
import type { Market } from "../model/resolved/market.ts";
import type { SamplingMethod } from "../model/resolved/sampling.ts";
import { bridgeNormals, createBridge } from "../random/brownianBridge.ts";
import type { BrownianBridge } from "../random/brownianBridge.ts";
import { inverseNormal } from "../random/inverseNormal.ts";
import { scrambledUniform } from "../random/owen.ts";
import type { Scrambling } from "../random/owen.ts";
import { directionsOf, MOST_DIMENSIONS, sobolDigits } from "../random/sobol.ts";
import { type Stream, type StreamRegistry, fillNormals, streamOf } from "../random/streams.ts";

type Sobol = Extract<SamplingMethod, { readonly kind: "sobol" }>;

interface Lane {
  readonly stream: Stream;
  /** By date that the bridge fixes. */
  readonly directions: readonly Uint32Array[];
  readonly scramblings: readonly Scrambling[];
  readonly normals: Float64Array;
}

/** Whole paths of normals, by lane. */
export interface LedPaths {
  readonly draw: (lane: number, path: number) => void;
  /** The normals of the path that was drawn last. */
  readonly path: (lane: number) => Float64Array;
}

/** How many dates the points can lead: as asked, but no more than there are steps, or dimensions. */
export function leadOf(leading: number, lanes: number, steps: number): number {
  return Math.min(leading, steps, Math.max(1, Math.floor(MOST_DIMENSIONS / lanes)));
}

/** @throws RangeError with more than 512 base assets, which have no dimension each */
export function createLedPaths(
  market: Market,
  steps: number,
  registry: StreamRegistry,
  { scrambles, leading }: Sobol,
): LedPaths {
  const names = market.baseAssets.map((index) => `market.assets.${market.assets[index].name}`);
  const dates = leadOf(leading, names.length, steps);
  const bridge = createBridge(steps, dates);
  const words = new Int32Array(4);
  const lanes = names.map((name, lane): Lane => {
    const each = Array.from({ length: dates }, (_, date) => date);
    return {
      stream: streamOf(registry, name, "diffusion"),
      directions: each.map((date) => directionsOf(date * names.length + lane + 1)),
      scramblings: each.map((date) => ({
        tree: streamOf(registry, name, `diffusion/scramble-${date}`),
        rest: streamOf(registry, name, `diffusion/scramble-${date}/rest`),
        words,
      })),
      normals: new Float64Array(steps),
    };
  });
  const lead = new Float64Array(dates);
  return {
    draw: (lane, path) => drawPath(lanes[lane], bridge, lead, path, scrambles),
    path: (lane) => lanes[lane].normals,
  };
}

function drawPath(
  { stream, directions, scramblings, normals }: Lane,
  bridge: BrownianBridge,
  lead: Float64Array,
  path: number,
  scrambles: number,
): void {
  const scramble = path % scrambles;
  const point = (path - scramble) / scrambles;
  for (let date = 0; date < lead.length; date++) {
    const digits = sobolDigits(directions[date], point);
    lead[date] = inverseNormal(scrambledUniform(scramblings[date], digits, scramble));
  }
  fillNormals(stream, path, 0, normals, normals.length);
  bridgeNormals(bridge, lead, normals);
}
