/** A search over variants of a model: its threads, its bar, and how it ends. */

import type { Executor } from "../engine/executors/executor.ts";
import { openExecutor } from "../engine/executors/run.ts";
import type { Caller } from "./caller.ts";
import type { CommonSettings } from "./commonSettings.ts";
import { keptCommand } from "./invocation.ts";
import { showVariants } from "./progress.ts";
import type { ShownVariants, VariantProgress } from "./progress.ts";
import { endingOf } from "./unkept.ts";
import type { Variant } from "./variants.ts";

/** What a search simulates with. */
export interface VariantSearch {
  readonly load: (set: readonly string[]) => Variant;
  readonly executor: Executor;
  readonly simulation: string;
  readonly signal: AbortSignal;
  readonly progress: VariantProgress;
  /** Paths of each variant at most. */
  readonly paths: number;
  /** Variants looked at, and paths simulated, so far. */
  variants: number;
  simulated: number;
}

/** What is searched. */
export interface Searched {
  readonly load: (set: readonly string[]) => Variant;
  readonly base: Variant;
}

/** What a bar says of the variants that a search will look at: how many at most, roughly, and what they are, in the plural. */
export type Looks = Pick<ShownVariants, "count" | "words">;

/** Opens a search; whoever opens it closes its threads. */
function openSearch(
  { load, base }: Searched,
  { threads, executor, quiet }: CommonSettings,
  looks: Looks,
  { simulation, signal }: Caller,
): VariantSearch {
  const { paths } = base.model.sampling;
  return {
    load,
    executor: openExecutor(threads, executor),
    simulation,
    signal,
    progress: showVariants(quiet, { ...looks, atMost: true, paths, done: 0 }),
    paths,
    variants: 0,
    simulated: 0,
  };
}

/**
 * Searches, and lets go of the threads.
 *
 * @param use is given the command for the manifest
 * @throws Abandoned once the signal is aborted; RunFailed if a path fails; whatever else `use` throws
 */
export async function withSearch<Result>(
  searched: Searched,
  settings: CommonSettings,
  looks: Looks,
  caller: Caller,
  use: (search: VariantSearch, command: string) => Promise<Result>,
): Promise<Result> {
  const search = openSearch(searched, settings, looks, caller);
  const command = keptCommand(caller.invocation);
  try {
    return await use(search, command);
  } catch (error) {
    throw endingOf(error, caller.signal, command);
  } finally {
    search.progress.stop();
    await search.executor.close();
  }
}
