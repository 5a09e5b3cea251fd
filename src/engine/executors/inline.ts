/**
 * Simulates blocks in the calling thread, one after the other. The event loop turns between blocks, so that a signal
 * is heard and a result is written before the next block begins.
 */

import { setImmediate } from "node:timers/promises";
import { createBlockSimulator, simulateBlock } from "../block.ts";
import type { BlockJob, BlockResult, BlockSimulator, BlockTask } from "../block.ts";
import type { Executor } from "./executor.ts";

async function* runInline(
  tasks: Iterable<BlockTask>,
  signal: AbortSignal,
): AsyncGenerator<BlockResult, void, undefined> {
  let prepared: BlockJob | null = null;
  let simulator: BlockSimulator | null = null;
  let spare: ArrayBuffer | null = null;
  for (const { job, range } of tasks) {
    await setImmediate();
    signal.throwIfAborted();
    if (simulator === null || prepared !== job) simulator = await createBlockSimulator(job);
    prepared = job;
    const block: BlockResult = simulateBlock(simulator, range, spare);
    yield block;
    spare = block.buffer;
  }
}

/** The executor of the calling thread. */
export function openInline(): Executor {
  return { blocks: runInline, close: () => Promise.resolve() };
}
