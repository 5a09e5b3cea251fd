/**
 * Simulation without the file system: blocks of typed-array columns in path order. The command line does the same and
 * writes them down.
 */

import { availableParallelism } from "node:os";
import type { ResolvedModel } from "../model/resolved.ts";
import { runBlocks } from "./executors/run.ts";
import { defaultBlockSize, rangesOf, togetherIn } from "./ranges.ts";
import { parameterProblems, parameterScores } from "./parameters.ts";
import { loadSimulation, shippedSimulation } from "./simulation.ts";
import { openWorlds, tasksOf } from "./worlds.ts";

/** A model as `loadModel` gives it. */
export interface SimulatedModel {
  readonly model: ResolvedModel;
  /** The same file without overrides: the book is screened under its margins. */
  readonly base: ResolvedModel;
  /** The model with other numbers in place of its uncertain parameters; needed where it has any. */
  readonly inWorld?: (values: readonly number[]) => ResolvedModel;
}

/** How a model is simulated. */
export interface SimulateOptions {
  /** The model's own unless given; a whole number from 1 to 2^32 - 1. */
  readonly paths?: number;
  /** The model's own unless given. */
  readonly seed?: string | number;
  /** All cores unless given; with 1 everything runs in the calling thread. */
  readonly threads?: number;
  readonly signal?: AbortSignal;
  /** Called after each block. */
  readonly onProgress?: (done: number, paths: number) => void;
}

/** Paths `from` to `to`, without `to`. */
export interface PathBlock {
  readonly from: number;
  readonly to: number;
  /** Numeric columns of the paths table, one value per path; NaN: the path has none. */
  readonly columns: Readonly<Record<string, Float64Array>>;
  /** The world of these paths, and its uncertain parameters as standard normals; absent where none is uncertain. */
  readonly world?: { readonly number: number; readonly scores: readonly number[] };
}

function requireWhole(name: string, value: number, most: number): void {
  if (Number.isInteger(value) && value >= 1 && value <= most) return;
  throw new RangeError(`${name} must be a whole number from 1 to ${most}, got ${value}`);
}

function sampled(model: ResolvedModel, { paths, seed }: SimulateOptions): ResolvedModel {
  const sampling = { ...model.sampling };
  if (paths !== undefined) sampling.paths = paths;
  if (seed !== undefined) sampling.seed = String(seed);
  return { ...model, sampling };
}

function knownParameters(): never {
  throw new RangeError("uncertain parameters need `inWorld`, as `loadModel` gives it");
}

function worldOf(
  from: number,
  paths: number | undefined,
  scores: (world: number) => number[],
): Pick<PathBlock, "world"> {
  if (paths === undefined) return {};
  const number = Math.floor(from / paths);
  return { world: { number, scores: scores(number) } };
}

/**
 * Simulates a model; the same model, seed and path number give the same path whatever the threads.
 *
 * @param simulation address of the simulation's module
 * @throws RangeError if an option is out of range or the model cannot take what its uncertain parameters may be; PathError if a path fails; the signal's reason once it is aborted
 */
export async function* simulate(
  { model, base, inWorld = knownParameters }: SimulatedModel,
  options: SimulateOptions = {},
  simulation: string = shippedSimulation,
): AsyncGenerator<PathBlock, void, undefined> {
  const threads = options.threads ?? availableParallelism();
  const resolved = sampled(model, options);
  const { paths, pathsPerWorld } = resolved.sampling;
  requireWhole("paths", paths, 2 ** 32 - 1);
  requireWhole("threads", threads, availableParallelism() * 4);
  const drawable = { model: resolved, inWorld };
  const problems = parameterProblems(drawable);
  if (problems.length > 0) throw new RangeError(problems.join("\n"));
  const { buildBook } = await loadSimulation(simulation);
  const loaded = { model: resolved, book: buildBook(resolved, base) };
  const worlds = openWorlds(drawable, base, loaded, buildBook);
  const ranges = rangesOf(
    0,
    paths,
    defaultBlockSize(paths, pathsPerWorld),
    [],
    pathsPerWorld,
    togetherIn(resolved),
  );
  const tasks = tasksOf({ loaded, requested: [], simulation }, ranges, worlds);
  const scores = parameterScores(resolved);
  const signal = options.signal ?? new AbortController().signal;
  for await (const block of runBlocks(tasks, threads, signal)) {
    const { from, to } = block;
    const copies = Object.entries(block.columns).map(([name, values]) => [name, values.slice()]);
    options.onProgress?.(to, paths);
    const world = worldOf(from, pathsPerWorld, scores);
    yield { from, to, columns: Object.fromEntries(copies) as PathBlock["columns"], ...world };
  }
}
