/**
 * The second pass over a finished run's columns: one block in memory at a time, always in path order,
 * so that what is computed from them cannot depend on how the run was cut into blocks.
 */

import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import { recordColumns } from "../tables.ts";
import type { RecordColumn, RecordName } from "../tables.ts";
import { COLUMNS, recordFile } from "./checkpoint.ts";
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

/** One kind of records, block by block as the columns are cut, as often as one likes. */
export function readRecords<Name extends RecordName>(
  checkpoint: Checkpoint,
  name: Name,
): Iterable<Records<RecordColumn<Name>>> {
  return { [Symbol.iterator]: () => readRecordFile(checkpoint, name) };
}

function* readRecordFile<Name extends RecordName>(
  checkpoint: Checkpoint,
  name: Name,
): Generator<Records<RecordColumn<Name>>, void, undefined> {
  const file = openSync(join(checkpoint.folder, recordFile(name)), "r");
  try {
    const extents = extentsOf(checkpoint, recordFile(name));
    yield* readBlocksOf<RecordColumn<Name>>(file, extents, recordColumns[name]);
  } finally {
    closeSync(file);
  }
}
