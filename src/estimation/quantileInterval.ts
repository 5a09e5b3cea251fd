/**
 * Quantiles with their intervals, and the rule for what a sample resolves.
 *
 * Equal weights: order statistics, exact for every distribution. Unequal weights: the probability at the estimate is
 * moved by its standard error and inverted again (Woodruff 1952). The variance puts the nominal level in place of the
 * counted share, so atoms do not make it vanish: p(1-p)/n times the mean weight of the draws on each side, in units of
 * the average weight. A level whose interval would need a draw beyond the sample is not resolved.
 */
import { normalCritical } from "./criticalValue.ts";
import { CONFIDENCE, resolved, unresolved } from "./estimate.ts";
import type { Estimate, Interval } from "./estimate.ts";
import { orderStatistics } from "./orderStatistics.ts";
import { massAt, quantileOf, smallestWithTail } from "./quantile.ts";
import { countAtMost, countBelow } from "./ranked.ts";
import type { SortedSample } from "./sortedSample.ts";
import { wilksSampleSize } from "./wilks.ts";

/**
 * A quantile with its interval; absent, with the reason, where the sample does not resolve it.
 *
 * @param level in (0, 1)
 * @param confidence in (0, 1)
 * @throws RangeError if level or confidence is outside (0, 1)
 */
export function quantileEstimate(
  sample: SortedSample,
  level: number,
  confidence: number = CONFIDENCE,
): Estimate {
  const missing = resolutionNote(sample, level, confidence);
  if (missing !== "") return unresolved(missing);
  const { low, high } = sample.equal
    ? countedInterval(sample, level, confidence)
    : weightedInterval(sample, level, confidence);
  return resolved(quantileOf(sample, level), low, high);
}

/** Why the sample does not resolve a quantile: a phrase for the note column, empty if it does. */
export function resolutionNote(sample: SortedSample, level: number, confidence: number): string {
  if (sample.equal) {
    const needed = wilksSampleSize(Math.max(level, 1 - level), (1 + confidence) / 2);
    const { count } = sample;
    return count >= needed ? "" : `needs at least ${needed} paths, has ${count}`;
  }
  const reach = normalCritical(confidence) * levelError(sample, level);
  const room = Math.min(level, 1 - level);
  return reach < room ? "" : "beyond what the weighted sample resolves";
}

function countedInterval(sample: SortedSample, level: number, confidence: number): Interval {
  const { lower, upper } = orderStatistics(sample.count, level, confidence);
  return { low: sample.valueAt(lower - 1), high: sample.valueAt(upper - 1) };
}

function weightedInterval(sample: SortedSample, level: number, confidence: number): Interval {
  const reach = normalCritical(confidence) * levelError(sample, level);
  const mass = massAt(sample, level);
  return {
    low: smallestWithTail(sample, (1 - level + reach) * mass),
    high: smallestWithTail(sample, (1 - level - reach) * mass),
  };
}

/** Standard error of the weighted share beyond the quantile. */
function levelError(sample: SortedSample, level: number): number {
  const { count, weightFrom, squareFrom } = sample;
  const mass = massAt(sample, level);
  const average = mass / count;
  const at = quantileOf(sample, level);
  const above = countAtMost(sample, at);
  const from = countBelow(sample, at);
  const tailWeight = squareFrom(from) / weightFrom(from) / average;
  const tail = 1 - level;
  if (mass !== weightFrom(0))
    return Math.sqrt(Math.max(tail * tailWeight - tail * tail, 0) / count);
  const bodyWeight =
    (squareFrom(0) - squareFrom(above)) / (weightFrom(0) - weightFrom(above)) / average;
  return Math.sqrt((level * tail * (tail * bodyWeight + level * tailWeight)) / count);
}
