/**
 * Where estimators keep their numbers: arrays that are used again, and tapes for what is too much for memory.
 *
 * A *tape* is an array of doubles that only grows and lies outside memory. A *sequence* reads stored numbers without
 * asking where they lie: by index through one page, or from front to back in chunks. Sequences of one workspace are
 * good until their names are used again, so that a hundred columns need the memory of one. The rooms that touch the
 * file system bring the tapes; in memory there are none, and no limit.
 */

export interface Tape {
  /** Appends numbers. */
  append(values: Float64Array): void;
  /** Fills `into` with the numbers from position `at` on. */
  read(at: number, into: Float64Array): void;
}

export interface Workspace {
  /** The longest array that may be in memory, >= 1. */
  readonly room: number;
  /** An empty tape; what was written under its name before is lost. */
  readonly tape: (name: string) => Tape;
  readonly arrays: Map<string, Float64Array>;
}

/** Numbers in a fixed order, in memory or on a tape. */
export interface Sequence {
  readonly length: number;
  /** All of them, where they are in memory. */
  readonly array: Float64Array | undefined;
  /** The number at an index, from 0. */
  at(index: number): number;
  /** All numbers in order, as often as one likes, one iteration at a time; a chunk is good until the next one. */
  readonly chunks: Iterable<Float64Array>;
}

/** Numbers per page of a tape. */
const PAGE = 4096;

/** A workspace over tapes. */
export function createWorkspace(room: number, tape: (name: string) => Tape): Workspace {
  return { room, tape, arrays: new Map() };
}

/** A workspace without tapes: everything fits. */
export function inMemory(): Workspace {
  return createWorkspace(Infinity, (name) => {
    throw new RangeError(`no tape for ${name} in memory`);
  });
}

/** The array of a name, at least so long, its contents left over from its last use. */
export function reserve({ arrays }: Workspace, name: string, length: number): Float64Array {
  const array = arrays.get(name);
  if (array !== undefined && array.length >= length) return array;
  const longer = new Float64Array(length);
  arrays.set(name, longer);
  return longer;
}

/** A sequence over an array. */
export function sequenceOf(array: Float64Array): Sequence {
  return { length: array.length, array, at: (index) => array[index], chunks: [array] };
}

/** A sequence over the first `length` numbers of a tape; its pages are reserved under `name`. */
function sequenceOn(workspace: Workspace, name: string, tape: Tape, length: number): Sequence {
  const size = Math.min(PAGE, workspace.room);
  const page = reserve(workspace, `${name} page`, size);
  let first = -1;
  return {
    length,
    array: undefined,
    at(index) {
      if (first < 0 || index < first || index >= first + size) {
        first = index - (index % size);
        tape.read(first, page.subarray(0, Math.min(size, length - first)));
      }
      return page[index - first];
    },
    chunks: { [Symbol.iterator]: () => chunksOf(workspace, name, tape, length, size) },
  };
}

function* chunksOf(
  workspace: Workspace,
  name: string,
  tape: Tape,
  length: number,
  size: number,
): Generator<Float64Array, void, undefined> {
  const chunk = reserve(workspace, `${name} chunk`, size);
  for (let at = 0; at < length; at += size) {
    const part = chunk.subarray(0, Math.min(size, length - at));
    tape.read(at, part);
    yield part;
  }
}

/** Stores numbers one by one: in memory while there is room, then on a tape. */
export interface Writer {
  readonly workspace: Workspace;
  readonly name: string;
  buffer: Float64Array;
  /** Numbers in the buffer, and numbers on the tape before them. */
  filled: number;
  written: number;
  tape: Tape | undefined;
}

/** A writer of one sequence. */
export function createWriter(workspace: Workspace, name: string): Writer {
  const buffer = reserve(workspace, name, Math.min(PAGE, workspace.room));
  return { workspace, name, buffer, filled: 0, written: 0, tape: undefined };
}

/** Adds one number at the end. */
export function write(writer: Writer, value: number): void {
  if (writer.filled === writer.buffer.length) makeRoom(writer);
  writer.buffer[writer.filled++] = value;
}

function makeRoom(writer: Writer): void {
  const { workspace, name, buffer } = writer;
  if (buffer.length >= workspace.room) return spill(writer);
  writer.buffer = reserve(workspace, name, Math.min(2 * buffer.length, workspace.room));
  if (writer.buffer !== buffer) writer.buffer.set(buffer);
}

function spill(writer: Writer): void {
  writer.tape ??= writer.workspace.tape(writer.name);
  writer.tape.append(writer.buffer.subarray(0, writer.filled));
  writer.written += writer.filled;
  writer.filled = 0;
}

/** What has been written. */
export function finish(writer: Writer): Sequence {
  if (writer.tape === undefined) return sequenceOf(writer.buffer.subarray(0, writer.filled));
  spill(writer);
  return sequenceOn(writer.workspace, writer.name, writer.tape, writer.written);
}
