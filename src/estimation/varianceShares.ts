/**
 * The share of a figure's variance that a group of independent inputs is owed: Sobol' indices (Sobol' 1993), by pairs of
 * paths A and B and their hybrid C, which takes the group from B and all else from A (Jansen 1999; Saltelli et al. 2010):
 *
 *   first order  1 - E (f(B) - f(C))^2 / E (f(A) - f(B))^2     the group alone
 *   total            E (f(A) - f(C))^2 / E (f(A) - f(B))^2     the group, alone and with others
 *
 * Both means are over the same pairs, so that a group that decides nothing has 0 and one that decides all has 1, exactly.
 * The error is that of a ratio of means (delta method), over pairs, or over sums of as many pairs as were drawn together: those
 * of one world of uncertain parameters. A first-order share of few pairs may come out below 0.
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
  /** Pairs that follow each other and were drawn together; 1: each by itself. */
  readonly together: number;
}

export interface Share {
  readonly estimate: Estimate;
  /** NaN: the pairs show none. */
  readonly error: number;
}

/** The share of the group alone. */
export function firstOrderShare(mixed: Mixed, confidence?: number): Share {
  const { first, second, hybrid, together } = mixed;
  const found = ratioOf(squares(second, hybrid), squares(first, second), together);
  return shareOf({ ...found, ratio: 1 - found.ratio }, confidence);
}

/** The share that would vanish with the group. */
export function totalShare(mixed: Mixed, confidence?: number): Share {
  const { first, second, hybrid, together } = mixed;
  return shareOf(ratioOf(squares(first, hybrid), squares(first, second), together), confidence);
}

function squares(one: Float64Array, other: Float64Array): Float64Array {
  return one.map((value, pair) => (value - other[pair]) ** 2);
}

interface Ratio {
  readonly ratio: number;
  readonly error: number;
  /** Independent sums behind it. */
  readonly groups: number;
}

/** Mean over mean, and its standard error. */
function ratioOf(above: Float64Array, below: Float64Array, together: number): Ratio {
  const total = below.reduce((sum, value) => sum + value, 0);
  const ratio = above.reduce((sum, value) => sum + value, 0) / total;
  const groups = Math.ceil(below.length / together);
  const apart = new Float64Array(groups);
  below.forEach((value, pair) => {
    apart[Math.floor(pair / together)] += above[pair] - ratio * value;
  });
  const deviations = apart.reduce((sum, value) => sum + value ** 2, 0);
  return { ratio, error: Math.sqrt((deviations * groups) / (groups - 1)) / total, groups };
}

function shareOf({ ratio, error, groups }: Ratio, confidence: number = CONFIDENCE): Share {
  if (!Number.isFinite(ratio))
    return { estimate: unresolved("both paths of every pair have the same value"), error: NaN };
  if (groups < 2) return { estimate: withoutInterval(ratio, "needs two worlds"), error: NaN };
  if (!(error > 0))
    return { estimate: withoutInterval(ratio, "all pairs show the same share"), error: NaN };
  const reach = studentCritical(confidence, groups - 1) * error;
  return { estimate: resolved(ratio, ratio - reach, ratio + reach), error };
}
