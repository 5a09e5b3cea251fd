/**
 * Uniform law on [low, high].
 */
import { requireFinite } from "./parameter.ts";
import type { Sampler } from "./sampler.ts";

/** @throws RangeError if low or high is not finite, or low is not below high */
export function uniform(spec: { readonly low: number; readonly high: number }): Sampler {
  const { low, high } = spec;
  requireFinite("uniform.low", low);
  requireFinite("uniform.high", high);
  if (!(low < high)) throw new RangeError(`uniform.high: must be above low (${low}), got ${high}`);
  const width = high - low;
  const cdf = (x: number): number => Math.min(Math.max((x - low) / width, 0), 1);
  return {
    quantile: (u) => low + width * u,
    cdf,
    survival: (x) => Math.min(Math.max((high - x) / width, 0), 1),
    partialMean: (x) => (cdf(x) * (low + Math.min(Math.max(x, low), high))) / 2,
    mean: (low + high) / 2,
  };
}
