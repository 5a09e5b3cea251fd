/**
 * Influence values: how much each path moves an estimate.
 *
 * An estimate that is smooth in the empirical distribution errs by the mean of its influence values psi, one per path
 * (Hampel 1974): with paths that are independent its variance is sum psi^2 / n^2, and what is not independent (a pair of
 * mirrored paths, a scramble, the same path in two variants) is added up first. Ratios are linearised, w (x - m)/mean
 * w; a path without a value has weight 0. Likelihood ratios keep the mass n in the tail, as the estimates do.
 */
import { massAt } from "./quantile.ts";
import type { SortedSample } from "./sortedSample.ts";

/** One cell per path; NaN: the path has none. */
export interface Cells {
  readonly values: Float64Array;
  /** Finite, >= 0, one per path. */
  readonly weights: Float64Array;
}

function meanWeight({ values, weights }: Cells): number {
  let total = 0;
  for (let path = 0; path < values.length; path++)
    if (!Number.isNaN(values[path])) total += weights[path];
  return total / values.length;
}

function fromEach({ values, weights }: Cells, of: (value: number, weight: number) => number) {
  const influence = new Float64Array(values.length);
  for (let path = 0; path < values.length; path++) {
    if (!Number.isNaN(values[path])) influence[path] = of(values[path], weights[path]);
  }
  return influence;
}

/** Of the weighted mean. @param mean the estimate itself */
export function meanInfluence(cells: Cells, mean: number): Float64Array {
  const average = meanWeight(cells);
  return fromEach(cells, (value, weight) => (weight * (value - mean)) / average);
}

/** Of the standard deviation, which must be above 0. */
export function deviationInfluence(cells: Cells, mean: number, deviation: number): Float64Array {
  const average = meanWeight(cells);
  return fromEach(
    cells,
    (value, weight) =>
      (weight * ((value - mean) ** 2 - deviation ** 2)) / (2 * deviation * average),
  );
}

/** Of P(value > threshold). @param sample of the cells that have a value */
export function probabilityInfluence(
  cells: Cells,
  sample: SortedSample,
  threshold: number,
  probability: number,
): Float64Array {
  const rare = probability <= 0.5 && sample.mass !== sample.weightFrom(0);
  const average = rare ? 1 : meanWeight(cells);
  return fromEach(cells, (value, weight) => {
    const above = value > threshold ? 1 : 0;
    return (weight * above - (rare ? probability : weight * probability)) / average;
  });
}

/** Of the expected shortfall; the error of the quantile has no first-order effect. @param quantile at the level */
export function shortfallInfluence(
  cells: Cells,
  sample: SortedSample,
  level: number,
  quantile: number,
  shortfall: number,
): Float64Array {
  const mass = massAt(sample, level);
  const average = mass / cells.values.length;
  const excess = (shortfall - quantile) * (1 - level);
  const ratio = mass === sample.weightFrom(0);
  return fromEach(cells, (value, weight) => {
    const weighted = weight * Math.max(value - quantile, 0);
    return (weighted - (ratio ? weight * excess : excess * average)) / (average * (1 - level));
  });
}

/**
 * Standard error of an estimate whose paths are independent.
 * @param influence one per path, two or more
 */
export function influenceError(influence: Float64Array): number {
  const count = influence.length;
  let sum = 0;
  for (let path = 0; path < count; path++) sum += influence[path];
  const mean = sum / count;
  let squares = 0;
  for (let path = 0; path < count; path++) squares += (influence[path] - mean) ** 2;
  return Math.sqrt(squares / (count - 1) / count);
}
