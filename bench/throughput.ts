/**
 * Paths per second of the default model, on one worker thread and on two.
 *
 * Both are pools; blocks carry the text of the default tables, only the disk is left out. The clock starts when a quarter
 * of the paths is there, so that neither the start of the threads nor code that is still cold counts: what is measured
 * is how a long run goes on.
 */
import { defaultTables } from "../src/engine/columns.ts";
import { runBlocks } from "../src/engine/executors/run.ts";
import { defaultBlockSize, rangesOf } from "../src/engine/ranges.ts";
import { shippedSimulation } from "../src/engine/simulation.ts";
import { tasksOf } from "../src/engine/worlds.ts";
import { interleaved, secondsSince } from "./measure.ts";
import { type Prepared, prepare } from "./prepare.ts";

export interface Throughput {
  readonly paths_per_second_1_thread: number;
  readonly paths_per_second_2_threads: number;
  readonly ratio_2_to_1: number;
}

/** Share of the paths before the clock starts. */
const WARM_UP = 1 / 4;

/** @returns s a path */
async function secondsPerPath(
  { model, book }: Prepared,
  paths: number,
  threads: number,
): Promise<number> {
  const job = { loaded: { model, book }, requested: defaultTables, simulation: shippedSimulation };
  const ranges = rangesOf(0, paths, defaultBlockSize(paths));
  const never = new AbortController().signal;
  let first = 0;
  let start = 0n;
  for await (const { to } of runBlocks(tasksOf(job, ranges), threads, never, "threads")) {
    if (first > 0 || to < WARM_UP * paths) continue;
    first = to;
    start = process.hrtime.bigint();
  }
  if (first === paths) throw new RangeError("--paths is too small: one block is the whole run");
  return secondsSince(start) / (paths - first);
}

export async function measureThroughput(paths: number, repeats: number): Promise<Throughput> {
  const prepared = prepare("models/three-rollups");
  const seconds = await interleaved(
    {
      one: () => secondsPerPath(prepared, paths, 1),
      two: () => secondsPerPath(prepared, paths, 2),
    },
    repeats,
  );
  return {
    paths_per_second_1_thread: 1 / seconds.one,
    paths_per_second_2_threads: 1 / seconds.two,
    ratio_2_to_1: seconds.one / seconds.two,
  };
}
