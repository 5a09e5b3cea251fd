/**
 * A file of columns, written block by block: each block's bytes are its columns one after the other, as raw
 * little-endian doubles. One column is read by going from block to block, so that nothing but that column is ever in
 * memory; the boundaries of the blocks are in the journal.
 */

import { readSync } from "node:fs";

/** Bytes of one value. */
const WIDTH = Float64Array.BYTES_PER_ELEMENT;

/** Where a block's bytes begin and end. */
export interface Extent {
  readonly start: number;
  readonly end: number;
}

/** The bytes of one block: its columns in the order of `names`. */
export function bytesOfColumns(
  names: readonly string[],
  columns: Readonly<Record<string, Float64Array>>,
): Buffer {
  const views = names.map((name) => columns[name]);
  return Buffer.concat(
    views.map((view) => Buffer.from(view.buffer, view.byteOffset, view.byteLength)),
  );
}

/** Columns of one block, `rows` values each. */
export type Records<Name extends string> = Record<Name, Float64Array<ArrayBuffer>> & {
  readonly rows: number;
};

function readExactly(file: number, into: Float64Array, position: number): void {
  const bytes = new Uint8Array(into.buffer, into.byteOffset, into.byteLength);
  for (let done = 0; done < bytes.length;) {
    const count = readSync(file, bytes, done, bytes.length - done, position + done);
    if (count === 0)
      throw new Error("a file of the run in progress is shorter than its journal says");
    done += count;
  }
}

const rowsOf = ({ start, end }: Extent, columns: number): number => (end - start) / columns / WIDTH;

/** One column over all blocks. @param file descriptor */
export function readColumnOf(
  file: number,
  extents: readonly Extent[],
  names: readonly string[],
  name: string,
): Float64Array<ArrayBuffer> {
  const index = names.indexOf(name);
  if (index < 0) throw new RangeError(`no column ${name}`);
  const total = extents.reduce((sum, extent) => sum + rowsOf(extent, names.length), 0);
  const values = new Float64Array(total);
  let row = 0;
  for (const extent of extents) {
    const rows = rowsOf(extent, names.length);
    readExactly(file, values.subarray(row, row + rows), extent.start + index * rows * WIDTH);
    row += rows;
  }
  return values;
}

/** All columns, one block at a time. @param file descriptor */
export function* readBlocksOf<Name extends string>(
  file: number,
  extents: readonly Extent[],
  names: readonly Name[],
): Generator<Records<Name>, void, undefined> {
  for (const extent of extents) {
    const rows = rowsOf(extent, names.length);
    const values = new Float64Array(rows * names.length);
    readExactly(file, values, extent.start);
    const columns = names.map((name, index) => [
      name,
      values.slice(index * rows, (index + 1) * rows),
    ]);
    yield { rows, ...Object.fromEntries(columns) } as Records<Name>;
  }
}
