/**
 * How a run is cut into blocks. The cut depends on the number of paths alone, never on threads, and results do not
 * depend on the cut: it only sets how much work is lost at an interruption and how evenly threads are busy.
 */

import type { PathRange } from "./block.ts";

const SMALLEST_BLOCK = 8;
const LARGEST_BLOCK = 256;
const BLOCKS_OF_A_SMALL_RUN = 128;

/** Paths per block where the user does not say. */
export function defaultBlockSize(paths: number): number {
  const even = Math.ceil(paths / BLOCKS_OF_A_SMALL_RUN);
  return Math.min(LARGEST_BLOCK, Math.max(SMALLEST_BLOCK, even));
}

/**
 * Ranges of `size` paths that cover `first` to `paths` in order; the last may be shorter.
 *
 * @param stops numbers of paths, ascending, at which a range must end, too
 */
export function* rangesOf(
  first: number,
  paths: number,
  size: number,
  stops: readonly number[] = [],
): Generator<PathRange> {
  const ends = [...stops.filter((stop) => stop > first && stop < paths), paths];
  let from = first;
  for (const end of ends) {
    for (; from < end; from = Math.min(from + size, end))
      yield { from, to: Math.min(from + size, end) };
  }
}
