/** Records of some paths as a column with a cell for every path. */
import type { Column } from "../estimation/draws.ts";

/** Records in path order, as columns of equal length; only the first `rows` count. */
export interface PathRecords {
  readonly rows: number;
  readonly path: ArrayLike<number>;
}

/**
 * One number per path, made of its records.
 *
 * @param paths a column with a cell per path, which says how the new one is cut
 * @param records in path order over all pieces, as often as one likes; a piece is good until the next one
 * @param valueOf what a record adds to its path's cell, which starts at 0
 */
export function recordColumn<Records extends PathRecords>(
  paths: Column,
  records: Iterable<Records>,
  valueOf: (records: Records, row: number) => number,
): Column {
  return { [Symbol.iterator]: () => cells(paths, records, valueOf) };
}

function* cells<Records extends PathRecords>(
  paths: Column,
  records: Iterable<Records>,
  valueOf: (records: Records, row: number) => number,
): Generator<Float64Array, void, undefined> {
  const pieces = records[Symbol.iterator]();
  let piece = pieces.next();
  let row = 0;
  let first = 0;
  for (const { length } of paths) {
    const column = new Float64Array(length);
    while (piece.done !== true) {
      const { rows, path } = piece.value;
      for (; row < rows && path[row] < first + length; row++)
        column[path[row] - first] += valueOf(piece.value, row);
      if (row < rows) break;
      piece = pieces.next();
      row = 0;
    }
    yield column;
    first += length;
  }
}
