/**
 * Wilks' sample size: how many draws it takes until the largest of them is an upper bound of a quantile.
 *
 * P(the largest of n >= q) = 1 - level^n >= confidence (Wilks 1941, first order); 59 draws for 95/95. It is also the
 * resolution rule of the summary: with fewer draws a quantile has no upper limit inside the sample.
 */
import { requireInside } from "./requirements.ts";

/**
 * The least number of draws whose largest exceeds the quantile with the given confidence.
 *
 * @param level of the quantile, in (0, 1)
 * @param confidence in (0, 1)
 * @throws RangeError if level or confidence is outside (0, 1)
 */
export function wilksSampleSize(level: number, confidence: number): number {
  requireInside("level", level, 0, 1);
  requireInside("confidence", confidence, 0, 1);
  return Math.ceil(Math.log1p(-confidence) / Math.log(level));
}
