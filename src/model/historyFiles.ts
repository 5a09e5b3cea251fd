/**
 * `market.bootstrap.file` and `market.replay.file`: past returns and prices from CSV. A column per base asset and one of
 * times; they become the block's `table`, a list per column, as if it had been written there.
 */

import { cellValue, type Filling, tableAt } from "./filling.ts";
import type { KeyPath } from "./problems.ts";
import { isMapping, valueAt } from "./tree.ts";

/** Blocks that may name such a file. */
const BLOCKS: readonly KeyPath[] = [
  ["market", "bootstrap"],
  ["market", "replay"],
];

/** The blocks of a tree that name one. */
export function historyBlocks(tree: unknown): readonly KeyPath[] {
  return BLOCKS.filter((path) => typeof valueAt(tree, [...path, "file"]) === "string");
}

/** Puts a file's columns into its block. */
export function readHistoryFile(filling: Filling, path: KeyPath): void {
  const table = tableAt(filling, [...path, "file"]);
  const block = valueAt(filling.layer.tree, path);
  if (table === null || !isMapping(block)) return;
  const { columns, rows } = table;
  const ragged = rows.findIndex((row) => row.length !== columns.length);
  if (ragged >= 0) {
    const reason = `has ${rows[ragged].length} cells, the header has ${columns.length}`;
    filling.problems.push({ path: [...path, "file"], reason, place: table.place(ragged, 0) });
    return;
  }
  block["table"] = Object.fromEntries(
    columns.map((name, column) => [name, rows.map((row) => cellValue(row[column]))]),
  );
  filling.tables.push({
    prefix: [...path, "table"],
    place: ([name, row]) => {
      const column = columns.indexOf(String(name));
      return table.place(typeof row === "number" ? row : -1, Math.max(0, column));
    },
  });
}
