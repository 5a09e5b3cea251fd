/**
 * The rows of `exceedance.csv`: how likely a window's loss is to exceed each threshold.
 *
 * Thresholds are 0 and up to 60 points, evenly spaced in the logarithm, from the smallest positive to the largest value
 * of the metric, rounded to six digits; they depend on the values alone. Totals per window are the aggregate curve of
 * catastrophe models, `largest_cascade_usd` the occurrence curve. Intervals are pointwise. The return period takes
 * windows as independent (horizon / (p * 365 days)).
 */
import { returnPeriod } from "../estimation/exceedance.ts";
import { exceedanceProbability } from "../estimation/probability.ts";
import { countAtMost, sortSample } from "../estimation/sortedSample.ts";
import type { SortedSample } from "../estimation/sortedSample.ts";
import { SECONDS_PER_YEAR } from "../model/resolved.ts";

/** The metrics that have a curve. */
export const EXCEEDANCE_METRICS = [
  "liquidated_usd",
  "largest_cascade_usd",
  "bad_debt_usd",
  "insurance_used_usd",
  "vault_loss_usd",
  "adl_usd",
  "socialised_usd",
  "trapped_usd_hours",
  "downtime_hours",
] as const;

export const EXCEEDANCE_COLUMNS = [
  "metric",
  "threshold",
  "probability",
  "ci_low",
  "ci_high",
  "return_period_years",
] as const;

/** Log-spaced thresholds of one metric, beside 0. */
const POINTS = 60;

/** One row; an empty return period (NaN) means that no path exceeded the threshold. */
export interface ExceedanceRow {
  readonly metric: string;
  readonly threshold: number;
  readonly probability: number;
  readonly ci_low: number;
  readonly ci_high: number;
  readonly return_period_years: number;
}

/**
 * All rows, metric by metric, thresholds ascending.
 *
 * @param metrics names of columns without empty cells
 * @param readColumn the column of a metric, one finite value per path in path order
 * @param weights likelihood ratio of each path, mean 1
 * @param horizon length of a path's window, s, > 0
 * @throws RangeError if a column is empty, not finite or not as long as the weights
 */
export function* exceedanceRows(
  metrics: Iterable<string>,
  readColumn: (metric: string) => Float64Array,
  weights: Float64Array,
  horizon: number,
): Generator<ExceedanceRow> {
  const years = horizon / SECONDS_PER_YEAR;
  for (const metric of metrics) {
    const sample = sortSample(readColumn(metric), weights, "likelihood");
    for (const threshold of thresholdsOf(sample)) {
      const { probability, low, high } = exceedanceProbability(sample, threshold);
      yield {
        metric,
        threshold,
        probability,
        ci_low: low,
        ci_high: high,
        return_period_years: probability > 0 ? returnPeriod(probability, years) : NaN,
      };
    }
  }
}

/** 0, then rising points from the smallest positive value to the largest; only 0 where nothing is positive. */
function thresholdsOf(sample: SortedSample): number[] {
  const positives = sample.values.subarray(countAtMost(sample, 0));
  if (positives.length === 0) return [0];
  const smallest = positives[0];
  const largest = positives[positives.length - 1];
  const ratio = Math.log(largest / smallest) / (POINTS - 1);
  const between = Array.from({ length: POINTS - 2 }, (_, i) => smallest * Math.exp(ratio * (i + 1)))
    .map((threshold) => Number(threshold.toPrecision(6)))
    .filter(
      (threshold, i, all) => threshold > (i === 0 ? smallest : all[i - 1]) && threshold < largest,
    );
  return largest > smallest ? [0, smallest, ...between, largest] : [0, smallest];
}
