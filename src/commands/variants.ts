/**
 * Variants: one model file under several settings, each on the same paths, in threads that are kept from one to the next.
 *
 * A variant is loaded as `run --set` loads it: its book is the file's, screened under the file's margins, so that nobody is
 * redrawn. Where parameters are uncertain all variants meet the same worlds. Its columns come back whole, in path order; tables are not written.
 */

import type { BlockJob, BlockResult, PathRange } from "../engine/block.ts";
import { metricVariables } from "../engine/columns.ts";
import type { Executor } from "../engine/executors/executor.ts";
import { defaultBlockSize, rangesOf, togetherIn } from "../engine/ranges.ts";
import { loadSimulation } from "../engine/simulation.ts";
import { tasksOf } from "../engine/worlds.ts";
import { loadModel } from "../model/load.ts";
import type { RunnableModel } from "./runPlan.ts";
import { readyModel } from "./readyModel.ts";
import type { AskedSampling } from "./sampled.ts";

/** A model under settings, ready to simulate. */
export interface Variant extends Omit<RunnableModel, "loadSeconds"> {
  /** `KEY=VALUE`, in order. */
  readonly set: readonly string[];
  /** Whether its liquidations are judged by what came after: columns `judged_accounts`, `needless_accounts`, `needless_usd`. */
  readonly hindsight?: boolean;
}

/** A file whose variants are asked for. */
export interface VariantFile extends AskedSampling {
  readonly file: string;
  /** Settings of every variant, before its own. */
  readonly set: readonly string[];
  /** Tilts in place of the file's; undefined: the file's. */
  readonly tilt?: readonly string[] | undefined;
}

/**
 * Loads variants of a file.
 *
 * @param simulation address of the simulation's module
 * @returns what loads the variant under more settings, and throws ModelError with everything that is wrong with it
 */
export async function openVariants(
  { file, set, tilt, paths, seed }: VariantFile,
  simulation: string,
): Promise<(more: readonly string[]) => Variant> {
  const { buildBook } = await loadSimulation(simulation);
  return (more) => {
    const all = [...set, ...more];
    const loaded = loadModel(file, { set: all, tilt, metricNames: metricVariables });
    return { set: all, ...readyModel(loaded, { paths, seed }, buildBook) };
  };
}

/**
 * Simulates paths of a variant.
 *
 * @param names numeric columns of the paths table
 * @param range the paths
 * @param simulation address of the simulation's module
 * @param onBlock shown each block as it comes
 * @returns each column, one value per path; NaN: the path has none
 * @throws PathError if a path fails; the signal's reason once it is aborted
 */
export async function columnsOfVariant<Name extends string>(
  executor: Executor,
  { model, book, worlds, hindsight = false }: Variant,
  names: readonly Name[],
  { from, to }: PathRange,
  simulation: string,
  signal: AbortSignal,
  onBlock: (block: BlockResult) => void = () => {},
): Promise<Record<Name, Float64Array>> {
  const purpose = hindsight ? "hindsight" : "run";
  const job: BlockJob = { loaded: { model, book }, requested: [], simulation, purpose };
  const columns = Object.fromEntries(
    names.map((name) => [name, new Float64Array(to - from)]),
  ) as Record<Name, Float64Array>;
  const { pathsPerWorld } = model.sampling;
  const size = defaultBlockSize(to - from, pathsPerWorld);
  const tasks = tasksOf(
    job,
    rangesOf(from, to, size, [], pathsPerWorld, togetherIn(model)),
    worlds,
  );
  for await (const block of executor.blocks(tasks, signal)) {
    for (const name of names)
      columns[name].set(block.columns[name] ?? block.evidence[name], block.from - from);
    onBlock(block);
  }
  return columns;
}
