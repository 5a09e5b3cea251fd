/**
 * The one buffer that holds everything of a block: columns one after the other, then texts.
 *
 * A buffer that is handed to another thread is garbage here and outside memory there, and collectors hurry for neither.
 * So a block takes one, and gives it back when it has been read: a run goes round with as many as it has blocks under
 * way.
 */

/** Sizes are rounded up to this, bytes, so that blocks of about one size fit into each other's buffers. */
const GRAIN = 2 ** 16;

/** A buffer and how much of it is taken, bytes. */
export interface Arena {
  readonly buffer: ArrayBuffer;
  taken: number;
}

/** An empty arena of at least so many bytes, in the spare buffer if it is long enough. */
export function createArena(bytes: number, spare: ArrayBuffer | null): Arena {
  const fits = spare !== null && spare.byteLength >= bytes;
  const buffer = fits ? spare : new ArrayBuffer(Math.ceil((bytes * 1.25) / GRAIN) * GRAIN);
  return { buffer, taken: 0 };
}

/** Copies doubles into the arena; all of them come before the first bytes. */
export function placeDoubles(arena: Arena, values: Float64Array): Float64Array<ArrayBuffer> {
  const placed = new Float64Array(arena.buffer, arena.taken, values.length);
  placed.set(values);
  arena.taken += placed.byteLength;
  return placed;
}

/** Copies bytes into the arena. */
export function placeBytes(arena: Arena, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const placed = new Uint8Array(arena.buffer, arena.taken, bytes.length);
  placed.set(bytes);
  arena.taken += placed.byteLength;
  return placed;
}
