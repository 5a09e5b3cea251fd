/**
 * Student's t, not necessarily with whole degrees of freedom: t^2 / (t^2 + df) is Beta(1/2, df/2), df / (df + t^2) its
 * mirror image, whose quantiles come from @stdlib. Each side of .25 uses the one that does not cancel.
 */
import betaCdf from "@stdlib/stats-base-dists-beta-cdf";
import betaQuantile from "@stdlib/stats-base-dists-beta-quantile";

/** x with P(T <= x) = p, for p in (0, 1/2]: the lower half. */
export function lowerStudentQuantile(p: number, degrees: number): number {
  if (p < 0.25) {
    const share = betaQuantile(2 * p, degrees / 2, 0.5);
    return -Math.sqrt((degrees * (1 - share)) / share);
  }
  const share = betaQuantile(1 - 2 * p, 0.5, degrees / 2);
  return -Math.sqrt((degrees * share) / (1 - share));
}

/** P(T <= x) for x <= 0. */
export function lowerStudentCdf(x: number, degrees: number): number {
  return betaCdf(degrees / (degrees + x * x), degrees / 2, 0.5) / 2;
}
