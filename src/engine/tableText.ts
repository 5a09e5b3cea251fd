/** The text of a table: its rows as CSV, labels written out. Made in the thread that filled the table. */

import { csvText } from "../output/csv.ts";
import type { Column } from "./columns.ts";
import type { Decode, LabelSet } from "./labels.ts";
import type { TableBuffer } from "./tables.ts";

/** Rows made into text at a time: cells are garbage before a collector can see them twice and keep them. */
const SLAB = 32;
/** The most bytes that UTF-8 takes for a unit of a string. */
const WIDEST = 3;

const encoder = new TextEncoder();

/** Bytes that are used again from block to block; only the first `length` count. */
export interface Text {
  bytes: Uint8Array<ArrayBuffer>;
  length: number;
}

/** A text without any bytes. */
export function createText(): Text {
  return { bytes: new Uint8Array(2 ** 12), length: 0 };
}

/**
 * Writes all rows of a table as CSV, without a header, in place of what the text held before.
 *
 * @param columns which columns, in file order; label columns are written as text
 */
export function writeTable(
  text: Text,
  table: TableBuffer,
  columns: readonly Column[],
  labels: { readonly [Set in LabelSet]: Decode },
): void {
  text.length = 0;
  for (let from = 0; from < table.rows; from += SLAB) {
    const to = Math.min(from + SLAB, table.rows);
    const cells = columns.map(({ name, labels: set }) => {
      const values = table.columns[name].subarray(from, to);
      return set === undefined ? Array.from(values) : Array.from(values, labels[set]);
    });
    const rows = Array.from({ length: to - from }, (_, row) => cells.map((column) => column[row]));
    append(text, csvText(rows));
  }
}

function append(text: Text, part: string): void {
  const needed = text.length + WIDEST * part.length;
  if (needed > text.bytes.length) {
    const longer = new Uint8Array(2 * needed);
    longer.set(text.bytes.subarray(0, text.length));
    text.bytes = longer;
  }
  text.length += encoder.encodeInto(part, text.bytes.subarray(text.length)).written;
}
