/**
 * Beta law on [0, 1] of mean m and concentration c: Beta(m c, (1 - m) c), the usual law of a fraction. x * density is a
 * beta density with the first parameter raised by 1. Quantile and CDF by @stdlib, good to 1e-12 relative.
 */
import betaCdf from "@stdlib/stats-base-dists-beta-cdf";
import betaQuantile from "@stdlib/stats-base-dists-beta-quantile";
import { requirePositive } from "./parameter.ts";
import type { Sampler } from "./sampler.ts";

/** @throws RangeError if mean is outside (0, 1) or concentration is not > 0 and finite */
export function beta(spec: { readonly mean: number; readonly concentration: number }): Sampler {
  const { mean, concentration } = spec;
  if (!(mean > 0 && mean < 1)) throw new RangeError(`beta.mean: must be in (0, 1), got ${mean}`);
  requirePositive("beta.concentration", concentration);
  const a = mean * concentration;
  const b = (1 - mean) * concentration;
  const below = betaCdf.factory(a, b);
  const above = betaCdf.factory(b, a);
  const shareBelow = betaCdf.factory(a + 1, b);
  return {
    quantile: betaQuantile.factory(a, b),
    cdf: below,
    survival: (x) => above(1 - x),
    partialMean: (x) => mean * shareBelow(x),
    mean,
  };
}
