/**
 * Weighted quantiles: the smallest x of the sample with F(x) >= level.
 *
 * Written on the tail, W(> x) <= (1 - level) * mass, where the sums are small and exact. A guard of 1e-12 of the mass
 * keeps cumulative rounding from pushing the answer to the next value. No interpolation: the answer is always a value
 * that was drawn, also with atoms. Value at risk is this number.
 */
import { requireInside } from "./requirements.ts";
import type { Numbers } from "./requirements.ts";
import { sortSample } from "./sortedSample.ts";
import type { SortedSample } from "./sortedSample.ts";

/** Share of the mass forgiven to rounding of cumulative weights. */
const GUARD = 1e-12;

/**
 * The weighted quantile of a sample, weights normalised by their sum.
 *
 * @param values any finite numbers; losses in USD for a value at risk
 * @param weights one per value, >= 0; undefined means equal
 * @param level in (0, 1)
 * @returns a member of `values`
 * @throws RangeError if values are empty or not finite, weights do not fit, or level is outside (0, 1)
 */
export function quantile(values: Numbers, weights: Numbers | undefined, level: number): number {
  requireInside("level", level, 0, 1);
  return quantileOf(sortSample(values, weights), level);
}

/**
 * The quantile of a sample that is sorted already.
 *
 * @param level in (0, 1)
 * @throws RangeError if level is outside (0, 1)
 */
export function quantileOf(sample: SortedSample, level: number): number {
  requireInside("level", level, 0, 1);
  return smallestWithTail(sample, (1 - level) * massAt(sample, level));
}

/**
 * The mass that levels are shares of. Likelihood ratios are tail weights: above the median the mass is n, below it the
 * sum of weights, because there the noise of the many ordinary weights cancels in the ratio.
 */
export function massAt(sample: SortedSample, level: number): number {
  return level > 0.5 ? sample.mass : sample.weightFrom(0);
}

/**
 * The smallest value x with W(> x) <= tail, to within the guard.
 *
 * @param tail weight, in the units of the sample's weights; below 0 it is taken as 0
 */
export function smallestWithTail(sample: SortedSample, tail: number): number {
  const allowed = Math.max(tail, 0) + GUARD * sample.mass;
  let low = 0;
  let high = sample.count - 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (sample.weightFrom(middle + 1) <= allowed) high = middle;
    else low = middle + 1;
  }
  return sample.valueAt(low);
}
