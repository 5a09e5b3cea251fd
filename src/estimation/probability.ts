/**
 * The probability of exceeding a threshold, with its interval.
 *
 * Wilson's score interval (1927), which keeps to [0, 1] and says something when nothing was seen. With unequal weights
 * the delta method gives the variance v of the estimate, p(1 - p)/v the number of equal draws that would have it, and
 * Wilson's formula takes that number; where nothing or everything exceeds, a draw is worth its share at the largest
 * weight seen. Common events are shares of the sum of weights, rare ones (1/n) sum w 1{L > x}.
 */
import { normalCritical } from "./criticalValue.ts";
import { CONFIDENCE } from "./estimate.ts";
import type { Interval } from "./estimate.ts";
import { countAtMost } from "./ranked.ts";
import { requireInside } from "./requirements.ts";
import type { SortedSample } from "./sortedSample.ts";

/** A probability and the interval around it, all in [0, 1]. */
export interface Probability extends Interval {
  readonly probability: number;
}

/**
 * P(value > threshold).
 *
 * @param threshold any number
 * @param confidence in (0, 1)
 * @throws RangeError if the threshold is not a number or confidence is outside (0, 1)
 */
export function exceedanceProbability(
  sample: SortedSample,
  threshold: number,
  confidence: number = CONFIDENCE,
): Probability {
  if (Number.isNaN(threshold)) throw new RangeError("threshold must be a number, got NaN");
  const first = countAtMost(sample, threshold);
  const probability = shareAbove(sample, first);
  const draws = sample.equal ? sample.count : equivalentDraws(sample, first, probability);
  return { probability, ...wilson(probability, draws, confidence) };
}

/**
 * Wilson's score interval.
 *
 * @param share observed share of successes, in [0, 1]
 * @param draws number of trials, > 0, not necessarily whole
 * @param confidence in (0, 1)
 * @throws RangeError naming the argument that is out of range
 */
export function wilson(share: number, draws: number, confidence: number): Interval {
  if (!(share >= 0 && share <= 1)) throw new RangeError(`share must lie in [0, 1], got ${share}`);
  requireInside("draws", draws, 0, Infinity);
  const z = normalCritical(confidence);
  const shrink = 1 + (z * z) / draws;
  const centre = (share + (z * z) / (2 * draws)) / shrink;
  const reach =
    (z / shrink) * Math.sqrt((share * (1 - share)) / draws + ((z / draws) * z) / (4 * draws));
  // The ends are exactly 0 and 1 there; rounding must not leave a trace.
  return {
    low: share === 0 ? 0 : Math.max(0, centre - reach),
    high: share === 1 ? 1 : Math.min(1, centre + reach),
  };
}

/** Weighted share of the values from `first` on. Falls with `first` also where the two normalisations meet. */
function shareAbove(sample: SortedSample, first: number): number {
  const weight = sample.weightFrom(first);
  const ofAll = weight / sample.weightFrom(0);
  return ofAll > 0.5 ? ofAll : Math.min(weight / sample.mass, 0.5);
}

/** The number of equally weighted draws that would know the probability as well. */
function equivalentDraws(sample: SortedSample, first: number, probability: number): number {
  const { count, weightFrom, squareFrom, mass, largestWeight } = sample;
  const asTail = probability <= 0.5 && mass !== weightFrom(0);
  const above = squareFrom(first);
  const below = squareFrom(0) - above;
  const variance = asTail
    ? (above / count - probability ** 2) / count
    : ((1 - probability) ** 2 * above + probability ** 2 * below) / weightFrom(0) ** 2;
  const spread = probability * (1 - probability);
  if (spread > 0 && variance > 0) return spread / variance;
  return mass / largestWeight;
}
