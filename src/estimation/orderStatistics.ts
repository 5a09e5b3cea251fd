/**
 * Which order statistics enclose a quantile, from the binomial distribution, without any assumption on the losses.
 *
 * The number of draws below the true quantile is Binomial(n, level), so X(lower) <= q <= X(upper) holds with
 * probability P(lower <= B <= upper - 1) (David and Nagaraja, Order Statistics, 2003, 7.1). lower is the largest rank
 * with P(B < lower) <= (1 - confidence)/2, upper the smallest with P(B < upper) >= (1 + confidence)/2; for discrete
 * losses coverage can only rise. Ranks 0 and n + 1 do not exist: the sample does not reach that far.
 */
import { requireInside } from "./requirements.ts";

/** Terms smaller than this share of the largest are beyond double precision. */
const NEGLIGIBLE = 1e-20;

/** Ranks count from 1. `lower` 0 or `upper` n + 1 stand for a rank the sample does not have. */
export interface OrderStatistics {
  readonly lower: number;
  readonly upper: number;
  /** P(X(lower) <= q < X(upper)) for continuous losses; ranks outside the sample count as infinite. */
  readonly coverage: number;
}

/**
 * The ranks of the order statistics that enclose a quantile.
 *
 * @param count number of draws, a whole number >= 1
 * @param level of the quantile, in (0, 1)
 * @param confidence in (0, 1)
 * @throws RangeError if an argument is out of range
 */
export function orderStatistics(count: number, level: number, confidence: number): OrderStatistics {
  requireInside("level", level, 0, 1);
  requireInside("confidence", confidence, 0, 1);
  const { first, probabilities } = binomialTerms(count, level);
  const outside = (1 - confidence) / 2;
  let lower = first;
  let upper = count + 1;
  let coverage = 0;
  let below = 0; // P(B < rank)
  for (let i = 0; i <= probabilities.length; i++) {
    const rank = first + i;
    if (below <= outside) lower = rank;
    else coverage += probabilities[i - 1];
    if (below >= 1 - outside) {
      upper = rank;
      break;
    }
    if (i < probabilities.length) below += probabilities[i];
  }
  return { lower, upper, coverage };
}

/**
 * The binomial probabilities that double precision can see, by the ratio of neighbours outward from the mode, so that
 * no factorial of a large number is formed.
 *
 * @param trials whole number >= 1
 * @param probability of one success, in (0, 1)
 * @returns `probabilities[i]` = P(B = first + i); they sum to 1
 * @throws RangeError if trials is not a whole number >= 1
 */
export function binomialTerms(
  trials: number,
  probability: number,
): { readonly first: number; readonly probabilities: readonly number[] } {
  if (!Number.isInteger(trials) || trials < 1) {
    throw new RangeError(`trials must be a whole number >= 1, got ${trials}`);
  }
  requireInside("probability", probability, 0, 1);
  const odds = probability / (1 - probability);
  const mode = Math.min(trials, Math.floor((trials + 1) * probability));
  const below: number[] = [];
  for (let k = mode, term = 1; k > 0 && term > NEGLIGIBLE; k--) {
    term *= k / ((trials - k + 1) * odds);
    below.push(term);
  }
  const above: number[] = [];
  for (let k = mode, term = 1; k < trials && term > NEGLIGIBLE; k++) {
    term *= ((trials - k) * odds) / (k + 1);
    above.push(term);
  }
  const terms = [...below.reverse(), 1, ...above];
  const total = terms.reduce((sum, term) => sum + term, 0);
  return { first: mode - below.length, probabilities: terms.map((term) => term / total) };
}
