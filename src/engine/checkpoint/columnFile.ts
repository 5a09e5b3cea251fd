/**
 * A file of columns, written block by block: each block's bytes are its columns one after the other, as raw
 * little-endian doubles. One column is read by going from block to block, so that no more than a block of it is in
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

/** Columns of one block, `rows` values each. */
export type Records<Name extends string> = Record<Name, Float64Array<ArrayBuffer>> & {
  readonly rows: number;
};

/** Fills `into` from a position in bytes. @throws Error if the file ends before */
export function readExactly(file: number, into: Float64Array, position: number): void {
  const bytes = new Uint8Array(into.buffer, into.byteOffset, into.byteLength);
  for (let done = 0; done < bytes.length;) {
    const count = readSync(file, bytes, done, bytes.length - done, position + done);
    if (count === 0)
      throw new Error("a file of the run in progress is shorter than its journal says");
    done += count;
  }
}

const rowsOf = ({ start, end }: Extent, columns: number): number => (end - start) / columns / WIDTH;

/** One column, one block at a time; a chunk is good until the next one. @param file descriptor */
export function* readColumnOf(
  file: number,
  extents: Iterable<Extent>,
  names: readonly string[],
  name: string,
): Generator<Float64Array, void, undefined> {
  const index = names.indexOf(name);
  if (index < 0) throw new RangeError(`no column ${name}`);
  let buffer = new Float64Array(0);
  for (const extent of extents) {
    const rows = rowsOf(extent, names.length);
    if (buffer.length < rows) buffer = new Float64Array(rows);
    const chunk = buffer.subarray(0, rows);
    readExactly(file, chunk, extent.start + index * rows * WIDTH);
    yield chunk;
  }
}

/** All columns, one block at a time; records are good until the next ones. @param file descriptor */
export function* readBlocksOf<Name extends string>(
  file: number,
  extents: Iterable<Extent>,
  names: readonly Name[],
): Generator<Records<Name>, void, undefined> {
  let buffer = new Float64Array(0);
  for (const extent of extents) {
    const rows = rowsOf(extent, names.length);
    const length = rows * names.length;
    if (buffer.length < length) buffer = new Float64Array(2 * length);
    readExactly(file, buffer.subarray(0, length), extent.start);
    const columns = names.map((name, index) => [
      name,
      buffer.subarray(index * rows, (index + 1) * rows),
    ]);
    yield { rows, ...Object.fromEntries(columns) } as Records<Name>;
  }
}
