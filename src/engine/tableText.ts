/** The text of a table: its rows as CSV, labels written out. Made in the thread that filled the table. */

import { csvRows } from "../output/csv.ts";
import type { Column } from "./columns.ts";
import type { Decode, LabelSet } from "./labels.ts";
import type { TableBuffer } from "./tables.ts";

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
  const cells = columns.map(({ name, labels: set }) => {
    const values = table.columns[name].subarray(0, table.rows);
    return set === undefined ? Array.from(values) : Array.from(values, labels[set]);
  });
  return csvRows(
    Array.from({ length: table.rows }, (_, row) => cells.map((column) => column[row])),
  );
}
