/**
 * Exceedance curves: the probability that a window's loss exceeds each threshold.
 *
 * The intervals are pointwise. A return period is the mean time between windows that exceed, window / p; it takes
 * windows as independent draws, which a year made of consecutive windows is not when a crisis outlasts one.
 */
import { CONFIDENCE } from "./estimate.ts";
import { exceedanceProbability } from "./probability.ts";
import type { Probability } from "./probability.ts";
import { sortSample } from "./sortedSample.ts";
import type { Numbers } from "./requirements.ts";

/**
 * P(value > threshold) at each threshold, weights normalised by their sum.
 *
 * @param values finite, one per path
 * @param weights one per value, >= 0; undefined means equal
 * @param thresholds any numbers, in the unit of the values
 * @param confidence of the pointwise intervals, in (0, 1)
 * @returns one probability with its interval per threshold, in their order
 * @throws RangeError naming the argument that is out of range
 */
export function exceedance(
  values: Numbers,
  weights: Numbers | undefined,
  thresholds: Numbers,
  confidence: number = CONFIDENCE,
): Probability[] {
  const sample = sortSample(values, weights);
  return Array.from(thresholds, (threshold) =>
    exceedanceProbability(sample, threshold, confidence),
  );
}

/**
 * The mean time between exceeding windows.
 *
 * @param probability of exceeding in one window, in (0, 1]
 * @param window its length, in the unit wanted back
 * @throws RangeError if probability is outside (0, 1] or window <= 0
 */
export function returnPeriod(probability: number, window: number): number {
  if (!(probability > 0 && probability <= 1)) {
    throw new RangeError(`probability must lie in (0, 1], got ${probability}`);
  }
  if (!(window > 0)) throw new RangeError(`window must be above 0, got ${window}`);
  return window / probability;
}
