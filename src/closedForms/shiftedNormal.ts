/**
 * Importance sampling of P(Z > x) by a shifted normal: how much it is worth, in closed form.
 *
 * Draws from N(shift, 1) carry the weight exp(-shift z + shift^2/2), whose second moment over the event is exp(shift^2)
 * N(-x - shift); plain draws have p(1 - p) (Glasserman, Monte Carlo Methods in Financial Engineering, 2003, 4.6).
 */
import { normalCdf } from "../random/normalCdf.ts";

/** Variance of one weighted draw's contribution. */
export function shiftedVariance(threshold: number, shift: number): number {
  const probability = normalCdf(-threshold);
  return Math.exp(shift * shift) * normalCdf(-threshold - shift) - probability * probability;
}

/** Variance of one plain draw's contribution. */
export function plainVariance(threshold: number): number {
  const probability = normalCdf(-threshold);
  return probability * (1 - probability);
}
