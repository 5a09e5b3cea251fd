/**
 * Importance sampling of where prices go: each normal of a tilted path is moved by h/sqrt(steps).
 *
 * Over the horizon a lane's normals then add up to one whose mean is h standard deviations: log w = -h.Z + h.h/2, Z that sum
 * over sqrt(steps). Exact whatever volatility the normals are multiplied by, and wherever they come from.
 */
import type { Shift } from "./shift.ts";
import { type Shocks, rowOf } from "./shocks.ts";

export interface DriftTilt {
  readonly shift: Shift;
  readonly steps: number;
  /** By lane: sum of the path's normals so far, moved ones as they are. */
  readonly sums: Float64Array;
  /** Whether the path is tilted. */
  on: boolean;
}

/** The tilt of a path's shocks over all its steps. */
export function createDriftTilt(shift: Shift, steps: number): DriftTilt {
  return { shift, steps, sums: new Float64Array(shift.moves.length), on: false };
}

/** Log likelihood ratio of the shocks of a whole path. */
export function driftLogRatio({ shift, steps, sums }: DriftTilt): number {
  let product = 0;
  for (let lane = 0; lane < sums.length; lane++) product += shift.moves[lane] * sums[lane];
  return shift.half - product / Math.sqrt(steps);
}

/** The same shocks, moved on tilted paths. @param tilt null: as they are */
export function tiltShocks(shocks: Shocks, tilt: DriftTilt | null): Shocks {
  if (tilt === null) return shocks;
  const { normals, draw } = shocks;
  return {
    normals,
    draw(lane, path, firstStep, count) {
      draw(lane, path, firstStep, count);
      move(tilt, lane, firstStep, rowOf(normals, lane), count);
    },
  };
}

function move(
  tilt: DriftTilt,
  lane: number,
  firstStep: number,
  row: Float64Array,
  count: number,
): void {
  const by = tilt.on ? tilt.shift.moves[lane] / Math.sqrt(tilt.steps) : 0;
  let sum = firstStep === 0 ? 0 : tilt.sums[lane];
  for (let step = 0; step < count; step++) {
    row[step] += by;
    sum += row[step];
  }
  tilt.sums[lane] = sum;
}
