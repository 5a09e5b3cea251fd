/**
 * How much a set of importance weights is worth.
 *
 * The effective sample size (sum w)^2 / sum w^2 (Kish 1965) is the number of equally weighted draws with the same
 * variance of a mean; the largest share says whether one path carries the estimate alone. Both refer to means of
 * ordinary quantities: a well-tilted run estimates a rare event better than its effective size suggests.
 */
import { requireWeights } from "./requirements.ts";
import type { Numbers } from "./requirements.ts";

/**
 * The effective sample size, between 1 and the number of weights.
 *
 * @param weights finite, >= 0, not all 0
 * @throws RangeError naming `weights`
 */
export function effectiveSampleSize(weights: Numbers): number {
  requireWeights(weights, weights.length);
  return effectiveSizeOf([weights]);
}

/** The same of weights that are known to be good and come in chunks, which are gone over twice. */
export function effectiveSizeOf(chunks: Iterable<Numbers>): number {
  const largest = largestIn(chunks);
  let sum = 0;
  let squares = 0;
  for (const weights of chunks) {
    for (let i = 0; i < weights.length; i++) {
      const share = weights[i] / largest; // tiny and huge weights neither vanish nor overflow when squared
      sum += share;
      squares += share * share;
    }
  }
  return (sum * sum) / squares;
}

/**
 * The share of the largest weight in their sum, in (0, 1].
 *
 * @param chunks weights that are known to be good, finite, >= 0 and not all 0; gone over twice
 */
export function largestShareOf(chunks: Iterable<Numbers>): number {
  const largest = largestIn(chunks);
  let sum = 0;
  for (const weights of chunks)
    for (let i = 0; i < weights.length; i++) sum += weights[i] / largest;
  return 1 / sum;
}

function largestIn(chunks: Iterable<Numbers>): number {
  let largest = 0;
  for (const weights of chunks) largest = Math.max(largest, largestOf(weights));
  return largest;
}

function largestOf(weights: Numbers): number {
  let largest = weights[0];
  for (let i = 1; i < weights.length; i++) largest = Math.max(largest, weights[i]);
  return largest;
}
