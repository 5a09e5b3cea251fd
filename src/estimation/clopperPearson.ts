/**
 * The exact interval of a probability from independent, equally likely draws (Clopper and Pearson 1934).
 *
 * With k of n draws counted each end is the probability at which the binomial tail beyond k is the error allowed there:
 * quantiles of Beta(k, n - k + 1) and Beta(k + 1, n - k). It never covers less than it says, also where one event in
 * thousands was seen; Wilson's (`probability.ts`) is shorter and does on average.
 */
import betaQuantile from "@stdlib/stats-base-dists-beta-quantile";
import type { Interval } from "./estimate.ts";
import { requireInside } from "./requirements.ts";

/**
 * Bounds that are each wrong with probability `error` at most.
 *
 * @param count whole, in [0, draws]
 * @param draws whole, >= 1
 * @param error of each side, in (0, 1)
 * @throws RangeError naming the argument that is out of range
 */
export function clopperPearson(count: number, draws: number, error: number): Interval {
  requireInside("draws", draws, 0, Infinity);
  if (!(count >= 0 && count <= draws))
    throw new RangeError(`count must lie in [0, ${draws}], got ${count}`);
  requireInside("error", error, 0, 1);
  return {
    low: count === 0 ? 0 : betaQuantile(error, count, draws - count + 1),
    high: count === draws ? 1 : betaQuantile(1 - error, count + 1, draws - count),
  };
}

/** The least number of draws of which none counted that puts the upper bound under `probability`. */
export function drawsForNone(probability: number, error: number): number {
  return Math.floor(Math.log(error) / Math.log1p(-probability)) + 1;
}
