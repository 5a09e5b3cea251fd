/**
 * What variants are judged by: columns of the paths table, without what a variant's own margins made liquidatable at t = 0.
 *
 * Those accounts are closed in step 1 with cause `initial`: nobody would have opened them under these margins. Their notional
 * and their bad debt are known exactly and taken off. What they do to others (impact, insurance spent, penalties)
 * cannot be told apart and stays in.
 */

import type { ResolvedModel } from "../model/resolved.ts";

/** Column -> the part of it that is left out. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  liquidated_usd: "initial_liquidated_usd",
  bad_debt_usd: "initial_bad_debt_usd",
};

/** What is looked at unless other metrics are named, besides the model's own metrics. */
const USUAL: readonly string[] = [
  "bad_debt_usd",
  "liquidated_usd",
  "liquidated_accounts",
  "insurance_used_usd",
  "socialised_usd",
  "adl_usd",
  "penalties_usd",
  "top_ups_blocked_usd",
];

/** The metrics that a model is judged by unless others are named. */
export function usualMetrics(model: ResolvedModel): readonly string[] {
  return [...USUAL, ...model.metrics.map(({ name }) => name)];
}

/** The columns that objectives are made of, weights first, each once. */
export function columnsBehind(metrics: readonly string[]): string[] {
  const behind = metrics.flatMap((name) => (name in LEFT_OUT ? [name, LEFT_OUT[name]] : [name]));
  return [...new Set(["weight", ...behind])];
}

/** A metric as an objective: one value per path, NaN where the path has none. */
export function objectiveOf(
  metric: string,
  columns: Readonly<Record<string, Float64Array>>,
): Float64Array {
  const all = columns[metric];
  if (!(metric in LEFT_OUT)) return all;
  const part = columns[LEFT_OUT[metric]];
  return all.map((value, path) => value - part[path]);
}
