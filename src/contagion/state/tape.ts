/**
 * The undo log: records of how things were before they changed, read from the newest backwards.
 *
 * A record is its numbers, then four more: how many it has, its kind, the venue it belongs to, the step it was made in.
 * Whoever rolls back walks from the end while the step is later than the one it returns to, and skips other venues. Nothing
 * is taken off: a venue never returns behind its last restart, so that what was undone once is never met again. What is
 * older than any restart can undo is dropped when the tape would have to grow.
 */
const TRAILER = 4;

/** Kinds of records. */
export const KEPT = { cell: 0, account: 1, posting: 2, delay: 3, credit: 4 } as const;
export type Kept = (typeof KEPT)[keyof typeof KEPT];

export interface Tape {
  /** 1 where a venue's state may be undone, by venue. */
  readonly keeps: Uint8Array;
  data: Float64Array;
  length: number;
  /** Step under way. */
  step: number;
  /** No restart can return to an earlier step than this; the owner moves it. */
  needed: number;
}

/** What a walk is at; `next` is where the following, older one ends. */
export interface TapeRecord {
  first: number;
  kind: number;
  venue: number;
  step: number;
  next: number;
}

/** An empty tape. @param keeps 1 where a venue's state may be undone, by venue */
export function createTape(keeps: Uint8Array): Tape {
  return {
    keeps,
    data: new Float64Array(1024),
    length: 0,
    step: 0,
    needed: 0,
  };
}

/** Nothing has changed yet. */
export function resetTape(tape: Tape): void {
  tape.length = tape.step = tape.needed = 0;
}

/** Makes room for a record of `count` numbers. @returns where they go; `closeRecord` must follow */
export function openRecord(tape: Tape, count: number): number {
  if (tape.length + count + TRAILER > tape.data.length) makeRoom(tape, count + TRAILER);
  return tape.length;
}

/** Ends the record that was opened, with `count` numbers written. */
export function closeRecord(tape: Tape, count: number, kind: Kept, venue: number): void {
  const { data } = tape;
  let at = tape.length + count;
  data[at++] = count;
  data[at++] = kind;
  data[at++] = venue;
  data[at++] = tape.step;
  tape.length = at;
}

/** Reads the record that ends before `end`. @returns false if none is left that is later than step `since` */
export function readRecord(tape: Tape, end: number, since: number, record: TapeRecord): boolean {
  if (end === 0) return false;
  const { data } = tape;
  record.step = data[end - 1];
  record.venue = data[end - 2];
  record.kind = data[end - 3];
  record.first = record.next = end - TRAILER - data[end - TRAILER];
  return record.step > since;
}

function makeRoom(tape: Tape, wanted: number): void {
  const from = firstNeeded(tape);
  tape.data.copyWithin(0, from, tape.length);
  tape.length -= from;
  let size = tape.data.length;
  // Half of it stays free: otherwise the next records would make room again.
  while (2 * (tape.length + wanted) > size) size *= 2;
  if (size === tape.data.length) return;
  const longer = new Float64Array(size);
  longer.set(tape.data.subarray(0, tape.length));
  tape.data = longer;
}

function firstNeeded({ data, length, needed }: Tape): number {
  let end = length;
  while (end > 0 && data[end - 1] > needed) end -= TRAILER + data[end - TRAILER];
  return end;
}
