/**
 * The rows of `comparison.csv`: every figure of the summary in two runs that met the same draws, and its difference.
 *
 * The figures of each run are those of its own summary. The difference is paired path by path, so its interval is not
 * made of theirs: it is usually much shorter, because what both runs share cancels.
 */
import type { Estimate } from "../estimation/estimate.ts";
import type { Figure } from "../estimation/figure.ts";
import type { Grouping } from "../estimation/grouping.ts";
import { metricOf, pairedDifference } from "../estimation/pairedDifference.ts";
import type { Side } from "../estimation/pairedDifference.ts";
import { inMemory } from "../estimation/workspace.ts";
import { summaryRows } from "./summary.ts";
import type { SummaryRow } from "./summary.ts";

export const COMPARISON_COLUMNS = [
  "metric",
  "statistic",
  "level",
  "first",
  "second",
  "difference",
  "ci_low",
  "ci_high",
  "note",
] as const;

/** One row; NaN is an empty cell, and the note says why. `difference` is second - first. */
export interface ComparisonRow extends Pick<SummaryRow, "metric" | "statistic" | "level" | "note"> {
  readonly first: number;
  readonly second: number;
  readonly difference: number;
  readonly ci_low: number;
  readonly ci_high: number;
}

/** A metric of one run: a cell per path in path order, NaN where it has none, and the paths' likelihood ratios. */
export interface RunColumn {
  readonly values: Float64Array;
  readonly weights: Float64Array;
}

function figureOf({ statistic, level }: SummaryRow): Figure {
  if (statistic === "quantile" || statistic === "var") return { kind: "quantile", level };
  if (statistic === "es") return { kind: "es", level };
  return statistic === "probability" ? { kind: statistic, threshold: 0 } : { kind: statistic };
}

/** The rows of a metric in the summary of one run. */
export function ownRows(
  metric: string,
  { values, weights }: RunColumn,
  grouping: Grouping,
): SummaryRow[] {
  return [...summaryRows([metric], () => [values], [weights], inMemory(), grouping)];
}

/** A figure in two runs, and second - first. */
export interface PairedRow {
  readonly before: SummaryRow;
  readonly after: SummaryRow;
  readonly difference: Estimate;
}

/**
 * Every figure of one metric in two runs that met the same draws.
 * @param grouping how the paths of both runs were drawn together
 * @throws RangeError if the columns differ in length, or a value is infinite
 */
export function pairedRows(
  metric: string,
  first: RunColumn,
  second: RunColumn,
  grouping: Grouping,
): PairedRow[] {
  if (first.values.length !== second.values.length)
    throw new RangeError(`${metric} must have as many cells in both runs`);
  const [before, after] = [first, second].map((run) => ownRows(metric, run, grouping));
  const metrics = [first, second].map(({ values, weights }) => metricOf(values, weights));
  const side = (run: number, rows: readonly SummaryRow[], at: number): Side => {
    const { value, ci_low: low, ci_high: high } = rows[at];
    return { metric: metrics[run], own: { value, low, high, mean: rows[0].value } };
  };
  return before.map((row, at) => {
    const [one, other] = [side(0, before, at), side(1, after, at)];
    const difference = pairedDifference(figureOf(row), one, other, grouping);
    return { before: row, after: after[at], difference };
  });
}

/** The rows of one metric; see `pairedRows`. */
export function comparisonRows(
  metric: string,
  first: RunColumn,
  second: RunColumn,
  grouping: Grouping,
): ComparisonRow[] {
  return pairedRows(metric, first, second, grouping).map(({ before, after, difference }) => ({
    metric,
    statistic: before.statistic,
    level: before.level,
    first: before.value,
    second: after.value,
    difference: difference.value ?? NaN,
    ci_low: difference.interval?.low ?? NaN,
    ci_high: difference.interval?.high ?? NaN,
    note: difference.note,
  }));
}
