/**
 * Weighted mean and variance that can be added to, and merged, without losing digits.
 *
 * West (1979) for one value, Chan, Golub and LeVeque (1983) for two parts: only deviations from the running mean are
 * squared, so 1e9 + {4, 7, 13, 16} has variance 30 however it is split. The variance is scaled by n/(n - 1), n the
 * number of values: with equal weights it is the sample variance, and a common factor of the weights drops out.
 */
import { requireFinite, requireWeights } from "./requirements.ts";
import type { Numbers } from "./requirements.ts";

/** The first two moments of a part of a sample. */
export interface Moments {
  readonly count: number;
  readonly weight: number;
  readonly mean: number;
  /** Weighted sum of squared deviations from the mean. */
  readonly deviations: number;
}

/** The moments of nothing. */
export const NONE: Moments = { count: 0, weight: 0, mean: 0, deviations: 0 };

/**
 * The moments of one part, its values taken in order.
 *
 * @param values finite numbers
 * @param weights one per value, >= 0, not all 0; undefined means 1 each
 * @throws RangeError naming `values` or `weights`
 */
export function momentsOf(values: Numbers, weights: Numbers | undefined): Moments {
  requireFinite("values", values);
  if (weights !== undefined) requireWeights(weights, values.length);
  let moments = NONE;
  for (let i = 0; i < values.length; i++)
    moments = addMoments(moments, values[i], weights === undefined ? 1 : weights[i]);
  return moments;
}

/** The moments with one value more; its weight may be 0. */
export function addMoments(before: Moments, value: number, added: number): Moments {
  const count = before.count + 1;
  if (added === 0) return { ...before, count };
  // Not by the division below, whose rounding would give equal values a spread.
  if (before.weight === 0) return { count, weight: added, mean: value, deviations: 0 };
  const gap = value - before.mean;
  const weight = before.weight + added;
  const mean = before.mean + (gap * added) / weight;
  return { count, weight, mean, deviations: before.deviations + added * gap * (value - mean) };
}

/** The moments of two parts together; either may be empty (weight 0). */
export function mergeMoments(a: Moments, b: Moments): Moments {
  if (a.weight === 0 || b.weight === 0) {
    const heavy = a.weight === 0 ? b : a;
    return { ...heavy, count: a.count + b.count };
  }
  const weight = a.weight + b.weight;
  const gap = b.mean - a.mean;
  return {
    count: a.count + b.count,
    weight,
    mean: a.mean + (gap * b.weight) / weight,
    deviations: a.deviations + b.deviations + (gap * gap * a.weight * b.weight) / weight,
  };
}

/**
 * The sample variance.
 *
 * @throws RangeError naming `count` if there are fewer than two values
 */
export function varianceOf(moments: Moments): number {
  if (moments.count < 2) throw new RangeError(`count must be at least 2, got ${moments.count}`);
  return ((moments.deviations / moments.weight) * moments.count) / (moments.count - 1);
}
