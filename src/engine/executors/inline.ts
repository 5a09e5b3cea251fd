/**
 * Simulates blocks in the calling thread, one after the other. The event loop turns between blocks, so that a signal
 * is heard and a result is written before the next block begins.
 */

import { setImmediate } from "node:timers/promises";
import { createBlockSimulator, simulateBlock } from "../block.ts";
import type { BlockJob, BlockResult, PathRange } from "../block.ts";

/**
 * Yields the blocks of `ranges` in order; each is good until the next one is asked for.
 *
 * @throws PathError from the first path that fails; the signal's reason once it is aborted
 */
export async function* runInline(
  job: BlockJob,
  ranges: Iterable<PathRange>,
  signal: AbortSignal,
): AsyncGenerator<BlockResult, void, undefined> {
  const simulator = await createBlockSimulator(job);
  let spare: ArrayBuffer | null = null;
  for (const range of ranges) {
    await setImmediate();
    signal.throwIfAborted();
    const block: BlockResult = simulateBlock(simulator, range, spare);
    yield block;
    spare = block.buffer;
  }
}
