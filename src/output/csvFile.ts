/** A whole CSV file of records with named cells. */
import { csvHeader, csvRows } from "./csv.ts";
import type { Cell } from "./csv.ts";

/** Header and rows; a record may have more cells than the file has columns. */
export function csvFile<Name extends string>(
  names: readonly Name[],
  rows: Iterable<Readonly<Record<Name, Cell>>>,
): Uint8Array {
  const cells = [...rows].map((row) => names.map((name) => row[name]));
  const body = cells.length === 0 ? new Uint8Array(0) : csvRows(cells);
  return Buffer.concat([csvHeader(names), body]);
}
