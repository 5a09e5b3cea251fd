/** What the pictures need of a run folder. A cell that a run leaves empty is NaN. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";

export interface RunFolder {
  readonly model: string;
  readonly paths: number;
  readonly seed: string;
  /** Days. */
  readonly horizon: number;
  readonly rows: (table: string) => readonly Row[];
}

export interface Row {
  readonly text: (column: string) => string;
  readonly number: (column: string) => number;
}

const SECONDS_PER_DAY = 86_400;

/** @throws Error if the folder holds no finished run, or a table lacks a column that is asked for */
export function readRun(folder: string): RunFolder {
  const read = (name: string): string => readFileSync(join(folder, name), "utf8");
  const manifest = JSON.parse(read("manifest.json")) as Record<"model" | "seed", string> & {
    readonly paths: number;
  };
  const { horizon } = JSON.parse(read("resolved.json")) as { readonly horizon: number };
  return {
    ...manifest,
    horizon: horizon / SECONDS_PER_DAY,
    rows: (table) => rowsOf(read(`${table}.csv`), table),
  };
}

function rowsOf(csv: string, table: string): Row[] {
  const records: Record<string, string>[] = parse(csv, { columns: true });
  return records.map((record) => {
    const text = (column: string): string => {
      const cell = record[column];
      if (cell === undefined) throw new Error(`${table}.csv has no column ${column}`);
      return cell;
    };
    const number = (column: string): number => (text(column) === "" ? NaN : Number(text(column)));
    return { text, number };
  });
}
