/**
 * Importance sampling of jumps: more of them, and larger ones.
 *
 * Arrivals of the base intensity come g times as fast from t = 0 on, excited ones as they come: log w = -N log g + (g - 1)
 * base t for N arrivals of the base (a Hawkes process is a Poisson process of immigrants and their offspring; Hawkes and
 * Oakes 1974). The normals that drive the sizes are moved (`shift.ts`), those of shared jumps together: an asset whose mean
 * is not given follows by its correlation. Sizes of any law are increasing in their normals, so that one key fits all.
 */
import type { Excitation, Market } from "../model/resolved/market.ts";
import type { MarketTilt } from "../model/resolved/sampling.ts";
import { cholesky } from "./cholesky.ts";
import { type Shift, createShift } from "./shift.ts";

export interface JumpTilt {
  /** g of each lane's own process, then of the shared one. */
  readonly factor: Float64Array;
  /** By lane: mean of the normals of its own jumps. */
  readonly own: Float64Array;
  readonly shared: Shift;
  /** By lane: mean of the normals of shared jumps, as they follow from `shared`. */
  readonly together: Float64Array;
  /** The three as they are on this path: 1 and 0 on one that is not tilted. */
  readonly speed: Float64Array;
  readonly ownMove: Float64Array;
  readonly sharedMove: Float64Array;
}

/** What a path has counted of its jumps so far. Processes are each lane's own, then the shared one. */
export interface JumpCounts {
  readonly lanes: number;
  /** Per second, by process. */
  readonly rate: Float64Array;
  /** Absent: Poisson processes. */
  readonly excitation: Excitation | null;
  /** Arrivals since t = 0, and those of the base intensity among them, by process. */
  readonly count: Int32Array;
  readonly freshCount: Int32Array;
  /** By lane: sum of the normals behind the sizes of its own jumps; of the shared ones. */
  readonly ownNormals: Float64Array;
  readonly sharedNormals: Float64Array;
  /** Null: as they are. */
  readonly tilt: JumpTilt | null;
}

/** The tilt of a market's jumps; null where there is none. */
export function createJumpTilt(market: Market, asked: MarketTilt | undefined): JumpTilt | null {
  if (asked === undefined || (asked.jumps === undefined && asked.sizes === undefined)) return null;
  const lanes = market.baseAssets.length;
  const sizes = asked.sizes ?? market.baseAssets.map(() => null);
  const shared = createShift(market.correlation, sizes);
  const factor = cholesky(market.correlation, lanes);
  const together = shared.moves.map((_, lane) => {
    let mean = 0;
    for (let other = 0; other <= lane; other++)
      mean += factor[lane * lanes + other] * shared.moves[other];
    return mean;
  });
  return {
    factor: Float64Array.from(asked.jumps ?? new Float64Array(lanes + 1).fill(1)),
    own: Float64Array.from(sizes, (mean) => mean ?? 0),
    shared,
    together,
    speed: new Float64Array(lanes + 1).fill(1),
    ownMove: new Float64Array(lanes),
    sharedMove: new Float64Array(lanes),
  };
}

/** Sets what acts on a path; call before its first arrivals are drawn. */
export function tiltJumps(tilt: JumpTilt, tilted: boolean): void {
  const { speed, ownMove, sharedMove } = tilt;
  if (tilted) {
    speed.set(tilt.factor);
    ownMove.set(tilt.own);
    sharedMove.set(tilt.together);
  } else {
    speed.fill(1);
    ownMove.fill(0);
    sharedMove.fill(0);
  }
}

/**
 * The unit exponential that makes a wait at `base` one that is `speed` times as fast from t = 0 on.
 * @param second as drawn; @param base per second; @param now s, at which the wait begins; below 0 while a process warms up
 */
export function dilute(second: number, base: number, now: number, speed: number): number {
  const before = base * Math.max(0, -now);
  return second <= before ? second : before + (second - before) / speed;
}

/** Log likelihood ratio of the jumps of a path up to `horizon`. */
export function jumpLogRatio(counts: JumpCounts, horizon: number): number {
  const { tilt, lanes, rate, excitation, count, freshCount } = counts;
  if (tilt === null) return 0;
  const baseShare = 1 - (excitation?.branching ?? 0);
  let sum = 0;
  for (let process = 0; process <= lanes; process++) {
    const g = tilt.factor[process];
    if (g === 1) continue;
    sum += (g - 1) * rate[process] * baseShare * horizon - freshCount[process] * Math.log(g);
  }
  for (let lane = 0; lane < lanes; lane++) {
    const mean = tilt.own[lane];
    sum += (count[lane] * mean * mean) / 2 - mean * counts.ownNormals[lane];
    sum -= tilt.shared.lambda[lane] * counts.sharedNormals[lane];
  }
  return sum + count[lanes] * tilt.shared.half;
}
