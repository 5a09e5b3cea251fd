/**
 * The second pass over a finished run's columns: one block in memory at a time, always in path order,
 * so that what is computed from them cannot depend on how the run was cut into blocks.
 */

import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import { contagionColumns, delaysColumns } from "../tables.ts";
import type { ContagionColumn, DelaysColumn } from "../tables.ts";
import { COLUMNS, CONTAGION, DELAYS } from "./checkpoint.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { readBlocksOf, readColumnOf } from "./columnFile.ts";
import type { Extent, Records } from "./columnFile.ts";

function* extentsOf({ header, done }: Checkpoint, file: string): Generator<Extent> {
  let start = header.bytes[file];
  for (const end of done.ends[file]) {
    yield { start, end };
    start = end;
  }
}

/**
 * One numeric column of the paths table over all finished paths, block by block, as often as one likes.
 *
 * @throws RangeError if there is no such column
 */
export function readColumn(checkpoint: Checkpoint, name: string): Iterable<Float64Array> {
  return { [Symbol.iterator]: () => readOneColumn(checkpoint, name) };
}

function* readOneColumn(
  checkpoint: Checkpoint,
  name: string,
): Generator<Float64Array, void, undefined> {
  const file = openSync(join(checkpoint.folder, COLUMNS), "r");
  try {
    yield* readColumnOf(file, extentsOf(checkpoint, COLUMNS), checkpoint.layout.pathNumbers, name);
  } finally {
    closeSync(file);
  }
}

function* readRecords<Name extends string>(
  checkpoint: Checkpoint,
  name: string,
  columns: readonly Name[],
): Generator<Records<Name>, void, undefined> {
  const file = openSync(join(checkpoint.folder, name), "r");
  try {
    yield* readBlocksOf(file, extentsOf(checkpoint, name), columns);
  } finally {
    closeSync(file);
  }
}

/** The counted liquidation delays, block by block. */
export function readDelays(
  checkpoint: Checkpoint,
): Generator<Records<DelaysColumn>, void, undefined> {
  return readRecords(checkpoint, DELAYS, delaysColumns);
}

/** The contagion records, block by block. */
export function readContagion(
  checkpoint: Checkpoint,
): Generator<Records<ContagionColumn>, void, undefined> {
  return readRecords(checkpoint, CONTAGION, contagionColumns);
}
