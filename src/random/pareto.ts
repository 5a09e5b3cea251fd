/**
 * Pareto law: P(X > x) = (minimum / x)^alpha above the minimum. The mean is infinite for alpha <= 1, its truncated
 * share is not: with l = log(x / minimum), E[X; X <= x] = alpha * minimum * (1 - exp(-(alpha - 1) l)) / (alpha - 1),
 * and alpha * minimum * l at alpha = 1.
 */
import { requirePositive } from "./parameter.ts";
import type { Sampler } from "./sampler.ts";

/** @throws RangeError if minimum or alpha is not > 0 and finite */
export function pareto(spec: { readonly minimum: number; readonly alpha: number }): Sampler {
  const { minimum, alpha } = spec;
  requirePositive("pareto.minimum", minimum);
  requirePositive("pareto.alpha", alpha);
  const excess = alpha - 1;
  return {
    quantile: (u) => minimum * Math.exp(-Math.log1p(-u) / alpha),
    cdf: (x) => (x > minimum ? -Math.expm1(-alpha * Math.log(x / minimum)) : 0),
    survival: (x) => (x > minimum ? Math.exp(-alpha * Math.log(x / minimum)) : 1),
    partialMean: (x) => {
      if (x <= minimum) return 0;
      const l = Math.log(x / minimum);
      return alpha * minimum * (excess === 0 ? l : -Math.expm1(-excess * l) / excess);
    },
    mean: excess > 0 ? (alpha * minimum) / excess : Infinity,
  };
}
