/**
 * The rows of `sweep.csv`: every figure of the summary for every variant, and its paired difference to the first one.
 *
 * All variants met the same paths. The interval of a difference is paired path by path; that of a value is the variant's own.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import type { Grouping } from "../estimation/grouping.ts";
import { ownRows, pairedRows } from "./comparison.ts";
import type { RunColumn } from "./comparison.ts";
import type { SummaryRow } from "./summary.ts";

export const SWEEP_FILE = "sweep.csv";

const FIGURES = [
  "metric",
  "statistic",
  "level",
  "value",
  "ci_low",
  "ci_high",
  "difference",
  "difference_ci_low",
  "difference_ci_high",
  "note",
] as const;

/** One figure of one variant; NaN is an empty cell, and the note says why. What worlds make of it is in no row. */
export interface SweepRow extends Omit<SummaryRow, "parameter_low" | "parameter_high"> {
  readonly difference: number;
  readonly difference_ci_low: number;
  readonly difference_ci_high: number;
}

/** The columns of a sweep over `keys`. */
export function sweepColumns(keys: readonly string[]): readonly string[] {
  return ["variant", ...keys, ...FIGURES];
}

function ownFigure({
  parameter_low: _low,
  parameter_high: _high,
  ...row
}: SummaryRow): Omit<SummaryRow, "parameter_low" | "parameter_high"> {
  return row;
}

/** The rows of a metric of the variant that the others are compared with: it differs from itself by nothing. */
export function firstRows(metric: string, run: RunColumn, grouping: Grouping): SweepRow[] {
  return ownRows(metric, run, grouping).map((row) => {
    const none = Number.isNaN(row.value) ? NaN : 0;
    return {
      ...ownFigure(row),
      difference: none,
      difference_ci_low: none,
      difference_ci_high: none,
    };
  });
}

/** The rows of a metric of another variant. @param grouping how the paths of both were drawn together */
export function laterRows(
  metric: string,
  first: RunColumn,
  run: RunColumn,
  grouping: Grouping,
): SweepRow[] {
  return pairedRows(metric, first, run, grouping).map(({ after, difference }) => ({
    ...ownFigure(after),
    difference: difference.value ?? NaN,
    difference_ci_low: difference.interval?.low ?? NaN,
    difference_ci_high: difference.interval?.high ?? NaN,
    note: [after.note, difference.note]
      .filter((note, at, all) => note !== "" && all.indexOf(note) === at)
      .join("; "),
  }));
}

/** Reads the rows of a finished sweep back, variant by variant. */
export function readSweep(folder: string): SweepRow[][] {
  const records = parse(readFileSync(join(folder, SWEEP_FILE)), { columns: true }) as Record<
    string,
    string
  >[];
  const variants: SweepRow[][] = [];
  for (const record of records) {
    const cells = FIGURES.map((name) => {
      const isText = name === "metric" || name === "statistic" || name === "note";
      const text = record[name];
      return [name, isText ? text : text === "" ? NaN : Number(text)];
    });
    (variants[Number(record["variant"])] ??= []).push(Object.fromEntries(cells) as SweepRow);
  }
  return variants;
}
