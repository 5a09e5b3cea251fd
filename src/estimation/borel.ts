/**
 * The Borel distribution: the total size of a cascade in which each liquidation causes Poisson(m) others.
 *
 * P(N = n) = exp(-m n) (m n)^(n-1) / n!, mean 1/(1 - m), variance m/(1 - m)^3 (Borel 1942; Tanner 1961). It is what
 * cascade sizes would be if branching were constant and unlimited: depth that runs out or refills shows as a departure.
 * A cascade that r liquidations begin together has the sum of r such sizes (Borel-Tanner, Tanner 1961; Haight and Breuer
 * 1960): P(N = n) = r/n exp(-m n) (m n)^(n-r) / (n-r)!.
 */
import { requireInside } from "./requirements.ts";

/**
 * P(cascade has `size` liquidations).
 *
 * @param size whole number >= 1
 * @param branching mean number caused by one, in (0, 1)
 * @throws RangeError if an argument is out of range
 */
export function borelProbability(size: number, branching: number): number {
  requireSize("size", size);
  requireInside("branching", branching, 0, 1);
  // exp(-m)/n times n - 1 factors (m n/k) exp(-m): in logarithms, so that no power overflows.
  let logarithm = -branching - Math.log(size);
  for (let k = 1; k < size; k++) logarithm += Math.log((branching * size) / k) - branching;
  return Math.exp(logarithm);
}

/**
 * P(a cascade of `roots` that begin together has `size` liquidations), for each size up to the largest.
 *
 * @param roots whole number >= 1
 * @param branching mean number caused by one, in [0, 1)
 * @param largest whole number >= 1
 * @returns by size; cell 0 is 0
 * @throws RangeError if an argument is out of range
 */
export function borelTannerProbabilities(
  roots: number,
  branching: number,
  largest: number,
): Float64Array {
  requireSize("roots", roots);
  requireSize("largest", largest);
  if (!(branching >= 0 && branching < 1))
    throw new RangeError(`branching must lie in [0, 1), got ${branching}`);
  const probabilities = new Float64Array(largest + 1);
  let factorial = 0; // log (n - r)!
  for (let size = roots; size <= largest; size++) {
    const caused = size - roots;
    if (caused > 0) factorial += Math.log(caused);
    const power = caused === 0 ? 0 : caused * Math.log(branching * size);
    probabilities[size] = (roots / size) * Math.exp(power - branching * size - factorial);
  }
  return probabilities;
}

/** Mean size, 1/(1 - branching); branching in (0, 1). */
export function borelMean(branching: number): number {
  requireInside("branching", branching, 0, 1);
  return 1 / (1 - branching);
}

/** Variance of the size, branching/(1 - branching)^3; branching in (0, 1). */
export function borelVariance(branching: number): number {
  requireInside("branching", branching, 0, 1);
  return branching / (1 - branching) ** 3;
}

function requireSize(name: string, size: number): void {
  if (!Number.isInteger(size) || size < 1) {
    throw new RangeError(`${name} must be a whole number >= 1, got ${size}`);
  }
}
