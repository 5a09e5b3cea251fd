/**
 * Mean and standard deviation across paths, with intervals.
 *
 * The mean is the ratio sum w x / sum w; its variance is that of the ratio, sum w^2 (x - m)^2 / (sum w)^2, and its
 * interval Student's with the effective sample size less one. The standard deviation takes the delta method on the
 * logarithm, var(s^2) = (m4 - s^4)/n, so that its interval stays positive, and Student's with as many degrees of freedom
 * as draws carry it, less one: (sum u^2)^2 / sum u^4 with u their parts of s^2 - sigma^2, few where losses are skewed. Both
 * lean on the central limit theorem: with very skewed losses and few paths they are too short. A sample whose values are
 * all equal shows no sampling error, so it gets no interval rather than one of length zero.
 */
import { sumOf } from "./compensatedSum.ts";
import { studentCritical } from "./criticalValue.ts";
import { eachDraw } from "./draws.ts";
import type { Draws } from "./draws.ts";
import { CONFIDENCE, resolved, unresolved, withoutInterval } from "./estimate.ts";
import type { Estimate } from "./estimate.ts";
import { addMoments, NONE, varianceOf } from "./moments.ts";
import { effectiveSizeOf } from "./weights.ts";

/** One path far from all others makes a deviation; its interval is as long as two such would make it. */
const LEAST_CARRIERS = 2;

/** The note of a figure whose sample shows no spread. */
const NO_SPREAD = "all paths have the same value";

/**
 * The mean with its interval.
 *
 * @param draws at least one
 * @param confidence in (0, 1)
 * @throws RangeError naming `confidence`
 */
export function meanEstimate(draws: Draws, confidence: number = CONFIDENCE): Estimate {
  const { centre, variance } = centreAndVariance(draws);
  const count = draws.values.length;
  if (count < 2) return withoutInterval(centre, "one path shows no sampling error");
  if (variance === 0) return withoutInterval(centre, NO_SPREAD);
  const size = draws.weights === undefined ? count : effectiveSizeOf(draws.weights.chunks);
  if (size - 1 < 1e-9) return withoutInterval(centre, "one path carries all the weight");
  const error = Math.sqrt(ratioVariance(draws, (value) => value - centre));
  const reach = studentCritical(confidence, size - 1) * error;
  return resolved(centre, centre - reach, centre + reach);
}

/**
 * The standard deviation of one path's value, with its interval; absent with fewer than two paths.
 *
 * @param draws at least one
 * @param confidence in (0, 1)
 * @throws RangeError naming `confidence`
 */
export function deviationEstimate(draws: Draws, confidence: number = CONFIDENCE): Estimate {
  const { centre, variance } = centreAndVariance(draws);
  if (draws.values.length < 2) return unresolved("needs at least 2 paths, has 1");
  if (variance === 0) return withoutInterval(0, NO_SPREAD);
  const deviation = Math.sqrt(variance);
  // Of (z^2 - 1), z the standardised value: free of units, so that no fourth power overflows.
  const part = (value: number): number => ((value - centre) / deviation) ** 2 - 1;
  const critical = studentCritical(confidence, carriersOf(draws, part) - 1);
  const reach = critical * Math.sqrt(ratioVariance(draws, part));
  const stretch = Math.exp(reach / 2);
  return resolved(deviation, deviation / stretch, deviation * stretch);
}

/** Effective number of draws that carry the standard deviation; at least two draws that differ. */
export function deviationCarriers(draws: Draws): number {
  const { centre, variance } = centreAndVariance(draws);
  return carriersOf(draws, (value) => (value - centre) ** 2 / variance - 1);
}

function carriersOf(draws: Draws, part: (value: number) => number): number {
  let squares = 0;
  let fourths = 0;
  eachDraw(draws, (value, weight) => {
    const square = (weight * part(value)) ** 2;
    squares += square;
    fourths += square ** 2;
  });
  // Parts so small that their powers vanish carry nothing.
  return fourths === 0 ? LEAST_CARRIERS : Math.max(LEAST_CARRIERS, squares ** 2 / fourths);
}

/** Mean and sample variance; the variance of a single value is given as 0. */
function centreAndVariance(draws: Draws): { centre: number; variance: number } {
  const { values, weights } = draws;
  const count = values.length;
  if (weights !== undefined) {
    let moments = NONE;
    eachDraw(draws, (value, weight) => (moments = addMoments(moments, value, weight)));
    return { centre: moments.mean, variance: count < 2 ? 0 : varianceOf(moments) };
  }
  const centre = sumOf(values.chunks) / count;
  if (count < 2) return { centre, variance: 0 };
  let squares = 0;
  eachDraw(draws, (value) => (squares += (value - centre) * (value - centre)));
  return { centre, variance: squares / (count - 1) };
}

/** Variance of sum w d / sum w where the d have mean 0: sum w^2 d^2 / (sum w)^2, times n/(n - 1). */
function ratioVariance(draws: Draws, deviation: (value: number) => number): number {
  const count = draws.values.length;
  let total = 0;
  let squares = 0;
  eachDraw(draws, (value, weight) => {
    total += weight;
    squares += (weight * deviation(value)) ** 2;
  });
  return ((squares / (total * total)) * count) / (count - 1);
}
