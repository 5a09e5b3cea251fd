/**
 * Simulates blocks on a pool of worker threads and yields them in path order.
 *
 * At most WINDOW blocks per thread are under way or waiting to be taken, so memory does not grow with the number of
 * paths however slow the reader is; the buffers of blocks that have been read go back to the threads. The pool lasts from job
 * to job; a thread prepares a job once, when its first task comes.
 */

import { Piscina } from "piscina";
import type { BlockJob, BlockResult, BlockTask } from "../block.ts";
import { PathError } from "../simulation.ts";
import type { Executor } from "./executor.ts";
import { packJob } from "./sentJob.ts";
import type { SentJob } from "./sentJob.ts";
import type { BlockOutcome, SentTask } from "./worker.ts";

/** Blocks per thread that may be unfinished or untaken at any time. */
const WINDOW = 3;

/**
 * MiB for young objects in each worker, a third of it in use at a time. V8 lets this space grow to its limit in any long
 * run, so the limit is part of the peak; with less, collections cost more than they free.
 */
const YOUNG_GENERATION = 24;

const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";

/**
 * Node flags of a worker. Compiled files need none. Sources (tests, development) need tsx in each thread, registered by
 * hand: on Node 20 `--import tsx` reaches a worker's `require` but not its `import`.
 */
function flags(): string[] {
  if (extension === "js") return [];
  const tsx = JSON.stringify(import.meta.resolve("tsx/esm/api"));
  return ["--import", `data:text/javascript,import { register } from ${tsx}; register();`];
}

function createPool(threads: number): Piscina {
  return new Piscina({
    filename: new URL(`./worker.${extension}`, import.meta.url).href,
    minThreads: threads,
    maxThreads: threads,
    execArgv: flags(),
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION },
  });
}

function blockOf(outcome: BlockOutcome): BlockResult {
  if ("block" in outcome) return outcome.block;
  const { path, reason, stack } = outcome.failed;
  const error = new PathError(path, reason);
  error.stack = stack;
  throw error;
}

/**
 * Keeps a window of tasks in flight and yields their results in the order the tasks were given.
 *
 * @param start begins one task; its promise may reject
 */
export async function* inOrder<Task, Result>(
  tasks: Iterable<Task>,
  window: number,
  start: (task: Task) => Promise<Result>,
): AsyncGenerator<Result, void, undefined> {
  const inFlight: Promise<Result>[] = [];
  const begin = (task: Task): void => {
    const result = start(task);
    result.catch(() => {}); // heard when its turn comes; until then a rejection must not end the process
    inFlight.push(result);
  };
  for (const task of tasks) {
    begin(task);
    if (inFlight.length >= window) yield (await inFlight.shift()) as Result;
  }
  for (const result of inFlight) yield await result;
}

/**
 * The executor of a pool of worker threads.
 *
 * @param threads how many
 */
export function openThreads(threads: number): Executor {
  const pool = createPool(threads);
  const spares: ArrayBuffer[] = [];
  const packed = new WeakMap<BlockJob, SentJob>();
  let jobs = 0;
  const pack = (job: BlockJob): SentJob => {
    const known = packed.get(job) ?? packJob(jobs++, job);
    packed.set(job, known);
    return known;
  };
  async function* blocks(
    tasks: Iterable<BlockTask>,
    signal: AbortSignal,
  ): AsyncGenerator<BlockResult, void, undefined> {
    const run = ({ job, range }: BlockTask): Promise<BlockOutcome> => {
      const spare = spares.pop() ?? null;
      const task: SentTask = { job: pack(job), range, spare };
      return pool.run(task, { signal, transferList: spare === null ? [] : [spare] });
    };
    try {
      for await (const outcome of inOrder(tasks, threads * WINDOW, run)) {
        signal.throwIfAborted();
        const block = blockOf(outcome);
        yield block;
        spares.push(block.buffer);
      }
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    }
  }
  return { blocks, close: () => pool.destroy() };
}
