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
import { sortMetric } from "../estimation/figure.ts";
import type { Figure } from "../estimation/figure.ts";
import { groupedEstimate } from "../estimation/groupedFigure.ts";
import { BY_PATH } from "../estimation/grouping.ts";
import type { Grouping } from "../estimation/grouping.ts";
import type { Workspace } from "../estimation/workspace.ts";

/** The levels of the quantiles, and those of value at risk and expected shortfall. */
const QUANTILE_LEVELS: readonly number[] = [0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 0.999];
const TAIL_LEVELS: readonly number[] = [0.95, 0.99, 0.999];

/** Name, level and figure of each row of a metric; the value at risk stands beside the quantile for who looks for it. */
const FIGURES: readonly (readonly [Statistic, level: number, Figure])[] = [
  ["mean", NaN, { kind: "mean" }],
  ["sd", NaN, { kind: "sd" }],
  ...QUANTILE_LEVELS.map((level) => ["quantile", level, { kind: "quantile", level }] as const),
  ...TAIL_LEVELS.map((level) => ["var", level, { kind: "quantile", level }] as const),
  ...TAIL_LEVELS.map((level) => ["es", level, { kind: "es", level }] as const),
  ["probability", NaN, { kind: "probability", threshold: 0 }],
];

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
 * @param grouping how the paths were drawn together
 * @throws RangeError if a column is not as long as the weights or holds an infinite value, naming the metric
 */
export function* summaryRows(
  metrics: Iterable<string>,
  readColumn: (metric: string) => Column,
  weights: Column,
  workspace: Workspace,
  grouping: Grouping = BY_PATH,
): Generator<SummaryRow> {
  for (const name of metrics) {
    const values = readColumn(name);
    const metric = sortMetric(gatherDraws(name, values, weights, workspace), workspace);
    for (const [statistic, level, figure] of FIGURES) {
      const estimate = groupedEstimate(figure, { values, weights, metric }, grouping);
      yield rowOf(name, statistic, level, estimate, metric);
    }
  }
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
