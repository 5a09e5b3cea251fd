/**
 * The rows of `summary.csv`: every metric of the paths table with its statistics and their intervals.
 *
 * One column is read at a time. Sums run in path order, so neither the order in which blocks were finished nor how
 * they are cut reaches a digit. Cells a path leaves empty (amplification without a fall) are left out and counted in the note; what the sample
 * does not resolve has no value and the reason in the note. Sampling error only: how well the model's rates are known
 * is another question.
 */
import { gatherDraws } from "../estimation/draws.ts";
import type { Column, Gathered } from "../estimation/draws.ts";
import type { Estimate } from "../estimation/estimate.ts";
import { unresolved } from "../estimation/estimate.ts";
import { expectedShortfallEstimate } from "../estimation/expectedShortfall.ts";
import { deviationEstimate, meanEstimate } from "../estimation/meanInterval.ts";
import { exceedanceProbability } from "../estimation/probability.ts";
import { quantileEstimate } from "../estimation/quantileInterval.ts";
import { sortDraws } from "../estimation/sortedSample.ts";
import type { SortedSample } from "../estimation/sortedSample.ts";
import type { Workspace } from "../estimation/workspace.ts";

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

/**
 * All rows, metric by metric.
 *
 * @param metrics names of numeric columns of the paths table
 * @param readColumn the column of a metric: one value per path in path order, NaN where the path has none
 * @param weights likelihood ratio of each path, mean 1, cut as the columns are
 * @param workspace holds one metric's numbers at a time
 * @throws RangeError if a column is not as long as the weights or holds an infinite value, naming the metric
 */
export function* summaryRows(
  metrics: Iterable<string>,
  readColumn: (metric: string) => Column,
  weights: Column,
  workspace: Workspace,
): Generator<SummaryRow> {
  for (const metric of metrics) {
    const gathered = gatherDraws(metric, readColumn(metric), weights, workspace);
    for (const [statistic, level, estimate] of estimatesOf(gathered, workspace)) {
      yield rowOf(metric, statistic, level, estimate, gathered);
    }
  }
}

function* estimatesOf(
  { draws, cells }: Gathered,
  workspace: Workspace,
): Generator<[Statistic, number, Estimate]> {
  const none = unresolved("no path has a value");
  const count = draws.values.length;
  // Given that the value is there, weights are relative: n is not the mass of the paths that have one.
  const kind = count === cells ? "likelihood" : "relative";
  const sample = count > 0 ? sortDraws(draws, kind, workspace) : undefined;
  const from = (estimate: (sample: SortedSample) => Estimate): Estimate =>
    sample === undefined ? none : estimate(sample);

  yield ["mean", NaN, from(() => meanEstimate(draws))];
  yield ["sd", NaN, from(() => deviationEstimate(draws))];
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

function rowOf(
  metric: string,
  statistic: Statistic,
  level: number,
  estimate: Estimate,
  { draws, cells }: Gathered,
): SummaryRow {
  const counted = draws.values.length;
  const partly = counted > 0 && counted < cells;
  const notes = [estimate.note, partly ? `${counted} of ${cells} paths have a value` : ""];
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
