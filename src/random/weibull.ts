/**
 * Weibull law: P(X <= x) = 1 - exp(-(x / scale)^shape); shape < 1 has a falling hazard, > 1 a rising one.
 *
 * With t = (x / scale)^shape exponential, the mean scale * Gamma(1 + 1/shape) has the share P(1 + 1/shape, t) below x,
 * P the regularised incomplete gamma function.
 */
import gammaFunction from "@stdlib/math-base-special-gamma";
import gammaCdf from "@stdlib/stats-base-dists-gamma-cdf";
import { requirePositive } from "./parameter.ts";
import type { Sampler } from "./sampler.ts";

/** @throws RangeError if scale or shape is not > 0 and finite, or shape is so small that the mean overflows */
export function weibull(spec: { readonly scale: number; readonly shape: number }): Sampler {
  const { scale, shape } = spec;
  requirePositive("weibull.scale", scale);
  requirePositive("weibull.shape", shape);
  const mean = scale * gammaFunction(1 + 1 / shape);
  if (mean === Infinity) throw new RangeError(`weibull.shape: the mean overflows, got ${shape}`);
  const shareBelow = gammaCdf.factory(1 + 1 / shape, 1);
  return {
    quantile: (u) => scale * Math.pow(-Math.log1p(-u), 1 / shape),
    cdf: (x) => (x > 0 ? -Math.expm1(-Math.pow(x / scale, shape)) : 0),
    survival: (x) => (x > 0 ? Math.exp(-Math.pow(x / scale, shape)) : 1),
    partialMean: (x) => (x > 0 ? mean * shareBelow(Math.pow(x / scale, shape)) : 0),
    mean,
  };
}
