/**
 * Paths per second of the default model, on one worker thread and on two.
 *
 * Both are pools, so both pay for starting threads and for code that is still cold; blocks carry the text of the default
 * tables, only the disk is left out. Long runs do better than this, since what is paid once is spread over more paths.
 */
import { defaultTables } from "../src/engine/columns.ts";
import { runThreads } from "../src/engine/executors/threads.ts";
import { defaultBlockSize, rangesOf } from "../src/engine/ranges.ts";
import { shippedSimulation } from "../src/engine/simulation.ts";
import { interleaved } from "./measure.ts";
import { type Prepared, prepare } from "./prepare.ts";

export interface Throughput {
  readonly paths_per_second_1_thread: number;
  readonly paths_per_second_2_threads: number;
  readonly ratio_2_to_1: number;
}

async function runAll({ model, book }: Prepared, paths: number, threads: number): Promise<void> {
  const job = {
    loaded: { model, book },
    requested: defaultTables,
    simulation: shippedSimulation,
  };
  const ranges = rangesOf(0, paths, defaultBlockSize(paths));
  const never = new AbortController().signal;
  for await (const block of runThreads(job, ranges, threads, never)) void block;
}

export async function measureThroughput(paths: number, repeats: number): Promise<Throughput> {
  const prepared = prepare("models/three-rollups");
  const seconds = await interleaved(
    { one: () => runAll(prepared, paths, 1), two: () => runAll(prepared, paths, 2) },
    repeats,
  );
  return {
    paths_per_second_1_thread: paths / seconds.one,
    paths_per_second_2_threads: paths / seconds.two,
    ratio_2_to_1: seconds.one / seconds.two,
  };
}
