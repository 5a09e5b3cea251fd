/**
 * Variants that are finished, kept in a hidden folder until all are: what `--resume` goes on from.
 *
 * The columns of the first variant are kept too, because every other one is compared with it path by path. Files appear
 * whole; a variant whose rows are there is finished.
 */

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { SweepRow } from "../../output/sweepTable.ts";
import { writeWhole } from "../../output/verbFolder.ts";

const FOLDER = ".variants";
const HEADER = "header.json";

/** What the files of a sweep depend on. */
export interface SweepIdentity {
  readonly engine: string;
  readonly seed: string;
  readonly paths: number;
  readonly metrics: readonly string[];
  readonly variants: readonly { readonly set: readonly string[]; readonly digest: string }[];
}

/** One value per path, by column. */
export type Columns = Readonly<Record<string, Float64Array>>;

const rowsFile = (variant: number): string => `variant-${variant}.json`;
const COLUMN = /^first-(.*)\.f64$/;

/** What an interrupted sweep in a folder was; null: there is none. */
export function interruptedIn(out: string): SweepIdentity | null {
  const path = join(out, FOLDER, HEADER);
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as SweepIdentity) : null;
}

/** Begins a sweep afresh, in place of an earlier one. */
export function beginKeeping(out: string, identity: SweepIdentity): void {
  stopKeeping(out);
  mkdirSync(join(out, FOLDER), { recursive: true });
  writeWhole(join(out, FOLDER), HEADER, JSON.stringify(identity));
}

/** Forgets what was kept. */
export function stopKeeping(out: string): void {
  rmSync(join(out, FOLDER), { recursive: true, force: true });
}

/** Keeps the columns of the first variant. */
export function keepFirst(out: string, columns: Columns): void {
  for (const [name, { buffer, byteOffset, byteLength }] of Object.entries(columns))
    writeWhole(
      join(out, FOLDER),
      `first-${name}.f64`,
      new Uint8Array(buffer, byteOffset, byteLength),
    );
}

/** The columns of the first variant, which is finished. */
export function firstColumns(out: string): Columns {
  const columns = readdirSync(join(out, FOLDER)).flatMap((file) => {
    const [, name] = COLUMN.exec(file) ?? [];
    if (name === undefined) return [];
    const bytes = new Uint8Array(readFileSync(join(out, FOLDER, file)));
    return [[name, new Float64Array(bytes.buffer)] as const];
  });
  return Object.fromEntries(columns);
}

/** Keeps the rows of a finished variant. */
export function keepRows(out: string, variant: number, rows: readonly SweepRow[]): void {
  writeWhole(join(out, FOLDER), rowsFile(variant), JSON.stringify(rows));
}

/** The rows of a variant; null if it is not finished. */
export function keptRows(out: string, variant: number): SweepRow[] | null {
  const path = join(out, FOLDER, rowsFile(variant));
  if (!existsSync(path)) return null;
  const rows = JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>[];
  const filled = (row: Record<string, unknown>): unknown =>
    Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, cell ?? NaN]));
  return rows.map(filled) as SweepRow[];
}
