/**
 * How a run is cut into blocks. The cut depends on the number of paths alone, never on threads, and results do not
 * depend on the cut: it only sets how much work is lost at an interruption and how evenly threads are busy.
 */

import type { ResolvedModel } from "../model/resolved.ts";
import type { PathRange } from "./block.ts";

const SMALLEST_BLOCK = 8;
const LARGEST_BLOCK = 256;
const BLOCKS_OF_A_SMALL_RUN = 128;

/**
 * Paths per block where the user does not say. A thread prepares each world that it plays in, so that a world is one block
 * if it can be.
 * @param world paths of a world, where there are worlds
 */
export function defaultBlockSize(paths: number, world?: number): number {
  if (world !== undefined) return Math.ceil(world / Math.ceil(world / LARGEST_BLOCK));
  const even = Math.ceil(paths / BLOCKS_OF_A_SMALL_RUN);
  return Math.min(LARGEST_BLOCK, Math.max(SMALLEST_BLOCK, even));
}

/** Paths in a row that are simulated at less cost together. */
export function togetherIn({ sampling }: ResolvedModel): number {
  return sampling.splitting?.leaves ?? 1;
}

/**
 * Ranges of `size` paths that cover `first` to `paths` in order; the last may be shorter.
 *
 * @param stops numbers of paths, ascending, at which a range must end, too
 * @param world paths of a world: a range ends with its world, too
 * @param whole paths that belong together: other ranges end at a multiple of it
 */
export function* rangesOf(
  first: number,
  paths: number,
  size: number,
  stops: readonly number[] = [],
  world: number = Infinity,
  whole: number = 1,
): Generator<PathRange> {
  const ends = [...stops.filter((stop) => stop > first && stop < paths), paths];
  let from = first;
  for (const end of ends) {
    while (from < end) {
      const last = world === Infinity ? end : (Math.floor(from / world) + 1) * world;
      const even = Math.ceil((from - (from % whole) + size) / whole) * whole;
      const to = Math.min(even, last, end);
      yield { from, to };
      from = to;
    }
  }
}
