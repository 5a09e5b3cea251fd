/**
 * The frontier: what each margin of the grid costs and what it buys, one row per key, value and figure.
 *
 * Means over paths with their intervals; `limit_probability` is that of breaking the limit, `bad_debt_es_usd` the expected
 * shortfall at 99 %. Whom a margin makes liquidatable at t = 0 is in the penalties alone. A margin that is set once does not move with the market: its `peak_trough` is 1, its `largest_rise` 0,
 * exactly.
 */

import type { Estimate } from "../../estimation/estimate.ts";
import type { Figure } from "../../estimation/figure.ts";
import { groupedEstimate } from "../../estimation/groupedFigure.ts";
import type { Grouping } from "../../estimation/grouping.ts";
import { metricColumn } from "../../estimation/metricColumn.ts";
import { HINDSIGHT_COLUMNS } from "../../engine/tables.ts";
import { objectiveOf } from "../objectives.ts";
import type { Columns, Judged } from "../variantRuns.ts";

export const FRONTIER_COLUMNS = [
  "key",
  "value",
  "max_leverage",
  "metric",
  "mean",
  "ci_low",
  "ci_high",
] as const;

/** One row; NaN is an empty cell. */
export interface FrontierRow {
  readonly key: string;
  readonly value: number;
  readonly max_leverage: number;
  readonly metric: string;
  readonly mean: number;
  readonly ci_low: number;
  readonly ci_high: number;
}

/** The level of the shortfalls. */
export const SHORTFALL = 0.99;

const MEAN: Figure = { kind: "mean" };

/** Name in the file, column, figure. */
const FIGURES: readonly (readonly [name: string, column: string, figure: Figure])[] = [
  ["liquidated_accounts", "judged_accounts", MEAN],
  ["liquidated_usd", "liquidated_usd", MEAN],
  ["needless_accounts", "needless_accounts", MEAN],
  ["needless_usd", "needless_usd", MEAN],
  ["bad_debt_usd", "bad_debt_usd", MEAN],
  ["bad_debt_es_usd", "bad_debt_usd", { kind: "es", level: SHORTFALL }],
  ["penalties_usd", "penalties_usd", MEAN],
];

/** What of the paths table the frontier is made of. */
export const FRONTIER_METRICS: readonly string[] = [
  ...new Set(FIGURES.map(([, column]) => column)),
].filter((column) => !(HINDSIGHT_COLUMNS as readonly string[]).includes(column));

/** A figure of an objective over all paths of a variant. */
export function figureOfObjective(
  metric: string,
  figure: Figure,
  columns: Columns,
  grouping: Grouping,
): Estimate {
  const values = objectiveOf(metric, columns);
  return groupedEstimate(figure, metricColumn(metric, values, columns["weight"]), grouping);
}

/** The figures of one margin. */
export function frontierFigures(
  columns: Columns,
  judged: Judged,
  grouping: Grouping,
): Pick<FrontierRow, "metric" | "mean" | "ci_low" | "ci_high">[] {
  const exact = (metric: string, value: number) => ({
    metric,
    mean: value,
    ci_low: value,
    ci_high: value,
  });
  const figures = FIGURES.map(([metric, column, figure]) => {
    const { value, interval } = figureOfObjective(column, figure, columns, grouping);
    return {
      metric,
      mean: value ?? NaN,
      ci_low: interval?.low ?? NaN,
      ci_high: interval?.high ?? NaN,
    };
  });
  const { probability, low, high } = judged;
  return [
    { metric: "limit_probability", mean: probability, ci_low: low, ci_high: high },
    ...figures,
    exact("peak_trough", 1),
    exact("largest_rise", 0),
  ];
}
