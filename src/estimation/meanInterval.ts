/**
 * Mean and standard deviation across paths, with intervals.
 *
 * The mean is the ratio sum w x / sum w; its variance is that of the ratio, sum w^2 (x - m)^2 / (sum w)^2, and its
 * interval Student's with the effective sample size less one. The standard deviation takes the delta method on the
 * logarithm, var(s^2) = (m4 - s^4)/n, so that its interval stays positive. Both lean on the central limit theorem: with
 * very skewed losses and few paths they are too short. A sample whose values are all equal shows no sampling error, so
 * it gets no interval rather than one of length zero.
 */
import { mean, sampleVariance } from "simple-statistics";
import { normalCritical, studentCritical } from "./criticalValue.ts";
import { CONFIDENCE, resolved, unresolved, withoutInterval } from "./estimate.ts";
import type { Estimate } from "./estimate.ts";
import { momentsOf, varianceOf } from "./moments.ts";
import { areEqual, requireFinite, requireWeights } from "./sortedSample.ts";
import type { Numbers } from "./sortedSample.ts";
import { effectiveSampleSize } from "./weights.ts";

/** The note of a figure whose sample shows no spread. */
const NO_SPREAD = "all paths have the same value";

/**
 * The mean with its interval.
 *
 * @param values finite, one per path
 * @param weights one per value, >= 0; undefined means equal
 * @param confidence in (0, 1)
 * @throws RangeError naming `values`, `weights` or `confidence`
 */
export function meanEstimate(
  values: Numbers,
  weights: Numbers | undefined,
  confidence: number = CONFIDENCE,
): Estimate {
  const { centre, variance } = centreAndVariance(values, weights);
  if (values.length < 2) return withoutInterval(centre, "one path shows no sampling error");
  if (variance === 0) return withoutInterval(centre, NO_SPREAD);
  const size = weights === undefined ? values.length : effectiveSampleSize(weights);
  if (size - 1 < 1e-9) return withoutInterval(centre, "one path carries all the weight");
  const error = Math.sqrt(ratioVariance(values, weights, (value) => value - centre));
  const reach = studentCritical(confidence, size - 1) * error;
  return resolved(centre, centre - reach, centre + reach);
}

/**
 * The standard deviation of one path's value, with its interval; absent with fewer than two paths.
 *
 * @param values finite, one per path
 * @param weights one per value, >= 0; undefined means equal
 * @param confidence in (0, 1)
 * @throws RangeError naming `values`, `weights` or `confidence`
 */
export function deviationEstimate(
  values: Numbers,
  weights: Numbers | undefined,
  confidence: number = CONFIDENCE,
): Estimate {
  const { centre, variance } = centreAndVariance(values, weights);
  if (values.length < 2) return unresolved("needs at least 2 paths, has 1");
  if (variance === 0) return withoutInterval(0, NO_SPREAD);
  const deviation = Math.sqrt(variance);
  // Of (z^2 - 1), z the standardised value: free of units, so that no fourth power overflows.
  const square = ratioVariance(values, weights, (value) => ((value - centre) / deviation) ** 2 - 1);
  const stretch = Math.exp((normalCritical(confidence) * Math.sqrt(square)) / 2);
  return resolved(deviation, deviation / stretch, deviation * stretch);
}

/** Mean and sample variance; the variance of a single value is given as 0. */
function centreAndVariance(
  values: Numbers,
  weights: Numbers | undefined,
): { centre: number; variance: number } {
  if (weights !== undefined && !areEqual(weights)) {
    const moments = momentsOf(values, weights);
    return { centre: moments.mean, variance: moments.count < 2 ? 0 : varianceOf(moments) };
  }
  requireFinite("values", values);
  if (weights !== undefined) requireWeights(weights, values.length);
  // Its functions read by index alone and sum with compensation; only its types ask for a plain array.
  const column = values as number[];
  return { centre: mean(column), variance: values.length < 2 ? 0 : sampleVariance(column) };
}

/** Variance of sum w d / sum w where the d have mean 0: sum w^2 d^2 / (sum w)^2, times n/(n - 1). */
function ratioVariance(
  values: Numbers,
  weights: Numbers | undefined,
  deviation: (value: number) => number,
): number {
  const count = values.length;
  let total = 0;
  let squares = 0;
  for (let i = 0; i < count; i++) {
    const weight = weights === undefined ? 1 : weights[i];
    total += weight;
    squares += (weight * deviation(values[i])) ** 2;
  }
  return ((squares / (total * total)) * count) / (count - 1);
}
