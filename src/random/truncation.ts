/**
 * Truncation from above: the law of X given X <= cap, as if draws above the cap were drawn again. With F the law's own
 * CDF the quantile is F^-1(u F(cap)), one uniform a draw; no mass is piled on the cap.
 */
import type { Sampler } from "./sampler.ts";

/**
 * @param cap in the law's unit; Infinity leaves the law as it is
 * @throws RangeError if cap is NaN or the law has no mass up to it
 */
export function truncate(law: Sampler, cap: number): Sampler {
  if (cap === Infinity) return law;
  const mass = law.cdf(cap);
  if (!(mass > 0)) throw new RangeError(`cap: must leave some probability below it, got ${cap}`);
  const beyond = law.survival(cap);
  const partialMean = (x: number): number => law.partialMean(Math.min(x, cap)) / mass;
  return {
    // The minimum only takes back the last bit that inversion may round past the cap.
    quantile: (u) => Math.min(law.quantile(u * mass), cap),
    cdf: (x) => (x >= cap ? 1 : law.cdf(x) / mass),
    survival: (x) => (x >= cap ? 0 : Math.min((law.survival(x) - beyond) / mass, 1)),
    partialMean,
    mean: partialMean(cap),
  };
}
