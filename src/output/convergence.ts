/**
 * The rows of `convergence.csv`: how a figure settles as paths are added, and what more paths would buy.
 *
 * A run is cut into disjoint stretches of paths, each twice as long as the one before, so that the rows are independent
 * of each other: their values should scatter as their standard errors say, and the errors should fall by sqrt 2 from row
 * to row. Then the whole run, and what four times as many paths would have: half the error, if the variance is finite.
 */
import { gatherDraws } from "../estimation/draws.ts";
import type { Column } from "../estimation/draws.ts";
import { sortMetric } from "../estimation/figure.ts";
import type { Figure } from "../estimation/figure.ts";
import { groupedEstimate, influenceError } from "../estimation/groupedFigure.ts";
import type { Grouping } from "../estimation/grouping.ts";
import { influenceOn } from "../estimation/influence.ts";
import { meanEstimate } from "../estimation/meanInterval.ts";
import type { Workspace } from "../estimation/workspace.ts";

export const CONVERGENCE_COLUMNS = [
  "paths",
  "metric",
  "value",
  "standard_error",
  "ci_low",
  "ci_high",
  "source",
] as const;

/** `subset`: a stretch; `all`: the run; `projected`: four times as many paths; `variance`: `varianceShares.ts`. */
export type ConvergenceSource = "subset" | "all" | "projected" | "variance";

/** One row; NaN is an empty cell: a figure that so few paths do not resolve. */
export interface ConvergenceRow {
  readonly paths: number;
  /** As `--until` names it, e.g. `es(bad_debt_usd, 0.99)`. */
  readonly metric: string;
  readonly value: number;
  readonly standard_error: number;
  readonly ci_low: number;
  readonly ci_high: number;
  readonly source: ConvergenceSource;
}

/** What is looked at. */
export const CONVERGENCE_METRICS = ["bad_debt_usd", "liquidated_usd"] as const;

const FIGURES: readonly (readonly [text: (metric: string) => string, Figure])[] = [
  [(metric) => `mean(${metric})`, { kind: "mean" }],
  [(metric) => `es(${metric}, 0.95)`, { kind: "es", level: 0.95 }],
  [(metric) => `es(${metric}, 0.99)`, { kind: "es", level: 0.99 }],
];

/** Paths of the shortest stretch, at least. */
const SHORTEST = 500;

/** What four times as many paths are worth. */
const MORE = 4;

/** Paths that a stretch must not cut: those of a group, or a pair. */
function uncut(grouping: Grouping): number {
  return grouping.kind === "cycles" ? grouping.length : 2;
}

/**
 * Disjoint stretches [from, to) of a run, each twice as long as the one before.
 * @param whole paths that a stretch must not cut
 * @returns one stretch, the run itself, where it is too short for two
 */
export function doublingStretches(
  paths: number,
  whole: number = 2,
): readonly (readonly [number, number])[] {
  const least = Math.max(SHORTEST, whole);
  const count = Math.max(1, Math.floor(Math.log2(paths / least + 1)));
  if (count === 1) return [[0, paths]];
  const shortest = whole * Math.floor(paths / (2 ** count - 1) / whole);
  return Array.from({ length: count }, (_, at) => [
    shortest * (2 ** at - 1),
    shortest * (2 ** (at + 1) - 1),
  ]);
}

/**
 * All rows, figure by figure.
 *
 * @param readColumn a metric's column, one finite value per path in path order; `weight` too
 * @param paths how many there are
 * @param grouping how the paths were drawn together
 */
export function* convergenceRows(
  readColumn: (metric: string) => Column,
  paths: number,
  workspace: Workspace,
  grouping: Grouping,
): Generator<ConvergenceRow> {
  const stretches = doublingStretches(paths, uncut(grouping));
  for (const metric of CONVERGENCE_METRICS) {
    for (const [text, figure] of FIGURES) {
      const row = (from: number, to: number, source: ConvergenceSource): ConvergenceRow => {
        const found = lookAt(metric, figure, readColumn, [from, to], workspace, grouping);
        return { paths: to - from, metric: text(metric), ...found, source };
      };
      if (stretches.length > 1) for (const [from, to] of stretches) yield row(from, to, "subset");
      const all = row(0, paths, "all");
      yield all;
      yield projected(all);
    }
  }
}

function lookAt(
  name: string,
  figure: Figure,
  readColumn: (metric: string) => Column,
  [from, to]: readonly [number, number],
  workspace: Workspace,
  grouping: Grouping,
): Pick<ConvergenceRow, "value" | "standard_error" | "ci_low" | "ci_high"> {
  const values = stretchOf(readColumn(name), from, to);
  const weights = stretchOf(readColumn("weight"), from, to);
  const metric = sortMetric(gatherDraws(name, values, weights, workspace), workspace);
  const { value, interval } = groupedEstimate(figure, { values, weights, metric }, grouping);
  if (value === undefined || metric.sample === undefined)
    return { value: NaN, standard_error: NaN, ci_low: NaN, ci_high: NaN };
  const mean = meanEstimate(metric.draws).value as number;
  const influence = influenceOn(figure, metric.sample, { paths: to - from, value, mean });
  const { error } = influenceError(influence, { values, weights }, grouping);
  return {
    value,
    standard_error: interval === undefined ? NaN : error,
    ci_low: interval?.low ?? NaN,
    ci_high: interval?.high ?? NaN,
  };
}

function projected({
  paths,
  metric,
  value,
  standard_error,
  ci_low,
  ci_high,
}: ConvergenceRow): ConvergenceRow {
  const shorter = (end: number): number => value + (end - value) / Math.sqrt(MORE);
  return {
    paths: MORE * paths,
    metric,
    value,
    standard_error: standard_error / Math.sqrt(MORE),
    ci_low: shorter(ci_low),
    ci_high: shorter(ci_high),
    source: "projected",
  };
}

/** The cells of paths `from` to `to`, without `to`. */
function stretchOf(column: Column, from: number, to: number): Column {
  return {
    *[Symbol.iterator](): Generator<Float64Array, void, undefined> {
      let at = 0;
      for (const chunk of column) {
        const part = chunk.subarray(Math.max(from - at, 0), Math.max(to - at, 0));
        if (part.length > 0) yield part;
        at += chunk.length;
        if (at >= to) return;
      }
    },
  };
}
