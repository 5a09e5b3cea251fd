/**
 * After a run's own paths: hybrids of its first pairs of paths (`engine/hybrids.ts`), for the shares of its variance.
 *
 * How many depends on the number of finished paths alone, and they on model, seed and path numbers: a resumed run makes
 * the same. Left out where paths are not alike and independent (tilts, strata, mirrored, Sobol or split paths): a hybrid would
 * have no weight, or no place. Where parameters are uncertain both paths of a pair are of one world, and so is their
 * hybrid: what is shared out is the variance within worlds. Too few pairs show nothing, and a figure that is the same on all of them has
 * no variance to share.
 */
import type { BlockJob } from "../engine/block.ts";
import type { Checkpoint } from "../engine/checkpoint/checkpoint.ts";
import { readColumn } from "../engine/checkpoint/read.ts";
import { runBlocks } from "../engine/executors/run.ts";
import { GROUPS, nameOfHybrid } from "../engine/hybrids.ts";
import { defaultBlockSize, rangesOf } from "../engine/ranges.ts";
import { PathError } from "../engine/simulation.ts";
import { tasksOf } from "../engine/worlds.ts";
import type { Sampling } from "../model/resolved/sampling.ts";
import { CONVERGENCE_METRICS } from "../output/convergence.ts";
import type { MixedMetric } from "../output/varianceShares.ts";
import { showProgress } from "./progress.ts";
import type { RunnableModel, RunPlan } from "./runPlan.ts";

/** Hybrids over paths where the model does not say. */
const USUAL_BUDGET = 0.1;
const FEWEST_PAIRS = 50;

/** Pairs of paths that a run of `paths` mixes; 0: it has no shares of variance. */
export function pairsOf(sampling: Sampling, paths: number): number {
  const { method, cycle, tilt, pathsPerWorld, varianceShares = USUAL_BUDGET } = sampling;
  if (method !== undefined || cycle !== undefined || tilt !== undefined) return 0;
  if (pathsPerWorld !== undefined && pathsPerWorld % 2 === 1) return 0; // a pair would be of two worlds
  const pairs = Math.floor((paths * varianceShares) / GROUPS.length);
  return pairs < FEWEST_PAIRS ? 0 : Math.min(pairs, Math.floor(paths / 2));
}

/** The metrics that differ from path to path, on the first pairs of a finished run and on their hybrids. */
export async function mixPaths(
  loaded: RunnableModel,
  plan: RunPlan,
  checkpoint: Checkpoint,
  signal: AbortSignal,
): Promise<MixedMetric[]> {
  const pairs = pairsOf(loaded.model.sampling, checkpoint.done.paths);
  if (pairs === 0) return [];
  const own = CONVERGENCE_METRICS.map((metric) => {
    const values = firstCells(readColumn(checkpoint, metric), 2 * pairs);
    return { metric, ...halves(values), differs: values.some((value) => value !== values[0]) };
  }).filter(({ differs }) => differs);
  if (own.length === 0) return [];
  const columns = await playHybrids(loaded, plan, pairs, signal);
  const together = (loaded.worlds?.paths ?? 2) / 2;
  return own.map(({ metric, first, second }) => {
    const hybrids = GROUPS.map((group, place) => [
      group,
      everyNth(columns[metric], GROUPS.length, place),
    ]);
    return {
      metric,
      first,
      second,
      hybrids: Object.fromEntries(hybrids) as MixedMetric["hybrids"],
      together,
    };
  });
}

/** The metrics of all hybrids, in their order. */
async function playHybrids(
  { model, book, worlds }: RunnableModel,
  { simulation, threads, executor, quiet }: RunPlan,
  pairs: number,
  signal: AbortSignal,
): Promise<Record<string, Float64Array>> {
  const count = pairs * GROUPS.length;
  const job: BlockJob = { loaded: { model, book }, requested: [], simulation, purpose: "hybrids" };
  const columns = Object.fromEntries(
    CONVERGENCE_METRICS.map((metric) => [metric, new Float64Array(count)]),
  );
  const progress = showProgress(quiet, count, []);
  const start = performance.now();
  try {
    const ofWorld = worlds === undefined ? undefined : (worlds.paths / 2) * GROUPS.length;
    const ranges = rangesOf(0, count, defaultBlockSize(count, ofWorld), [], ofWorld);
    const inWorlds =
      worlds === undefined || ofWorld === undefined ? null : { ...worlds, paths: ofWorld };
    const tasks = tasksOf(job, ranges, inWorlds);
    for await (const block of runBlocks(tasks, threads, signal, executor)) {
      for (const metric of CONVERGENCE_METRICS)
        columns[metric].set(block.columns[metric], block.from);
      progress.advance(block.columns, (performance.now() - start) / 1000);
    }
  } catch (error) {
    if (!(error instanceof PathError)) throw error;
    const reason = `${nameOfHybrid(error.path)}: ${error.reason}`;
    throw new PathError(error.path, `of the hybrids, ${reason}`, { cause: error });
  } finally {
    progress.stop();
  }
  return columns;
}

function firstCells(column: Iterable<Float64Array>, count: number): Float64Array {
  const cells = new Float64Array(count);
  let at = 0;
  for (const chunk of column) {
    cells.set(chunk.subarray(0, count - at), at);
    at += chunk.length;
    if (at >= count) break;
  }
  return cells;
}

function halves(cells: Float64Array): { first: Float64Array; second: Float64Array } {
  return { first: everyNth(cells, 2, 0), second: everyNth(cells, 2, 1) };
}

function everyNth(cells: Float64Array, step: number, from: number): Float64Array {
  return Float64Array.from({ length: cells.length / step }, (_, at) => cells[at * step + from]);
}
