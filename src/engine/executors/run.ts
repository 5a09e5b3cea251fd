/** Chooses where blocks are simulated. One thread is the calling one. */

import type { BlockJob, BlockResult, PathRange } from "../block.ts";
import { runInline } from "./inline.ts";
import { runThreads } from "./threads.ts";

export type ExecutorName = "threads" | "inline";

/** The executor that `threads` asks for where the user does not name one. */
export function executorFor(threads: number): ExecutorName {
  return threads === 1 ? "inline" : "threads";
}

/** Yields the blocks of `ranges` in path order, each good until the next one is asked for; see the executors for what they throw. */
export function runBlocks(
  job: BlockJob,
  ranges: Iterable<PathRange>,
  threads: number,
  signal: AbortSignal,
  executor: ExecutorName = executorFor(threads),
): AsyncGenerator<BlockResult, void, undefined> {
  return executor === "inline"
    ? runInline(job, ranges, signal)
    : runThreads(job, ranges, threads, signal);
}
