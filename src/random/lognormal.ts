/**
 * Lognormal law: log X is normal with mean log(median) and standard deviation sigma. The mean is median *
 * exp(sigma^2 / 2), its share below x the normal CDF shifted by sigma.
 */
import { inverseNormal } from "./inverseNormal.ts";
import { normalCdf } from "./normalCdf.ts";
import { requirePositive } from "./parameter.ts";
import type { Sampler } from "./sampler.ts";

/** @throws RangeError if median or sigma is not > 0 and finite, or sigma is so large that the mean overflows */
export function lognormal(spec: { readonly median: number; readonly sigma: number }): Sampler {
  const { median, sigma } = spec;
  requirePositive("lognormal.median", median);
  requirePositive("lognormal.sigma", sigma);
  const mean = median * Math.exp((sigma * sigma) / 2);
  if (mean === Infinity) throw new RangeError(`lognormal.sigma: the mean overflows, got ${sigma}`);
  const standardise = (x: number): number => Math.log(x / median) / sigma;
  return {
    quantile: (u) => median * Math.exp(sigma * inverseNormal(u)),
    cdf: (x) => (x > 0 ? normalCdf(standardise(x)) : 0),
    survival: (x) => (x > 0 ? normalCdf(-standardise(x)) : 1),
    partialMean: (x) => (x > 0 ? mean * normalCdf(standardise(x) - sigma) : 0),
    mean,
  };
}
