/**
 * Expected shortfall: the mean of the worst 1 - level of the distribution, exact with atoms.
 *
 * ES = q + E[(L - q)+] / (1 - level), q the quantile (Acerbi and Tasche 2002; Rockafellar and Uryasev 2002). An atom
 * that straddles the level enters with just the share that completes the tail, which an average of "losses beyond VaR"
 * gets wrong. Its interval comes from the influence function q + (L - q)+/(1 - level) - ES: the error of q has no
 * first-order effect, so the standard error is that of the mean excess. With k draws beyond q the interval is
 * Student's with k - 1 degrees of freedom, on the logarithm of ES - q: the mean of few excesses is skewed, and its error
 * short where the mean is low by chance. Fewer than three such draws give no interval: that of two would reach
 * a thousandfold and more either way. Left out: the bias of order 1/k, and tails without a variance.
 */
import { studentCritical } from "./criticalValue.ts";
import { CONFIDENCE, resolved, unresolved, withoutInterval } from "./estimate.ts";
import type { Estimate } from "./estimate.ts";
import { massAt, quantileOf } from "./quantile.ts";
import { resolutionNote } from "./quantileInterval.ts";
import { countAtMost } from "./ranked.ts";
import { requireInside } from "./requirements.ts";
import type { Numbers } from "./requirements.ts";
import { sortSample } from "./sortedSample.ts";
import type { SortedSample } from "./sortedSample.ts";

/** Draws beyond the quantile under which there is no interval, effective ones where they have weights. */
const LEAST_IN_TAIL = 3;

/** The note of a shortfall without an interval. */
export const TOO_FEW_IN_TAIL: string = `fewer than ${LEAST_IN_TAIL} different losses in the tail`;

/** Whether so many draws beyond the quantile tell how far a shortfall may be off. */
export function tellsShortfall(draws: number): boolean {
  return draws > LEAST_IN_TAIL - 1e-9; // equal weights are worth their number but for rounding
}

/**
 * The expected shortfall of a sample, weights normalised by their sum.
 *
 * @param values losses, any unit; large is bad
 * @param weights one per value, >= 0; undefined means equal
 * @param level in (0, 1)
 * @throws RangeError if values are empty or not finite, weights do not fit, or level is outside (0, 1)
 */
export function expectedShortfall(
  values: Numbers,
  weights: Numbers | undefined,
  level: number,
): number {
  requireInside("level", level, 0, 1);
  return expectedShortfallOf(sortSample(values, weights), level);
}

/** The expected shortfall of a sample that is sorted already; level in (0, 1). */
export function expectedShortfallOf(sample: SortedSample, level: number): number {
  const threshold = quantileOf(sample, level);
  const mass = massAt(sample, level);
  return threshold + excessSums(sample, threshold).weighted / (mass * (1 - level));
}

/**
 * Expected shortfall with its interval; absent where the quantile it starts from is not resolved.
 *
 * @param level in (0, 1)
 * @param confidence in (0, 1)
 */
export function expectedShortfallEstimate(
  sample: SortedSample,
  level: number,
  confidence: number = CONFIDENCE,
): Estimate {
  const missing = resolutionNote(sample, level, confidence);
  if (missing !== "") return unresolved(missing);
  const value = expectedShortfallOf(sample, level);
  const { error, draws } = standardError(sample, level);
  if (!tellsShortfall(draws) || error === 0) return withoutInterval(value, TOO_FEW_IN_TAIL);
  const reach = studentCritical(confidence, draws - 1) * error;
  return shortfallWithin(value, quantileOf(sample, level), reach);
}

/** A shortfall with its interval, stretched around the quantile. @param reach of a symmetric interval, > 0 */
export function shortfallWithin(value: number, quantile: number, reach: number): Estimate {
  const excess = value - quantile;
  const stretch = Math.exp(reach / excess);
  return resolved(value, quantile + excess / stretch, quantile + excess * stretch);
}

/** Standard error of the mean excess over the quantile, and the effective number of draws that carry it. */
function standardError(sample: SortedSample, level: number): { error: number; draws: number } {
  const { count } = sample;
  const threshold = quantileOf(sample, level);
  const first = countAtMost(sample, threshold);
  const mass = massAt(sample, level);
  const { weighted, squared, cross } = excessSums(sample, threshold);
  const mean = weighted / mass;
  // Likelihood ratios: variance of w*(L-q)+. Relative weights: variance of the ratio, w*((L-q)+ - mean).
  const ratio = mass === sample.weightFrom(0);
  const sumOfSquares = ratio
    ? squared - 2 * mean * cross + mean * mean * sample.squareFrom(0)
    : squared - mean * mean * count;
  const tail = sample.weightFrom(first);
  const draws = tail > 0 ? (tail * tail) / sample.squareFrom(first) : 0;
  const variance = (Math.max(sumOfSquares, 0) * count) / (count - 1);
  return { error: Math.sqrt(variance) / (mass * (1 - level)), draws };
}

/** Sums over the draws beyond `threshold` of w*e, (w*e)^2 and w^2*e, e the excess. */
function excessSums(
  sample: SortedSample,
  threshold: number,
): { weighted: number; squared: number; cross: number } {
  const { count, valueAt, weightFrom } = sample;
  let weighted = 0;
  let squared = 0;
  let cross = 0;
  let above = 0;
  for (let rank = count - 1; rank >= 0 && valueAt(rank) > threshold; rank--) {
    const from = weightFrom(rank);
    const weight = from - above;
    const excess = weight * (valueAt(rank) - threshold);
    weighted += excess;
    squared += excess * excess;
    cross += weight * excess;
    above = from;
  }
  return { weighted, squared, cross };
}
