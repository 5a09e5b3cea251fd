/**
 * Files of numbers that a model names: `empirical: draws.csv` (one column of draws), `book.files` (real accounts and their
 * positions), and the pasts of `market.bootstrap` and `market.replay`.
 *
 * Their cells are put where they would stand had they been written into the model, and keep their own places, so that
 * nothing after this file knows that there are files: the schema reads them, and the digest covers them.
 */

import { readBookFiles } from "./bookFiles.ts";
import { historyBlocks, readHistoryFile } from "./historyFiles.ts";
import { cellValue, type Filling, isNumber, type ReadData, tableAt } from "./filling.ts";
import type { Layer } from "./positions.ts";
import type { KeyPath, Problem } from "./problems.ts";
import { copyTree, isMapping, type Mapping, valueAt } from "./tree.ts";

/** A model with its data files read, and what was wrong with them. */
export interface Filled {
  readonly layer: Layer;
  readonly problems: readonly Problem[];
}

/** Reads the files that the layer's tree names and puts their cells into a copy of it. */
export function fillFromFiles(layer: Layer, readData: ReadData | undefined): Filled {
  const draws = filesOfDraws(layer.tree, []);
  const hasBook = isMapping(valueAt(layer.tree, ["book", "files"]));
  const histories = historyBlocks(layer.tree);
  if (draws.length === 0 && !hasBook && histories.length === 0) return { layer, problems: [] };
  const tree = copyTree(layer.tree) as Mapping;
  const filling: Filling = {
    layer: { ...layer, tree },
    readData,
    problems: [],
    tables: [],
    files: 0,
  };
  for (const path of draws) readDraws(filling, path);
  if (hasBook) readBookFiles(filling);
  for (const path of histories) readHistoryFile(filling, path);
  const places = { ...layer.places, tables: filling.tables };
  return { layer: { tree, places }, problems: filling.problems };
}

/** Paths of all `empirical: file`, wherever a distribution can stand. */
function filesOfDraws(value: unknown, path: KeyPath): KeyPath[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => {
    const next = [...path, Array.isArray(value) ? Number(key) : key];
    return key === "empirical" && typeof child === "string" ? [next] : filesOfDraws(child, next);
  });
}

/** One column; its first cell is a header unless it is a number. */
function readDraws(filling: Filling, path: KeyPath): void {
  const table = tableAt(filling, path);
  if (table === null) return;
  const { columns, rows, fileName } = table;
  const wide = columns.length !== 1 ? -1 : rows.findIndex((row) => row.length !== 1);
  if (columns.length !== 1 || wide >= 0) {
    const { text } = table.place(wide, 0);
    filling.problems.push({ path, reason: `${text}: '${fileName}' must have one column of draws` });
    return;
  }
  const first = isNumber(columns[0]) ? -1 : 0;
  const draws = [...(first < 0 ? [columns] : []), ...rows].map(([cell]) => cellValue(cell));
  if (draws.length === 0) {
    filling.problems.push({ path, reason: `'${fileName}' holds no draws` });
    return;
  }
  const parent = valueAt(filling.layer.tree, path.slice(0, -1)) as Mapping;
  parent["empirical"] = draws;
  filling.tables.push({
    prefix: path,
    place: (rest) =>
      typeof rest[0] === "number" ? table.place(rest[0] + first, 0) : table.place(-1, 0),
  });
}
