/** What `faultline compare` prints: the headline figures of both runs and their differences. */

import { join } from "node:path";
import type { ComparisonRow } from "../output/comparison.ts";
import { jsonRow } from "../output/jsonCells.ts";
import { HEADLINE_METRICS, paysNothing } from "../output/headline.ts";
import type { Comparison } from "./compare.ts";
import { dashLines } from "./dashes.ts";
import { aligned, figure } from "./figures.ts";

/** The statistics that are shown of each headline metric. */
function shown({ metric, statistic, level }: ComparisonRow): boolean {
  const headline = HEADLINE_METRICS.includes(metric);
  return headline && (statistic === "mean" || (statistic === "es" && level === 0.99));
}

/** Whether a row is of no payer of bad debt, or of one who pays some in one of the runs. */
function pays({ metric, first, second }: ComparisonRow): boolean {
  return ![first, second].every((mean) => paysNothing({ metric, mean }));
}

function rowOf(row: ComparisonRow): string[] {
  const { metric, statistic, first, second, difference, ci_low, ci_high } = row;
  const interval = Number.isNaN(ci_low) ? "-" : `${figure(ci_low)} to ${figure(ci_high)}`;
  const name = statistic === "mean" ? metric : `${metric}, ES 99`;
  return [name, figure(first), figure(second), figure(difference), interval];
}

/** The headline figures of two runs side by side. @param names of both */
export function comparisonTable(
  names: readonly [string, string],
  rows: readonly ComparisonRow[],
): string {
  const told = rows.filter(shown).filter(pays);
  const table = aligned([
    ["USD per path", ...names, "difference", "95 % interval"],
    ...told.map(rowOf),
  ]);
  return [
    table,
    ...dashLines(
      table,
      told.map(({ note }) => note),
    ),
  ].join("\n");
}

/** The report as text for a terminal. */
export function compareReport({ out, manifest, rows }: Comparison): string {
  const { first, second, seed, paths, left_out } = manifest;
  return [
    `${first.model} (${first.folder}) against ${second.model} (${second.folder}), seed ${seed}: ${paths} paths, paired`,
    "",
    comparisonTable(["first", "second"], rows),
    "",
    ...(left_out.length > 0 ? [`Only one of the runs has ${left_out.join(", ")}`] : []),
    `Every metric and statistic is in ${join(out, "comparison.csv")}`,
    "",
  ].join("\n");
}

/** The result as one JSON value. */
export function compareJson({
  out,
  manifest,
  rows,
}: Pick<Comparison, "out" | "rows"> & { readonly manifest: object }): unknown {
  return {
    out,
    manifest,
    rows: rows.map(jsonRow),
  };
}
