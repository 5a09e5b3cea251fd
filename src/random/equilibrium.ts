/**
 * Equilibrium (residual-life) law: how much of a duration is left, seen at a time that knows nothing of its start.
 * Density (1 - F(x)) / mean; its distribution function (E[X; X <= x] + x (1 - F(x))) / mean needs no integral. Inverted
 * by bisection between doubles, at the draw: it is drawn at most once per path and component (Cox 1962).
 */
import type { Sampler } from "./sampler.ts";

/**
 * The quantile of the residual of `law`.
 *
 * @throws RangeError if the law has no finite mean, or a mean of 0
 */
export function equilibriumQuantile(law: Sampler): (u: number) => number {
  const { mean } = law;
  if (!(mean > 0) || mean === Infinity)
    throw new RangeError(`the residual of a duration needs a finite mean above 0, got ${mean}`);
  const cdf = (x: number): number => (law.partialMean(x) + x * (1 - law.cdf(x))) / mean;
  return (u) => {
    let low = 0;
    let high = mean;
    while (cdf(high) < u && high < Number.MAX_VALUE / 2) {
      low = high;
      high *= 2;
    }
    for (let middle = low + (high - low) / 2; middle > low && middle < high;) {
      if (cdf(middle) < u) low = middle;
      else high = middle;
      middle = low + (high - low) / 2;
    }
    return high;
  };
}
