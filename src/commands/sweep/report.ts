/** What `faultline sweep` prints: each variant with the mean and the shortfall of its first metric, and their paired differences. */

import { join } from "node:path";
import { SWEEP_FILE } from "../../output/sweepTable.ts";
import type { SweepRow } from "../../output/sweepTable.ts";
import { dashLines } from "../dashes.ts";
import { aligned, figure } from "../figures.ts";
import type { Sweep } from "./sweep.ts";

/** Variants that are printed. */
const MOST_SHOWN = 40;

/** The metric that is shown if it was asked for; else the first one is. */
const USUAL = "bad_debt_usd";

function cellsOf(row: SweepRow | undefined): string[] {
  if (row === undefined) return ["-", "-", "-"];
  const { difference, difference_ci_low: low, difference_ci_high: high } = row;
  const interval = Number.isNaN(low) ? "-" : `${figure(low)} to ${figure(high)}`;
  return [figure(row.value), figure(difference), interval];
}

/** The rows of a variant that a line shows: mean and shortfall. */
function shownRows({ rows }: Sweep, metric: string, variant: number): (SweepRow | undefined)[] {
  const find = (statistic: string, level: number): SweepRow | undefined =>
    rows[variant].find(
      (row) => row.metric === metric && row.statistic === statistic && Object.is(row.level, level),
    );
  return [find("mean", NaN), find("es", 0.99)];
}

/** A line of the table. */
function lineOf(sweep: Sweep, metric: string, variant: number): string[] {
  const { choices } = sweep.points[variant];
  return [
    String(variant),
    ...sweep.keys.map((_, at) => choices[at]?.text ?? "as in the file"),
    ...shownRows(sweep, metric, variant).flatMap(cellsOf),
  ];
}

/** The report as text for a terminal. */
export function sweepReport(sweep: Sweep): string {
  const { out, manifest, keys, points } = sweep;
  const { model, identity, design } = manifest;
  const { seed, paths, metrics } = identity;
  const metric = metrics.includes(USUAL) ? USUAL : metrics[0];
  const shown = points.slice(0, MOST_SHOWN).map((_, variant) => lineOf(sweep, metric, variant));
  const more = points.length - shown.length;
  const table = aligned([
    ["variant", ...keys, "mean", "difference", "interval", "ES 99", "difference", "interval"],
    ...shown,
  ]);
  const notes = shown.flatMap((_, variant) =>
    shownRows(sweep, metric, variant).map((row) => row?.note ?? ""),
  );
  return [
    `${model}, seed ${seed}: ${points.length} variants (${design}), each on the same ${paths} paths`,
    `${metric}; differences are paired, against variant 0, with their 95 % intervals`,
    "",
    table,
    ...dashLines(table, notes),
    ...(more > 0 ? [`  ... and ${more} more`] : []),
    "",
    `Every metric and statistic is in ${join(out, SWEEP_FILE)}: ${metrics.join(", ")}`,
    "",
  ].join("\n");
}

/** The result as one JSON value. */
export function sweepJson({ out, manifest, keys, points, rows }: Sweep): unknown {
  const empty = (cell: string | number): string | number | null =>
    typeof cell === "number" && Number.isNaN(cell) ? null : cell;
  const plain = (row: SweepRow): object =>
    Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, empty(cell as string)]));
  return {
    out,
    manifest,
    variants: points.map(({ choices }, variant) => ({
      variant,
      keys: Object.fromEntries(keys.map((key, at) => [key, choices[at]?.value ?? null])),
      rows: rows[variant].map(plain),
    })),
  };
}
