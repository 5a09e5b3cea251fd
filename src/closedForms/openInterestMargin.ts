/**
 * Margin that grows with open interest, as dYdX v4 scales it: between two caps the initial margin rises in a straight line
 * from its base to the whole notional (protocol/x/perpetuals, `GetMarginRequirements`).
 *
 *   initial = base + (1 - base) * clamp((open interest - lower) / (upper - lower), 0, 1)
 *
 * The rule's maintenance margin is a fixed share of it. Left out: dYdX takes that share of the unscaled base, which would
 * make the rule a constant.
 */

/** Rates in (0, 1], caps in USD of open interest, lower < upper. */
export interface OpenInterestRule {
  readonly base: number;
  readonly maintenanceShare: number;
  readonly lowerCap: number;
  readonly upperCap: number;
}

/** dYdX v4, mid-cap markets (`models/data/venue_margin_params.csv`, 2026-03). */
export const DYDX_MID_CAP: OpenInterestRule = {
  base: 0.05,
  maintenanceShare: 0.6,
  lowerCap: 40e6,
  upperCap: 100e6,
};

/** The rule's maintenance margin. @param openInterest USD, >= 0 */
export function openInterestMaintenance(rule: OpenInterestRule, openInterest: number): number {
  const { base, maintenanceShare, lowerCap, upperCap } = rule;
  if (!(openInterest >= 0)) throw new RangeError(`open interest must be >= 0, got ${openInterest}`);
  const scaled = Math.min(1, Math.max(0, (openInterest - lowerCap) / (upperCap - lowerCap)));
  return maintenanceShare * (base + (1 - base) * scaled);
}
