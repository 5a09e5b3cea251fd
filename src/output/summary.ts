/**
 * The rows of `summary.csv`: every metric of the paths table with its statistics and their intervals.
 *
 * One column is read at a time. Sums run in path order, so neither the order in which blocks were finished nor how
 * they are cut reaches a digit. Cells a path leaves empty (amplification without a fall) are left out and counted in the note; what the sample
 * does not resolve has no value and the reason in the note. Two intervals stand apart: `ci` is that of sampling, how far
 * more paths (and more worlds) would move the figure; `parameter` that of what is not known, where the figure would lie in
 * 95 % of the worlds that the model's uncertain parameters allow.
 */
import type { Worlds } from "../estimation/betweenWorlds.ts";
import { gatherDraws } from "../estimation/draws.ts";
import type { Column, Gathered } from "../estimation/draws.ts";
import type { Estimate } from "../estimation/estimate.ts";
import { sortMetric } from "../estimation/figure.ts";
import type { Figure } from "../estimation/figure.ts";
import { groupedEstimate } from "../estimation/groupedFigure.ts";
import { BY_PATH } from "../estimation/grouping.ts";
import type { Grouping } from "../estimation/grouping.ts";
import { parameterInterval } from "../estimation/parameterInterval.ts";
import type { ParameterInterval } from "../estimation/parameterInterval.ts";
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

/** Of a figure that hangs on no uncertain parameter. */
const KNOWN: ParameterInterval = { interval: undefined, note: "" };

export const SUMMARY_COLUMNS = [
  "metric",
  "statistic",
  "level",
  "value",
  "ci_low",
  "ci_high",
  "note",
  "parameter_low",
  "parameter_high",
] as const;

/** What is said of a metric; `var` is the quantile under the name of risk. */
export type Statistic = "mean" | "sd" | "quantile" | "var" | "es" | "probability";

/**
 * One row; NaN is an empty cell. `probability` is that of being above 0; `level` is empty where there is none, and
 * `parameter_low`, `parameter_high` are where no parameter is uncertain or worlds cannot be told apart.
 */
export interface SummaryRow {
  readonly metric: string;
  readonly statistic: Statistic;
  readonly level: number;
  readonly value: number;
  readonly ci_low: number;
  readonly ci_high: number;
  readonly note: string;
  readonly parameter_low: number;
  readonly parameter_high: number;
}

/**
 * All rows, metric by metric.
 *
 * @param metrics names of numeric columns of the paths table
 * @param readColumn the column of a metric: one value per path in path order, NaN where the path has none
 * @param weights likelihood ratio of each path, mean 1, cut as the columns are
 * @param workspace holds one metric's numbers at a time
 * @param grouping how the paths were drawn together
 * @param worlds how they belong to worlds; null where no parameter is uncertain
 * @throws RangeError if a column is not as long as the weights or holds an infinite value, naming the metric
 */
export function* summaryRows(
  metrics: Iterable<string>,
  readColumn: (metric: string) => Column,
  weights: Column,
  workspace: Workspace,
  grouping: Grouping = BY_PATH,
  worlds: Worlds | null = null,
): Generator<SummaryRow> {
  for (const name of metrics) {
    const values = readColumn(name);
    const metric = sortMetric(gatherDraws(name, values, weights, workspace), workspace);
    for (const [statistic, level, figure] of FIGURES) {
      const column = { values, weights, metric };
      const estimate = groupedEstimate(figure, column, grouping);
      const { value = NaN } = estimate;
      const apart = worlds === null ? KNOWN : parameterInterval(figure, value, column, worlds);
      yield rowOf(name, statistic, level, estimate, apart, metric);
    }
  }
}

function rowOf(
  metric: string,
  statistic: Statistic,
  level: number,
  estimate: Estimate,
  apart: ParameterInterval,
  { draws, cells }: Gathered,
): SummaryRow {
  const counted = draws.values.length;
  const partly = counted > 0 && counted < cells;
  const notes = [
    estimate.note,
    apart.note,
    partly ? `${counted} of ${cells} paths have a value` : "",
  ];
  return {
    metric,
    statistic,
    level,
    value: estimate.value ?? NaN,
    ci_low: estimate.interval?.low ?? NaN,
    ci_high: estimate.interval?.high ?? NaN,
    note: notes.filter((note) => note !== "").join("; "),
    parameter_low: apart.interval?.low ?? NaN,
    parameter_high: apart.interval?.high ?? NaN,
  };
}
