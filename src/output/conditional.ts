/**
 * The rows of `conditional.csv`: what losses are like where a component has failed, and whose they are in the tail.
 *
 * For each component that failed on a path of the run: mean and quantiles (CoVaR) of a loss on those paths, and how far
 * they are from the same figures on the other paths (delta). For each venue: its part of the expected shortfall of all bad
 * debt (marginal expected shortfall; the parts sum to the whole). One column is read at a time.
 */
import { setImmediate } from "node:timers/promises";
import { conditionalFigures } from "../estimation/conditional.ts";
import { gatherDraws } from "../estimation/draws.ts";
import type { Column } from "../estimation/draws.ts";
import type { Estimate } from "../estimation/estimate.ts";
import { sortMetric } from "../estimation/figure.ts";
import type { Figure } from "../estimation/figure.ts";
import type { Grouping } from "../estimation/grouping.ts";
import { marginalShortfallEstimate } from "../estimation/marginalShortfall.ts";
import type { SortedSample } from "../estimation/sortedSample.ts";
import type { Workspace } from "../estimation/workspace.ts";
import { recordColumn } from "./recordColumn.ts";
import type { PathRecords } from "./recordColumn.ts";

export const CONDITIONAL_COLUMNS = [
  "condition",
  "metric",
  "statistic",
  "level",
  "value",
  "ci_low",
  "ci_high",
  "note",
  "paths",
] as const;

export type ConditionalStatistic = "mean" | "covar" | "delta_mean" | "delta_covar" | "mes";

/** One row; NaN is an empty cell, and the note says why. */
export interface ConditionalRow {
  /** The component that has failed, or the total whose tail it is. */
  readonly condition: string;
  readonly metric: string;
  readonly statistic: ConditionalStatistic;
  readonly level: number;
  readonly value: number;
  readonly ci_low: number;
  readonly ci_high: number;
  readonly note: string;
  /** Paths on which the component failed, or the venue had bad debt; unweighted. */
  readonly paths: number;
}

/** A component that failed on a path; once each. */
export interface FailureRecords extends PathRecords {
  readonly component: ArrayLike<number>;
}

/** Bad debt of a venue on a path, USD. */
export interface VenueLossRecords extends PathRecords {
  readonly venue: ArrayLike<number>;
  readonly badDebt: ArrayLike<number>;
}

/** What the rows are made of; records in path order, as often as one likes. */
export interface ConditionedRun {
  readonly readColumn: (name: string) => Column;
  readonly failures: Iterable<FailureRecords>;
  readonly venueLosses: Iterable<VenueLossRecords>;
  /** Names by number. */
  readonly components: readonly string[];
  readonly venues: readonly string[];
}

const METRICS = ["bad_debt_usd", "liquidated_usd"] as const;
const TOTAL = "bad_debt_usd";

const FIGURES: readonly (readonly [
  given: ConditionalStatistic,
  shift: ConditionalStatistic,
  level: number,
  Figure,
])[] = [
  ["mean", "delta_mean", NaN, { kind: "mean" }],
  ...[0.9, 0.95, 0.99].map(
    (level) => ["covar", "delta_covar", level, { kind: "quantile", level }] as const,
  ),
];
const SHORTFALL_LEVELS = [0.95, 0.99, 0.999] as const;

/**
 * All rows: components in their order, then venues.
 *
 * @param grouping how the paths were drawn together
 * @throws the signal's reason once it is aborted
 */
export async function conditionalRows(
  run: ConditionedRun,
  workspace: Workspace,
  grouping: Grouping,
  signal: AbortSignal,
): Promise<ConditionalRow[]> {
  const rows: ConditionalRow[] = [];
  const failed = countBy(run.failures, ({ component }) => component, run.components.length);
  for (const [component, paths] of failed.entries()) {
    if (paths === 0) continue;
    for (const metric of METRICS) {
      await setImmediate();
      signal.throwIfAborted();
      rows.push(...failureRows(run, component, metric, paths, workspace, grouping));
    }
  }
  return [...rows, ...shortfallRows(run, workspace, grouping)];
}

/** Records by what they are of. */
function countBy<Records extends PathRecords>(
  records: Iterable<Records>,
  of: (records: Records) => ArrayLike<number>,
  length: number,
): Float64Array {
  const counts = new Float64Array(length);
  for (const piece of records) for (let row = 0; row < piece.rows; row++) counts[of(piece)[row]]++;
  return counts;
}

function* failureRows(
  { readColumn, failures, components }: ConditionedRun,
  component: number,
  metric: string,
  paths: number,
  workspace: Workspace,
  grouping: Grouping,
): Generator<ConditionalRow> {
  const weights = readColumn("weight");
  const happened = recordColumn(weights, failures, (records, row) =>
    records.component[row] === component ? 1 : 0,
  );
  const loss = { values: readColumn(metric), weights, happened };
  const figures = FIGURES.map(([, , , figure]) => figure);
  const found = conditionalFigures(figures, loss, workspace, grouping);
  const condition = components[component];
  for (const [at, [given, shift, level]] of FIGURES.entries()) {
    yield rowOf({ condition, metric, statistic: given, level, paths }, found[at].given);
    yield rowOf({ condition, metric, statistic: shift, level, paths }, found[at].shift);
  }
}

function* shortfallRows(
  { readColumn, venueLosses, venues }: ConditionedRun,
  workspace: Workspace,
  grouping: Grouping,
): Generator<ConditionalRow> {
  if (venues.length === 0) return;
  const [total, weights] = [readColumn(TOTAL), readColumn("weight")];
  const sorted = sortMetric(gatherDraws(TOTAL, total, weights, workspace), workspace);
  const counts = countBy(venueLosses, ({ venue }) => venue, venues.length);
  for (const [venue, name] of venues.entries()) {
    const part = recordColumn(weights, venueLosses, (records, row) =>
      records.venue[row] === venue ? records.badDebt[row] : 0,
    );
    for (const level of SHORTFALL_LEVELS) {
      const estimate = marginalShortfallEstimate(
        sorted.sample as SortedSample,
        { part, total, weights },
        level,
        grouping,
      );
      const metric = `venues.${name}.${TOTAL}`;
      const condition = `tail of ${TOTAL}`;
      yield rowOf({ condition, metric, statistic: "mes", level, paths: counts[venue] }, estimate);
    }
  }
}

function rowOf(
  row: Pick<ConditionalRow, "condition" | "metric" | "statistic" | "level" | "paths">,
  { value, interval, note }: Estimate,
): ConditionalRow {
  return {
    ...row,
    value: value ?? NaN,
    ci_low: interval?.low ?? NaN,
    ci_high: interval?.high ?? NaN,
    note,
  };
}
