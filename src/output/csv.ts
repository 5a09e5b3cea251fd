/**
 * Rows as CSV: RFC 4180 with a header, `.` decimals, the shortest number that reads back as the same double, `\n`.
 *
 * NaN and missing values are empty cells, -0 is 0. Quoting is csv-stringify's. Nothing here depends on the locale.
 */

import { stringify } from "csv-stringify/sync";

export type Cell = string | number | null;

const encoder = new TextEncoder();

/**
 * JSON's number is the shortest as well. `String` would keep each one in the engine's cache of number texts, from where
 * they come into the old generation: some 200 bytes for each path until the next full collection.
 */
function cellText(cell: Cell): string {
  if (typeof cell === "string") return cell;
  return cell === null || Number.isNaN(cell) ? "" : JSON.stringify(cell);
}

function text(rows: string[][]): string {
  return stringify(rows, { record_delimiter: "\n", quoted_match: "\r" });
}

/** Rows of mixed cells as CSV, without a header. */
export function csvText(rows: readonly (readonly Cell[])[]): string {
  return text(rows.map((row) => row.map(cellText)));
}

/** The same as bytes. */
export function csvRows(rows: readonly (readonly Cell[])[]): Uint8Array<ArrayBuffer> {
  return encoder.encode(csvText(rows));
}

/** The header line, as bytes. */
export function csvHeader(names: readonly string[]): Uint8Array<ArrayBuffer> {
  return encoder.encode(text([[...names]]));
}
