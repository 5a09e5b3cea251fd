/**
 * The rate behind a number of rare events, with the exact interval of Garwood (1936).
 *
 * Seeing n events in an exposure T, the limits are chi-squared quantiles: low = G(a/2; n)/T, high = G(1 - a/2; n + 1)/T,
 * G the gamma quantile of that shape. It covers at least as often as it says; with no event the low end is 0.
 */
import gammaQuantile from "@stdlib/stats-base-dists-gamma-quantile";
import { CONFIDENCE } from "./estimate.ts";
import type { Interval } from "./estimate.ts";
import { requireInside } from "./requirements.ts";

/**
 * The interval of a Poisson rate.
 *
 * @param events whole number >= 0
 * @param exposure > 0, in the unit whose inverse the rate has
 * @param confidence in (0, 1)
 * @throws RangeError naming the argument that is out of range
 */
export function poissonRate(
  events: number,
  exposure: number,
  confidence: number = CONFIDENCE,
): Interval & { readonly rate: number } {
  if (!Number.isInteger(events) || events < 0)
    throw new RangeError(`events must be a whole number >= 0, got ${events}`);
  requireInside("exposure", exposure, 0, Infinity);
  requireInside("confidence", confidence, 0, 1);
  const outside = (1 - confidence) / 2;
  return {
    rate: events / exposure,
    low: events === 0 ? 0 : gammaQuantile(outside, events, exposure),
    high: gammaQuantile(1 - outside, events + 1, exposure),
  };
}
