/**
 * Gamma law of given mean and shape (rate = shape / mean): the sum of `shape` exponential stages when shape is whole.
 * x * density is a gamma density of shape + 1. Quantile and CDF by @stdlib, good to 1e-12 relative.
 */
import gammaInc from "@stdlib/math-base-special-gammainc";
import gammaCdf from "@stdlib/stats-base-dists-gamma-cdf";
import gammaQuantile from "@stdlib/stats-base-dists-gamma-quantile";
import { requirePositive } from "./parameter.ts";
import type { Sampler } from "./sampler.ts";

/** @throws RangeError if mean or shape is not > 0 and finite */
export function gamma(spec: { readonly mean: number; readonly shape: number }): Sampler {
  const { mean, shape } = spec;
  requirePositive("gamma.mean", mean);
  requirePositive("gamma.shape", shape);
  const rate = shape / mean;
  const below = gammaCdf.factory(shape, rate);
  const shareBelow = gammaCdf.factory(shape + 1, rate);
  return {
    quantile: gammaQuantile.factory(shape, rate),
    cdf: (x) => (x > 0 ? below(x) : 0),
    survival: (x) => (x > 0 ? gammaInc(x * rate, shape, true, true) : 1),
    partialMean: (x) => (x > 0 ? mean * shareBelow(x) : 0),
    mean,
  };
}
