/**
 * A sample sorted once, with the weight standing at and above each value: what every tail estimator reads.
 *
 * Weights come in two kinds. *Relative* weights matter up to a factor: the mass is their sum. *Likelihood* ratios of an
 * importance-sampled run have mean 1 by construction: the mass is the number of draws n, so that a tail probability is
 * (1/n) sum w 1{L > x}, which is unbiased and does not inherit the noise of weights far from the tail (Owen, Monte
 * Carlo theory, 2013, 9.1-9.2). Weights that are all equal carry nothing and become ones.
 */

/** Any array of numbers; never written to. */
export type Numbers = ArrayLike<number>;

/** `relative`: only ratios of weights matter. `likelihood`: ratios of densities with mean 1. */
export type WeightKind = "relative" | "likelihood";

export interface SortedSample {
  /** Ascending. */
  readonly values: Float64Array;
  /** `weightFrom[i]` = sum of the weights of values[i] and all after it; one longer than `values`, its last is 0. */
  readonly weightFrom: Float64Array;
  /** The same sums of squared weights. */
  readonly squareFrom: Float64Array;
  /** What a weight is a share of in the tail: the sum of weights, or n for likelihood ratios. */
  readonly mass: number;
  readonly largestWeight: number;
  /** All weights are the same: counting is exact. */
  readonly equal: boolean;
}

/**
 * Sorts a sample and adds up its weights from the top, where precision is wanted.
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
  requireFinite("values", values);
  if (weights === undefined) return sortEqual(values);
  requireWeights(weights, values.length);
  return areEqual(weights) ? sortEqual(values) : sortWeighted(values, weights, kind);
}

/** Number of values < x; x any number. */
export function countBelow(sample: SortedSample, x: number): number {
  return bisect(sample.values, (value) => value < x);
}

/** Number of values <= x; x any number. */
export function countAtMost(sample: SortedSample, x: number): number {
  return bisect(sample.values, (value) => value <= x);
}

/** @throws RangeError naming `name` if the array is empty or holds a value that is not finite */
export function requireFinite(name: string, values: Numbers): void {
  if (values.length === 0) throw new RangeError(`${name} must not be empty`);
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i]))
      throw new RangeError(`${name}[${i}] must be finite, got ${values[i]}`);
  }
}

/** @throws RangeError naming `weights` unless there are `count` of them, finite, >= 0 and not all 0 */
export function requireWeights(weights: Numbers, count: number): void {
  if (weights.length !== count) {
    throw new RangeError(`weights must be as many as values (${count}), got ${weights.length}`);
  }
  requireFinite("weights", weights);
  let positive = false;
  for (let i = 0; i < weights.length; i++) {
    if (weights[i] < 0)
      throw new RangeError(`weights[${i}] must not be negative, got ${weights[i]}`);
    positive ||= weights[i] > 0;
  }
  if (!positive) throw new RangeError("weights must not all be 0");
}

/** @throws RangeError naming `name` unless low < value < high */
export function requireInside(name: string, value: number, low: number, high: number): void {
  if (!(value > low && value < high)) {
    throw new RangeError(`${name} must lie between ${low} and ${high}, got ${value}`);
  }
}

/** Whether all weights are one number; true for a single one. */
export function areEqual(weights: Numbers): boolean {
  for (let i = 1; i < weights.length; i++) if (weights[i] !== weights[0]) return false;
  return true;
}

function bisect(values: Float64Array, isLeft: (value: number) => boolean): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isLeft(values[middle])) low = middle + 1;
    else high = middle;
  }
  return low;
}

function sortEqual(values: Numbers): SortedSample {
  const count = values.length;
  const weightFrom = Float64Array.from({ length: count + 1 }, (_, i) => count - i);
  const sorted = Float64Array.from(values).sort();
  return {
    values: sorted,
    weightFrom,
    squareFrom: weightFrom,
    mass: count,
    largestWeight: 1,
    equal: true,
  };
}

function sortWeighted(values: Numbers, weights: Numbers, kind: WeightKind): SortedSample {
  const count = values.length;
  // Ties are ordered by weight, so that the order of the draws reaches no sum.
  const order = new Uint32Array(count)
    .map((_, i) => i)
    .sort((a, b) => values[a] - values[b] || weights[a] - weights[b]);
  const weightFrom = new Float64Array(count + 1);
  const squareFrom = new Float64Array(count + 1);
  let largestWeight = 0;
  for (let i = count - 1; i >= 0; i--) {
    const weight = weights[order[i]];
    weightFrom[i] = weightFrom[i + 1] + weight;
    squareFrom[i] = squareFrom[i + 1] + weight * weight;
    largestWeight = Math.max(largestWeight, weight);
  }
  const mass = kind === "likelihood" ? count : weightFrom[0];
  const sorted = Float64Array.from(order, (i) => values[i]);
  return { values: sorted, weightFrom, squareFrom, mass, largestWeight, equal: false };
}
