/** The text of a table: its rows as CSV, labels written out. Made in the thread that filled the table. */

import { csvRows } from "../output/csv.ts";
import type { Column } from "./columns.ts";
import type { Decode, LabelSet } from "./labels.ts";
import type { TableBuffer } from "./tables.ts";

/** Rows made into text at a time: cells are garbage before a collector can see them twice and keep them. */
const SLAB = 32;

/**
 * CSV bytes of all rows of a table, without a header.
 *
 * @param columns which columns, in file order; label columns are written as text
 */
export function tableText(
  table: TableBuffer,
  columns: readonly Column[],
  labels: { readonly [Set in LabelSet]: Decode },
): Uint8Array<ArrayBuffer> {
  const slabs: Uint8Array[] = [];
  for (let from = 0; from < table.rows; from += SLAB) {
    const to = Math.min(from + SLAB, table.rows);
    const cells = columns.map(({ name, labels: set }) => {
      const values = table.columns[name].subarray(from, to);
      return set === undefined ? Array.from(values) : Array.from(values, labels[set]);
    });
    const rows = Array.from({ length: to - from }, (_, row) => cells.map((column) => column[row]));
    slabs.push(csvRows(rows));
  }
  return joined(slabs);
}

/** One array with a buffer of its own, so that it can be handed to another thread. */
function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(pieces.reduce((bytes, piece) => bytes + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
