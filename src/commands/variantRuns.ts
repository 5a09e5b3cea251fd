/** Simulates the variants of a search and judges them against a limit; keeps of them what the next look needs. */

import { drawsForNone } from "../estimation/clopperPearson.ts";
import type { Limit } from "../estimation/limitTest.ts";
import { judge } from "../estimation/limitTest.ts";
import type { Verdict } from "../estimation/limitTest.ts";
import { errorAt } from "../estimation/spentError.ts";
import { testCounts } from "../estimation/stopping.ts";
import { ModelError } from "../model/problems.ts";
import type { Sampling } from "../model/resolved/sampling.ts";
import { groupingOf } from "../output/pathGrouping.ts";
import { columnsBehind, objectiveOf } from "./objectives.ts";
import { columnsOfVariant } from "./variants.ts";
import type { Variant } from "./variants.ts";
import type { VariantSearch } from "./variantSearch.ts";

/** Columns of the paths of a variant. */
export type Columns = Readonly<Record<string, Float64Array>>;

/** What the paths of a variant say of the limit. */
export interface Judged extends Verdict {
  readonly paths: number;
}

/** The objective that a limit is about; a path without a value does not break it. */
export function limitedLoss({ metric, threshold }: Limit, columns: Columns): Float64Array {
  return objectiveOf(metric, columns).map((value) => (Number.isNaN(value) ? threshold : value));
}

/** A variant; null where the model takes no such settings. */
export function loadOrNull({ load }: VariantSearch, set: readonly string[]): Variant | null {
  try {
    return load(set);
  } catch (error) {
    if (error instanceof ModelError) return null;
    throw error;
  }
}

/** Simulates a range of a variant's paths. */
async function simulateRange(
  search: VariantSearch,
  variant: Variant,
  names: readonly string[],
  from: number,
  to: number,
): Promise<Columns> {
  const { executor, simulation, signal, progress } = search;
  const range = { from, to };
  search.simulated += to - from;
  return columnsOfVariant(executor, variant, names, range, simulation, signal, (block) => {
    progress.advance(block.columns);
  });
}

/** All paths of a variant. @param names columns besides those of the metrics */
export function simulateWhole(
  search: VariantSearch,
  variant: Variant,
  metrics: readonly string[],
  names: readonly string[] = [],
): Promise<Columns> {
  search.progress.begin(search.variants++);
  return simulateRange(search, variant, [...columnsBehind(metrics), ...names], 0, search.paths);
}

/** What all paths of a variant say of a limit: the last look. */
export function judgeWhole(
  { paths }: VariantSearch,
  variant: Variant,
  limit: Limit,
  columns: Columns,
): Judged {
  const looks = testCounts(paths).length;
  const grouping = groupingOf(variant.model.sampling);
  const loss = limitedLoss(limit, columns);
  return { ...judge(loss, columns["weight"], grouping, limit, looks - 1, looks), paths };
}

/** Adds paths to a variant until the limit is settled, at fixed counts. @param counts ascending, the last all there may be */
export async function judgeInStages(
  search: VariantSearch,
  variant: Variant,
  limit: Limit,
  counts: readonly number[] = testCounts(search.paths),
): Promise<Judged> {
  const grouping = groupingOf(variant.model.sampling);
  const names = columnsBehind([limit.metric]);
  const loss = new Float64Array(search.paths);
  const weights = new Float64Array(search.paths);
  search.progress.begin(search.variants++);
  let done = 0;
  for (let look = 0; ; look++) {
    const paths = counts[look];
    const columns = await simulateRange(search, variant, names, done, paths);
    loss.set(limitedLoss(limit, columns), done);
    weights.set(columns["weight"], done);
    done = paths;
    const seen = [loss.subarray(0, done), weights.subarray(0, done)] as const;
    const verdict = judge(...seen, grouping, limit, look, counts.length);
    if (verdict.settled) return { ...verdict, paths };
  }
}

/** What keeps a number of paths from ever confirming a limit. @param counts at which variants are judged, as for `judgeInStages` */
export function tooFewPaths(
  sampling: Sampling,
  { probability, confidence }: Limit,
  counts: readonly number[] = testCounts(sampling.paths),
): string[] {
  const { paths, tilt } = sampling;
  if (tilt !== undefined || groupingOf(sampling).kind !== "paths") return [];
  const looks = counts.length;
  const least = drawsForNone(probability, errorAt(1 - confidence, looks - 1, looks));
  if (paths >= least) return [];
  return [
    `--paths: ${paths} paths cannot tell a probability from ${probability} at a confidence of ${confidence}, even if the limit is never broken: at least ${least} are needed`,
  ];
}
