/**
 * After a run's own paths: hybrids of some of its pairs of paths (`engine/hybrids.ts`), for the shares of its variance.
 *
 * How many depends on the number of finished paths alone, and they on model, seed and path numbers: a resumed run makes
 * the same. Left out where paths are not alike and independent (tilts, strata, mirrored, Sobol or split paths): a hybrid would
 * have no weight, or no place. Where parameters are uncertain both paths of a pair are of one world, and so is their
 * hybrid: what is shared out is the variance within worlds, and every world has as many pairs, its first ones. Too few pairs show nothing, and a figure that is the same on all of them has
 * no variance to share.
 */
import type { BlockJob, PathRange } from "../engine/block.ts";
import type { Checkpoint } from "../engine/checkpoint/checkpoint.ts";
import { readColumn } from "../engine/checkpoint/read.ts";
import type { Executor } from "../engine/executors/executor.ts";
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

/** Pairs of paths that follow each other. */
export interface Stretch {
  readonly first: number;
  readonly pairs: number;
}

/** The pairs that a run of `paths` mixes, in equal stretches, one a world; none: it has no shares of variance. */
export function pairsOf(sampling: Sampling, paths: number): readonly Stretch[] {
  const { method, cycle, tilt, pathsPerWorld, varianceShares = USUAL_BUDGET } = sampling;
  if (method !== undefined || cycle !== undefined || tilt !== undefined) return [];
  if (pathsPerWorld !== undefined && pathsPerWorld % 2 === 1) return []; // a pair would be of two worlds
  const wanted = Math.floor((paths * varianceShares) / GROUPS.length);
  if (wanted < FEWEST_PAIRS) return [];
  const whole = pathsPerWorld ?? paths - (paths % 2);
  const worlds = Math.floor(paths / whole);
  const pairs = Math.min(Math.ceil(wanted / worlds), whole / 2);
  return Array.from({ length: worlds }, (_, at) => ({ first: (at * whole) / 2, pairs }));
}

/** The metrics that differ from path to path, on pairs of a finished run and on their hybrids. */
export async function mixPaths(
  loaded: RunnableModel,
  plan: RunPlan,
  checkpoint: Checkpoint,
  executor: Executor,
  signal: AbortSignal,
): Promise<MixedMetric[]> {
  const stretches = pairsOf(loaded.model.sampling, checkpoint.done.paths);
  if (stretches.length === 0) return [];
  const own = CONVERGENCE_METRICS.map((metric) => {
    const values = cellsOf(readColumn(checkpoint, metric), stretches);
    return { metric, ...halves(values), differs: values.some((value) => value !== values[0]) };
  }).filter(({ differs }) => differs);
  if (own.length === 0) return [];
  const columns = await playHybrids(loaded, plan, stretches, executor, signal);
  const together = loaded.worlds === undefined ? 1 : stretches[0].pairs;
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

/** The hybrids of stretches of pairs; none reaches over two worlds. */
function* rangesIn(stretches: readonly Stretch[]): Generator<PathRange> {
  const size = defaultBlockSize(stretches.reduce((sum, { pairs }) => sum + pairs, 0));
  for (const { first, pairs } of stretches) {
    const end = (first + pairs) * GROUPS.length;
    yield* rangesOf(first * GROUPS.length, end, size);
  }
}

/** The metrics of all hybrids, in their order. */
async function playHybrids(
  { model, book, worlds }: RunnableModel,
  { simulation, quiet }: RunPlan,
  stretches: readonly Stretch[],
  executor: Executor,
  signal: AbortSignal,
): Promise<Record<string, Float64Array>> {
  const count = stretches.length * stretches[0].pairs * GROUPS.length;
  const job: BlockJob = { loaded: { model, book }, requested: [], simulation, purpose: "hybrids" };
  const columns = Object.fromEntries(
    CONVERGENCE_METRICS.map((metric) => [metric, new Float64Array(count)]),
  );
  const progress = showProgress(quiet, count, [], "for shares of variance");
  const start = performance.now();
  try {
    const inWorlds =
      worlds === undefined ? null : { ...worlds, paths: (worlds.paths / 2) * GROUPS.length };
    const tasks = tasksOf(job, rangesIn(stretches), inWorlds);
    let at = 0;
    for await (const block of executor.blocks(tasks, signal)) {
      for (const metric of CONVERGENCE_METRICS) columns[metric].set(block.columns[metric], at);
      at += block.to - block.from;
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

/** The cells of both paths of each pair. */
function cellsOf(column: Iterable<Float64Array>, stretches: readonly Stretch[]): Float64Array {
  const cells = new Float64Array(2 * stretches.length * stretches[0].pairs);
  let filled = 0;
  let next = 0;
  let from = 0;
  for (const chunk of column) {
    const to = from + chunk.length;
    while (next < stretches.length && 2 * stretches[next].first < to) {
      const { first, pairs } = stretches[next];
      const end = 2 * (first + pairs);
      const piece = chunk.subarray(Math.max(2 * first - from, 0), Math.min(end, to) - from);
      cells.set(piece, filled);
      filled += piece.length;
      if (end > to) break;
      next++;
    }
    from = to;
  }
  return cells;
}

function halves(cells: Float64Array): { first: Float64Array; second: Float64Array } {
  return { first: everyNth(cells, 2, 0), second: everyNth(cells, 2, 1) };
}

function everyNth(cells: Float64Array, step: number, from: number): Float64Array {
  return Float64Array.from({ length: cells.length / step }, (_, at) => cells[at * step + from]);
}
