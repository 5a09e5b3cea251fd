/** Chooses where blocks are simulated. One thread is the calling one. */

import type { BlockResult, BlockTask } from "../block.ts";
import type { Executor } from "./executor.ts";
import { openInline } from "./inline.ts";
import { openThreads } from "./threads.ts";

export type ExecutorName = "threads" | "inline";

/** The executor that `threads` asks for where the user does not name one. */
export function executorFor(threads: number): ExecutorName {
  return threads === 1 ? "inline" : "threads";
}

/** Opens an executor; whoever opens it closes it. */
export function openExecutor(
  threads: number,
  executor: ExecutorName = executorFor(threads),
): Executor {
  return executor === "inline" ? openInline() : openThreads(threads);
}

/** Opens an executor for some tasks and yields their blocks in order; see `Executor.blocks`. */
export async function* runBlocks(
  tasks: Iterable<BlockTask>,
  threads: number,
  signal: AbortSignal,
  name: ExecutorName = executorFor(threads),
): AsyncGenerator<BlockResult, void, undefined> {
  const executor = openExecutor(threads, name);
  try {
    yield* executor.blocks(tasks, signal);
  } finally {
    await executor.close();
  }
}
