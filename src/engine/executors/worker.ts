/**
 * What runs in a worker thread: one range of paths of a job at a time. What was prepared for a job lasts until another one
 * comes.
 *
 * A failed path travels as a value, because an error loses its class and fields between threads.
 */

import { move, transferableSymbol, valueSymbol } from "piscina";
import { createBlockSimulator, simulateBlock } from "../block.ts";
import type { BlockResult, BlockSimulator, PathRange } from "../block.ts";
import { PathError } from "../simulation.ts";
import { unpackJob } from "./sentJob.ts";
import type { SentJob } from "./sentJob.ts";

export interface FailedPath {
  readonly path: number;
  readonly reason: string;
  readonly stack: string;
}

export type BlockOutcome = { readonly block: BlockResult } | { readonly failed: FailedPath };

/** This thread's simulator. */
const ready: { job: number; simulator: Promise<BlockSimulator> | null } = {
  job: -1,
  simulator: null,
};

function simulatorOf(job: SentJob): Promise<BlockSimulator> {
  if (ready.simulator === null || ready.job !== job.id) {
    ready.job = job.id;
    ready.simulator = createBlockSimulator(unpackJob(job));
  }
  return ready.simulator;
}

function failedPath({ path, reason, cause, stack }: PathError): FailedPath {
  const trace = cause instanceof Error ? cause.stack : stack;
  return { path, reason, stack: trace ?? "" };
}

/** One range of paths of a job, and the buffer of a block that has been read, if there is one. */
export interface SentTask {
  readonly job: SentJob;
  readonly range: PathRange;
  readonly spare: ArrayBuffer | null;
}

/** Simulates one range; the buffer of the result leaves this thread without being copied. */
export default async function simulate({ job, range, spare }: SentTask): Promise<unknown> {
  try {
    const block = simulateBlock(await simulatorOf(job), range, spare);
    const moved = { [transferableSymbol]: [block.buffer], [valueSymbol]: { block } };
    return move(moved as unknown as Parameters<typeof move>[0]);
  } catch (error) {
    if (error instanceof PathError) return { failed: failedPath(error) } satisfies BlockOutcome;
    throw error;
  }
}
