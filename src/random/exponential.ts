/**
 * Exponential law: P(X <= x) = 1 - exp(-x / mean), the time to the next event of a Poisson process.
 */
import gammaCdf from "@stdlib/stats-base-dists-gamma-cdf";
import { requirePositive } from "./parameter.ts";
import type { Sampler } from "./sampler.ts";

/** @throws RangeError if mean is not > 0 and finite */
export function exponential(spec: { readonly mean: number }): Sampler {
  const { mean } = spec;
  requirePositive("exponential.mean", mean);
  return {
    quantile: (u) => -mean * Math.log1p(-u),
    cdf: (x) => (x > 0 ? -Math.expm1(-x / mean) : 0),
    survival: (x) => (x > 0 ? Math.exp(-x / mean) : 1),
    // x * density is a gamma density of shape 2; 1 - (1 + t) exp(-t) would cancel for small t.
    partialMean: (x) => (x > 0 ? mean * gammaCdf(x, 2, 1 / mean) : 0),
    mean,
  };
}
