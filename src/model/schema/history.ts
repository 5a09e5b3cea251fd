/**
 * Past returns in place of a diffusion: blocks of them (`bootstrap`), or one window of past prices (`replay`).
 *
 * A table has a list per column: `time` (unix seconds, or UTC as 2023-11-20T08:00:00Z) at equal distances, and one per
 * base asset; others are left alone. Rows of returns are simple returns since the row before, so that they need no first
 * row; rows of prices are USD at their times.
 */

import { z } from "zod";
import { type Context, refuse } from "../context.ts";
import { type KeyPath, show } from "../problems.ts";
import type { History } from "../resolved/history.ts";
import { block, byName } from "./block.ts";
import { positiveTime } from "./quantity.ts";

const table = byName(z.array(z.union([z.number(), z.string()])));
const source = { file: z.string().optional(), table: table.optional() };

/** Where the past is told: in a file, or in the model itself. */
interface Source {
  readonly file?: string | undefined;
  /** Columns by name. */
  readonly table?: Readonly<Record<string, readonly (number | string)[]>> | undefined;
}

interface Bootstrap extends Source {
  /** s */
  readonly block_length: number;
}

interface Replay extends Source {
  readonly from?: string | number | undefined;
}

/** The schema of `bootstrap`. */
export const bootstrapShape: z.ZodType<Bootstrap> = block({
  ...source,
  block_length: positiveTime,
});
/** The schema of `replay`. */
export const replayShape: z.ZodType<Replay> = block({
  ...source,
  from: z.union([z.string(), z.number()]).optional(),
});

/** Times are equal to this, relative to their distance. */
const EVEN = 1e-6;

/** Reads blocks of past returns. */
export function readBootstrap(
  context: Context,
  file: Bootstrap,
  bases: readonly string[],
  path: KeyPath,
): History | null {
  const columns = readTable(context, file, bases, path);
  if (columns === null) return null;
  const { interval } = columns;
  if (file.block_length < interval) {
    const reason = `must be at least the distance of the returns (${interval} seconds), got ${file.block_length}`;
    refuse(context, [...path, "block_length"], reason);
  }
  const rows = columns.time.length;
  const returns = rowMajor(rows, columns.values, (values, row) => Math.log1p(values[row]));
  const wrong = bases.find((_, base) => columns.values[base].some((value) => value <= -1));
  if (wrong !== undefined) {
    const row = columns.values[bases.indexOf(wrong)].findIndex((value) => value <= -1);
    refuse(context, [...path, "table", wrong, row], "must be above -1: a simple return");
    return null;
  }
  return { kind: "bootstrap", interval, returns, blockLength: file.block_length };
}

/** Reads a window of past prices. */
export function readReplay(
  context: Context,
  file: Replay,
  bases: readonly string[],
  path: KeyPath,
): History | null {
  const columns = readTable(context, file, bases, path);
  if (columns === null) return null;
  for (const [base, values] of columns.values.entries()) {
    const row = values.findIndex((value) => value <= 0);
    if (row < 0) continue;
    refuse(context, [...path, "table", bases[base], row], "must be above 0: a price");
    return null;
  }
  const { interval, time, values } = columns;
  const returns = rowMajor(time.length - 1, values, (prices, row) =>
    Math.log(prices[row + 1] / prices[row]),
  );
  if (file.from === undefined) return { kind: "replay", interval, returns, start: -1 };
  const from = secondsOf(file.from);
  const start = time.findIndex((at) => Math.abs(at - from) <= EVEN * interval);
  if (start < 0 || start === time.length - 1) {
    refuse(context, [...path, "from"], `must be a time of the table, got ${show(file.from)}`);
    return null;
  }
  return { kind: "replay", interval, returns, start };
}

interface Columns {
  /** s */
  readonly time: readonly number[];
  readonly interval: number;
  /** By base asset. */
  readonly values: readonly (readonly number[])[];
}

/** Fewest rows that make a past. */
const LEAST_ROWS = 2;

function readTable(
  context: Context,
  { file, table: given }: Source,
  bases: readonly string[],
  path: KeyPath,
): Columns | null {
  if (given === undefined) {
    // A file that could not be read is reported where it is named.
    if (file === undefined) refuse(context, path, "must have a file or a table");
    return null;
  }
  const place = [...path, "table"];
  const missing = ["time", ...bases].filter((name) => given[name] === undefined);
  for (const name of missing) refuse(context, place, `must have a column ${show(name)}`);
  if (missing.length > 0) return null;
  const before = context.problems.length;
  const time = given["time"].map(secondsOf);
  refuseCells(context, time, [...place, "time"], "a time such as 2023-11-20T08:00:00Z");
  const values = bases.map((name) => given[name].map(Number));
  values.forEach((column, base) => {
    refuseCells(context, column, [...place, bases[base]], "a number");
    if (column.length !== time.length)
      refuse(context, [...place, bases[base]], "must be as long as time");
  });
  if (time.length < LEAST_ROWS)
    refuse(context, place, `must have at least ${LEAST_ROWS} rows, got ${time.length}`);
  if (context.problems.length > before) return null;
  const interval = distanceOf(context, time, [...place, "time"]);
  return interval === null ? null : { time, interval, values };
}

/** s from one time to the next; null, and reported, where it is not the same throughout. */
function distanceOf(context: Context, time: readonly number[], path: KeyPath): number | null {
  const interval = (time[time.length - 1] - time[0]) / (time.length - 1);
  const uneven = time.findIndex(
    (at, row) => Math.abs(at - time[0] - row * interval) > EVEN * interval,
  );
  if (!(interval > 0) || uneven >= 0) {
    refuse(context, [...path, Math.max(0, uneven)], "times must rise by equal distances");
    return null;
  }
  // Equal to the microsecond is equal: distances in seconds are what steps are compared with.
  return Math.round(interval * 1e6) / 1e6;
}

function refuseCells(
  context: Context,
  cells: readonly number[],
  path: KeyPath,
  what: string,
): void {
  const row = cells.findIndex((cell) => !Number.isFinite(cell));
  if (row >= 0) refuse(context, [...path, row], `must be ${what}`);
}

const utc = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d(?:\.\d+)?))?)?Z?$/;

/** s since 1970; NaN for what is no time. */
function secondsOf(value: number | string): number {
  if (typeof value === "number") return value;
  const parts = utc.exec(value)?.slice(1);
  if (parts === undefined) return NaN;
  const [year, month, day, hour, minute, second] = parts.map((part) => Number(part ?? 0));
  return Date.UTC(year, month - 1, day, hour, minute) / 1000 + second;
}

function rowMajor(
  rows: number,
  columns: readonly (readonly number[])[],
  of: (column: readonly number[], row: number) => number,
): number[] {
  return Array.from({ length: rows }, (_, row) => columns.map((column) => of(column, row))).flat();
}
