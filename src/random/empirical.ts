/**
 * The law of a sample: each value with probability 1/n. The quantile is a step function, the smallest value with
 * F(value) >= u; nothing is interpolated, so a draw is always something that was observed.
 */
import { requireFinite } from "./parameter.ts";
import type { Sampler } from "./sampler.ts";

/** @throws RangeError if there are no values or one is not finite */
export function empirical(spec: { readonly values: readonly number[] }): Sampler {
  const n = spec.values.length;
  if (n === 0) throw new RangeError("empirical.values: must not be empty, got 0 values");
  spec.values.forEach((value, index) => requireFinite(`empirical.values[${index}]`, value));
  const sorted = Float64Array.from(spec.values).sort();
  const sums = new Float64Array(n + 1);
  for (let k = 0; k < n; k++) sums[k + 1] = sums[k]! + sorted[k]!;
  return {
    quantile: (u) => sorted[rank(u, n)]!,
    cdf: (x) => countUpTo(sorted, x) / n,
    survival: (x) => (n - countUpTo(sorted, x)) / n,
    partialMean: (x) => sums[countUpTo(sorted, x)]! / n,
    mean: sums[n]! / n,
  };
}

/** Smallest k with (k + 1) / n >= u. The product u * n may round up past a whole number: hence the step back. */
function rank(u: number, n: number): number {
  const k = Math.ceil(u * n) - 1;
  return k > 0 && k / n >= u ? k - 1 : Math.max(k, 0);
}

/** How many of the sorted values are <= x. */
function countUpTo(sorted: Float64Array, x: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! <= x) low = middle + 1;
    else high = middle;
  }
  return low;
}
