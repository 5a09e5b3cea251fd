/**
 * The rows of `summary.csv`: every metric of the paths table with its statistics and their intervals.
 *
 * One column is in memory at a time. Sums run in path order, so the order in which blocks were finished reaches no
 * digit. Cells a path leaves empty (amplification without a fall) are left out and counted in the note; what the sample
 * does not resolve has no value and the reason in the note. Sampling error only: how well the model's rates are known
 * is another question.
 */
import type { Estimate } from "../estimation/estimate.ts";
import { unresolved } from "../estimation/estimate.ts";
import { expectedShortfallEstimate } from "../estimation/expectedShortfall.ts";
import { deviationEstimate, meanEstimate } from "../estimation/meanInterval.ts";
import { exceedanceProbability } from "../estimation/probability.ts";
import { quantileEstimate } from "../estimation/quantileInterval.ts";
import { sortSample } from "../estimation/sortedSample.ts";
import type { SortedSample } from "../estimation/sortedSample.ts";

/** The levels of the quantiles, and those of value at risk and expected shortfall. */
const QUANTILE_LEVELS: readonly number[] = [0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 0.999];
const TAIL_LEVELS: readonly number[] = [0.95, 0.99, 0.999];

export const SUMMARY_COLUMNS = [
  "metric",
  "statistic",
  "level",
  "value",
  "ci_low",
  "ci_high",
  "note",
] as const;

export type Statistic = "mean" | "sd" | "quantile" | "var" | "es" | "probability";

/** One row; NaN is an empty cell. `probability` is that of being above 0; `level` is empty where there is none. */
export interface SummaryRow {
  readonly metric: string;
  readonly statistic: Statistic;
  readonly level: number;
  readonly value: number;
  readonly ci_low: number;
  readonly ci_high: number;
  readonly note: string;
}

/** The values one metric has, and how many paths there are in all. */
interface Present {
  readonly values: Float64Array;
  readonly weights: Float64Array;
  readonly paths: number;
}

/**
 * All rows, metric by metric.
 *
 * @param metrics names of numeric columns of the paths table
 * @param readColumn the column of a metric: one value per path in path order, NaN where the path has none
 * @param weights likelihood ratio of each path, mean 1
 * @throws RangeError if a column is not as long as the weights or holds an infinite value, naming the metric
 */
export function* summaryRows(
  metrics: Iterable<string>,
  readColumn: (metric: string) => Float64Array,
  weights: Float64Array,
): Generator<SummaryRow> {
  for (const metric of metrics) {
    const present = presentOf(metric, readColumn(metric), weights);
    for (const [statistic, level, estimate] of estimatesOf(present)) {
      yield rowOf(metric, statistic, level, estimate, present);
    }
  }
}

function* estimatesOf(present: Present): Generator<[Statistic, number, Estimate]> {
  const { values, weights, paths } = present;
  const none = unresolved("no path has a value");
  // Given that the value is there, weights are relative: n is not the mass of the paths that have one.
  const kind = values.length === paths ? "likelihood" : "relative";
  const sample = values.length > 0 ? sortSample(values, weights, kind) : undefined;
  const from = (estimate: (sample: SortedSample) => Estimate): Estimate =>
    sample === undefined ? none : estimate(sample);

  yield ["mean", NaN, from(() => meanEstimate(values, weights))];
  yield ["sd", NaN, from(() => deviationEstimate(values, weights))];
  for (const level of QUANTILE_LEVELS) {
    yield ["quantile", level, from((sorted) => quantileEstimate(sorted, level))];
  }
  for (const level of TAIL_LEVELS) {
    yield ["var", level, from((sorted) => quantileEstimate(sorted, level))];
  }
  for (const level of TAIL_LEVELS) {
    yield ["es", level, from((sorted) => expectedShortfallEstimate(sorted, level))];
  }
  yield ["probability", NaN, from(probabilityOfAny)];
}

function probabilityOfAny(sample: SortedSample): Estimate {
  const { probability, low, high } = exceedanceProbability(sample, 0);
  return { value: probability, interval: { low, high }, note: "" };
}

function presentOf(metric: string, column: Float64Array, weights: Float64Array): Present {
  const paths = weights.length;
  if (column.length !== paths) {
    throw new RangeError(
      `${metric} must have a cell for each of ${paths} paths, got ${column.length}`,
    );
  }
  const infinite = column.findIndex((value) => Math.abs(value) === Infinity);
  if (infinite >= 0) throw new RangeError(`${metric} of path ${infinite} must be finite`);
  if (!column.some(Number.isNaN)) return { values: column, weights, paths };
  return {
    values: column.filter((value) => !Number.isNaN(value)),
    weights: weights.filter((_, path) => !Number.isNaN(column[path])),
    paths,
  };
}

function rowOf(
  metric: string,
  statistic: Statistic,
  level: number,
  estimate: Estimate,
  present: Present,
): SummaryRow {
  const counted = present.values.length;
  const partly = counted > 0 && counted < present.paths;
  const notes = [estimate.note, partly ? `${counted} of ${present.paths} paths have a value` : ""];
  return {
    metric,
    statistic,
    level,
    value: estimate.value ?? NaN,
    ci_low: estimate.interval?.low ?? NaN,
    ci_high: estimate.interval?.high ?? NaN,
    note: notes.filter((note) => note !== "").join("; "),
  };
}
