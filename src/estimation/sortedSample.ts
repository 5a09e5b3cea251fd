/**
 * A sample sorted once, with the weight standing at and above each value: what every tail estimator reads.
 *
 * Weights come in two kinds. *Relative* weights matter up to a factor: the mass is their sum. *Likelihood* ratios of an
 * importance-sampled run have mean 1 by construction: the mass is the number of draws n, so that a tail probability is
 * (1/n) sum w 1{L > x}, which is unbiased and does not inherit the noise of weights far from the tail (Owen, Monte
 * Carlo theory, 2013, 9.1-9.2). Weights that are all equal carry nothing and become ones.
 *
 * Ties are ordered by weight, so that the order of the draws reaches no sum. A sample too long for its workspace is
 * sorted on tapes, to the same bits.
 */
import { drawsOf } from "./draws.ts";
import type { Draws } from "./draws.ts";
import { sortOnTapes } from "./externalSort.ts";
import type { Ranked } from "./ranked.ts";
import type { Numbers } from "./requirements.ts";
import { inMemory, reserve } from "./workspace.ts";
import type { Workspace } from "./workspace.ts";

/** `relative`: only ratios of weights matter. `likelihood`: ratios of densities with mean 1. */
export type WeightKind = "relative" | "likelihood";

export interface SortedSample extends Ranked {
  /** What a weight is a share of in the tail: the sum of weights, or n for likelihood ratios. */
  readonly mass: number;
  /** All weights are the same: counting is exact. */
  readonly equal: boolean;
}

/**
 * Sorts a sample in memory and adds up its weights from the top.
 *
 * @param values any finite numbers, one per draw; not changed
 * @param weights one per value, finite, >= 0, not all 0; undefined means equal
 * @param kind what the weights are
 * @throws RangeError naming `values` or `weights` if one is empty, not finite, negative or of another length
 */
export function sortSample(
  values: Numbers,
  weights: Numbers | undefined,
  kind: WeightKind = "relative",
): SortedSample {
  return sortDraws(drawsOf(values, weights), kind, inMemory());
}

/** Sorts draws, at least one; the sample is good until the workspace sorts again. */
export function sortDraws(draws: Draws, kind: WeightKind, workspace: Workspace): SortedSample {
  const equal = draws.weights === undefined;
  const ranked = rank(draws, workspace);
  const mass = kind === "likelihood" ? ranked.count : ranked.weightFrom(0);
  return { ...ranked, mass, equal };
}

function rank({ values, weights }: Draws, workspace: Workspace): Ranked {
  if (values.array === undefined || (weights !== undefined && weights.array === undefined))
    return sortOnTapes({ values, weights }, workspace);
  return weights?.array === undefined
    ? rankEqual(values.array, workspace)
    : rankWeighted(values.array, weights.array, workspace);
}

function rankEqual(values: Float64Array, workspace: Workspace): Ranked {
  const count = values.length;
  const sorted = reserve(workspace, "sorted", count).subarray(0, count);
  sorted.set(values);
  sorted.sort();
  return {
    count,
    valueAt: (rank) => sorted[rank],
    weightFrom: (rank) => count - rank,
    squareFrom: (rank) => count - rank,
    largestWeight: 1,
  };
}

function rankWeighted(values: Float64Array, weights: Float64Array, workspace: Workspace): Ranked {
  const count = values.length;
  const order = reserve(workspace, "order", count).subarray(0, count);
  for (let i = 0; i < count; i++) order[i] = i;
  order.sort((a, b) => values[a] - values[b] || weights[a] - weights[b]);
  const sorted = reserve(workspace, "sorted", count);
  const weightFrom = reserve(workspace, "sorted weights", count + 1);
  const squareFrom = reserve(workspace, "sorted squares", count + 1);
  weightFrom[count] = 0;
  squareFrom[count] = 0;
  let largestWeight = 0;
  for (let i = count - 1; i >= 0; i--) {
    const weight = weights[order[i]];
    sorted[i] = values[order[i]];
    weightFrom[i] = weightFrom[i + 1] + weight;
    squareFrom[i] = squareFrom[i + 1] + weight * weight;
    largestWeight = Math.max(largestWeight, weight);
  }
  return {
    count,
    valueAt: (rank) => sorted[rank],
    weightFrom: (rank) => weightFrom[rank],
    squareFrom: (rank) => squareFrom[rank],
    largestWeight,
  };
}
