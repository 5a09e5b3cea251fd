/**
 * Congestion of the settlement layer on one path: a factor on the time its work takes, constant between changes.
 *
 * Work of length p that begins at t is done when the integral of 1 / factor from t has reached p. As long as nothing has
 * changed it is done at t + p. What is known at a moment assumes that the present factor stays; a change moves whatever
 * is not done yet, exactly.
 */
import { doubledFloats } from "../reliability/doubled.ts";

export interface Congestion {
  /** Changes so far. */
  count: number;
  /** s; of each change, and the factor from then on, >= 1. */
  at: Float64Array;
  factor: Float64Array;
}

/** A settlement layer at rest; its history grows by itself. */
export function createCongestion(): Congestion {
  return { count: 0, at: new Float64Array(4), factor: new Float64Array(4) };
}

/** No congestion so far. */
export function resetCongestion(congestion: Congestion): void {
  congestion.count = 0;
}

/** The factor now. */
export function congestionNow(congestion: Congestion): number {
  return congestion.count === 0 ? 1 : congestion.factor[congestion.count - 1];
}

/** The factor is another from `now` on, not before the latest change. */
export function changeCongestion(congestion: Congestion, factor: number, now: number): void {
  if (congestion.count === congestion.at.length) {
    congestion.at = doubledFloats(congestion.at);
    congestion.factor = doubledFloats(congestion.factor);
  }
  congestion.at[congestion.count] = now;
  congestion.factor[congestion.count++] = factor;
}

/**
 * When work that begins at `start` is done if the present factor stays, s.
 *
 * @param work s at factor 1
 */
export function workDoneAt(congestion: Congestion, start: number, work: number): number {
  const { at, factor, count } = congestion;
  let from = start;
  let left = work;
  let pace = 1;
  for (let change = 0; change < count; change++) {
    if (at[change] > from) {
      const done = from + left * pace;
      if (done <= at[change]) return done;
      left -= (at[change] - from) / pace;
      from = at[change];
    }
    pace = factor[change];
  }
  return from + left * pace;
}

/** Whether the layer was congested at every moment of [from, to]; `to` is not after now. */
export function congestedThroughout(congestion: Congestion, from: number, to: number): boolean {
  const { at, factor, count } = congestion;
  let change = count - 1;
  // Changes after the span do not count, nor does one at its very end: the layer was free only from then on.
  while (change >= 0 && at[change] >= to) change--;
  for (; change >= 0; change--) {
    if (factor[change] <= 1) return false;
    if (at[change] <= from) return true;
  }
  return false;
}
