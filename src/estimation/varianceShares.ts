/**
 * The share of a figure's variance that a group of independent inputs is owed: Sobol' indices (Sobol' 1993), by pairs of
 * paths A and B and their hybrid C, which takes the group from B and all else from A (Jansen 1999; Saltelli et al. 2010):
 *
 *   first order  1 - E (f(B) - f(C))^2 / E (f(A) - f(B))^2     the group alone
 *   total            E (f(A) - f(C))^2 / E (f(A) - f(B))^2     the group, alone and with others
 *
 * Both means are over the same pairs, so that a group that decides nothing has 0 and one that decides all has 1, exactly.
 * The error is that of a ratio of means (delta method). A first-order share of few pairs may come out below 0.
 */
import { CONFIDENCE, resolved, unresolved, withoutInterval } from "./estimate.ts";
import type { Estimate } from "./estimate.ts";
import { studentCritical } from "./criticalValue.ts";

/** A figure on pairs of paths and on their hybrids, equally long. */
export interface Mixed {
  readonly first: Float64Array;
  readonly second: Float64Array;
  /** With the group from the second, all else from the first. */
  readonly hybrid: Float64Array;
}

export interface Share {
  readonly estimate: Estimate;
  /** NaN: the pairs show none. */
  readonly error: number;
}

/** The share of the group alone. */
export function firstOrderShare({ first, second, hybrid }: Mixed, confidence?: number): Share {
  const { ratio, error } = ratioOf(squares(second, hybrid), squares(first, second));
  return shareOf(1 - ratio, error, first.length, confidence);
}

/** The share that would vanish with the group. */
export function totalShare({ first, second, hybrid }: Mixed, confidence?: number): Share {
  const { ratio, error } = ratioOf(squares(first, hybrid), squares(first, second));
  return shareOf(ratio, error, first.length, confidence);
}

function squares(one: Float64Array, other: Float64Array): Float64Array {
  return one.map((value, pair) => (value - other[pair]) ** 2);
}

/** Mean over mean, and its standard error. */
function ratioOf(above: Float64Array, below: Float64Array): { ratio: number; error: number } {
  const total = below.reduce((sum, value) => sum + value, 0);
  const ratio = above.reduce((sum, value) => sum + value, 0) / total;
  const pairs = below.length;
  let deviations = 0;
  for (let pair = 0; pair < pairs; pair++) deviations += (above[pair] - ratio * below[pair]) ** 2;
  return { ratio, error: Math.sqrt((deviations * pairs) / (pairs - 1)) / total };
}

function shareOf(
  value: number,
  error: number,
  pairs: number,
  confidence: number = CONFIDENCE,
): Share {
  if (!Number.isFinite(value))
    return { estimate: unresolved("both paths of every pair have the same value"), error: NaN };
  if (!(error > 0))
    return { estimate: withoutInterval(value, "all pairs show the same share"), error: NaN };
  const reach = studentCritical(confidence, pairs - 1) * error;
  return { estimate: resolved(value, value - reach, value + reach), error };
}
