/**
 * What runs in a worker thread: the job comes once with the thread, then one range of paths at a time.
 *
 * A failed path travels as a value, because an error loses its class and fields between threads.
 */

import { move, transferableSymbol, valueSymbol, workerData } from "piscina";
import { createBlockSimulator, simulateBlock } from "../block.ts";
import type { BlockJob, BlockResult, PathRange } from "../block.ts";
import { PathError } from "../simulation.ts";

export interface FailedPath {
  readonly path: number;
  readonly reason: string;
  readonly stack: string;
}

export type BlockOutcome = { readonly block: BlockResult } | { readonly failed: FailedPath };

const ready = createBlockSimulator(workerData as BlockJob);

function failedPath({ path, reason, cause, stack }: PathError): FailedPath {
  const trace = cause instanceof Error ? cause.stack : stack;
  return { path, reason, stack: trace ?? "" };
}

/** One range of paths, and the buffer of a block that has been read, if there is one. */
export interface BlockTask {
  readonly range: PathRange;
  readonly spare: ArrayBuffer | null;
}

/** Simulates one range; the buffer of the result leaves this thread without being copied. */
export default async function simulate({ range, spare }: BlockTask): Promise<unknown> {
  try {
    const block = simulateBlock(await ready, range, spare);
    const moved = { [transferableSymbol]: [block.buffer], [valueSymbol]: { block } };
    return move(moved as unknown as Parameters<typeof move>[0]);
  } catch (error) {
    if (error instanceof PathError) return { failed: failedPath(error) } satisfies BlockOutcome;
    throw error;
  }
}
