/**
 * Critical values of the normal and of Student's t distribution: how many standard errors an interval reaches.
 *
 * z^2 is the chi-squared quantile with one degree of freedom (a gamma with shape 1/2), and t^2/(t^2 + df) is
 * Beta(1/2, df/2): both come from the tested quantiles of @stdlib, good to 1e-12.
 */
import betaQuantile from "@stdlib/stats-base-dists-beta-quantile";
import gammaQuantile from "@stdlib/stats-base-dists-gamma-quantile";
import { requireInside } from "./requirements.ts";

/**
 * z with P(|Z| <= z) = confidence for a standard normal Z.
 *
 * @param confidence in (0, 1)
 * @throws RangeError if confidence is outside (0, 1)
 */
export function normalCritical(confidence: number): number {
  requireInside("confidence", confidence, 0, 1);
  return Math.sqrt(gammaQuantile(confidence, 0.5, 0.5));
}

/**
 * t with P(|T| <= t) = confidence for Student's T.
 *
 * @param confidence in (0, 1)
 * @param degrees degrees of freedom, > 0, not necessarily whole
 * @throws RangeError if confidence is outside (0, 1) or degrees <= 0
 */
export function studentCritical(confidence: number, degrees: number): number {
  requireInside("confidence", confidence, 0, 1);
  requireInside("degrees", degrees, 0, Infinity);
  const share = betaQuantile(confidence, 0.5, degrees / 2);
  return Math.sqrt((degrees * share) / (1 - share));
}
