/**
 * The rows of `exceedance.csv`: how likely a window's loss is to exceed each threshold.
 *
 * Thresholds are 0 and up to 60 points, evenly spaced in the logarithm, from the smallest positive to the largest value
 * of the metric, rounded to six digits; they depend on the values alone. Totals per window are the aggregate curve of
 * catastrophe models, `largest_cascade_usd` the occurrence curve. Intervals are pointwise. The return period takes
 * windows as independent (horizon / (p * 365 days)).
 */
import { gatherDraws } from "../estimation/draws.ts";
import type { Column } from "../estimation/draws.ts";
import type { Interval } from "../estimation/estimate.ts";
import { returnPeriod } from "../estimation/exceedance.ts";
import { sortMetric } from "../estimation/figure.ts";
import { groupedEstimate } from "../estimation/groupedFigure.ts";
import type { MetricColumn } from "../estimation/groupedFigure.ts";
import { BY_PATH } from "../estimation/grouping.ts";
import type { Grouping } from "../estimation/grouping.ts";
import { countAtMost } from "../estimation/ranked.ts";
import type { SortedSample } from "../estimation/sortedSample.ts";
import type { Workspace } from "../estimation/workspace.ts";
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
 * @param weights likelihood ratio of each path, mean 1, cut as the columns are
 * @param horizon length of a path's window, s, > 0
 * @param workspace holds one metric's numbers at a time
 * @param grouping how the paths were drawn together
 * @throws RangeError if a column has an empty cell, is not finite or not as long as the weights
 */
export function* exceedanceRows(
  metrics: Iterable<string>,
  readColumn: (metric: string) => Column,
  weights: Column,
  horizon: number,
  workspace: Workspace,
  grouping: Grouping = BY_PATH,
): Generator<ExceedanceRow> {
  const years = horizon / SECONDS_PER_YEAR;
  for (const metric of metrics) {
    const values = readColumn(metric);
    const gathered = gatherDraws(metric, values, weights, workspace);
    if (gathered.draws.values.length < gathered.cells || gathered.cells === 0)
      throw new RangeError(`${metric} must have a value for every path`);
    const sorted = sortMetric(gathered, workspace);
    for (const threshold of thresholdsOf(sorted.sample as SortedSample)) {
      const { probability, low, high } = probabilityOf(
        threshold,
        { values, weights, metric: sorted },
        grouping,
      );
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

/** A probability is always there; its interval is not where all paths are of one group. */
function probabilityOf(
  threshold: number,
  column: MetricColumn,
  grouping: Grouping,
): { probability: number } & Interval {
  const { value, interval } = groupedEstimate({ kind: "probability", threshold }, column, grouping);
  return { probability: value as number, ...(interval ?? { low: NaN, high: NaN }) };
}

/** 0, then rising points from the smallest positive value to the largest; only 0 where nothing is positive. */
function thresholdsOf(sample: SortedSample): number[] {
  const first = countAtMost(sample, 0);
  if (first === sample.count) return [0];
  const smallest = sample.valueAt(first);
  const largest = sample.valueAt(sample.count - 1);
  const ratio = Math.log(largest / smallest) / (POINTS - 1);
  const between = Array.from({ length: POINTS - 2 }, (_, i) => smallest * Math.exp(ratio * (i + 1)))
    .map((threshold) => Number(threshold.toPrecision(6)))
    .filter(
      (threshold, i, all) => threshold > (i === 0 ? smallest : all[i - 1]) && threshold < largest,
    );
  return largest > smallest ? [0, smallest, ...between, largest] : [0, smallest];
}
