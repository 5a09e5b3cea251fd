/**
 * Profit gate: a keeper takes the largest slice of an account that does not lose money.
 *
 *   keeper_share * penalty * n - gas - n * c(n)
 *
 * n USD of notional, c the average displacement of the slice's own fill. The account trades at the price before the
 * slice and the keeper carries the impact, so accounts of one sale are sliced one after the other.
 */
import { gasOf } from "./close.ts";
import type { Trading } from "../state/trading.ts";

/** A slice this small of an account is rounding: where nothing pays, none is the largest that does not lose. */
const LEAST = 1e-12;

/** Newton's steps at most; where earnings only just touch zero they halve the distance instead of squaring it. */
const STEPS = 60;

/** Halvings of the last bracket: what is left of it is below the last digit of the fraction. */
const HALVINGS = 50;

/**
 * @param units signed units that closing the whole account trades, by line
 * @param notional USD of the whole account at the price it would trade at
 * @param most largest fraction allowed, in (0, 1]
 * @returns the largest fraction in (0, most] that does not lose; 0 if none does
 */
export function profitableFraction(
  trading: Trading,
  venue: number,
  units: Float64Array,
  notional: number,
  most: number,
): number {
  // No positions, no penalty: nobody sells collateral for nothing.
  if (notional === 0) return 0;
  // Impact only costs: where the whole penalty does not pay the gas, no slice does.
  const { keeperShare, penalty } = trading.model.venues[venue].liquidation;
  if (keeperShare * penalty * notional * most < gasOf(trading, venue)) return 0;
  if (earnings(trading, venue, units, notional, most) >= 0) return most;
  const loses = leastLosing(trading, venue, units, notional, most);
  return loses === 0 ? 0 : largestEarning(trading, venue, units, notional, loses);
}

/**
 * Newton's method from the right. Earnings are concave in the fraction, so a tangent meets zero between its point and the
 * root: every step stays where a keeper loses and comes closer. Where earnings do not fall, none further left pays.
 *
 * @returns a fraction that loses, next to the largest that does not; 0 if there is none of these
 */
function leastLosing(
  trading: Trading,
  venue: number,
  units: Float64Array,
  notional: number,
  most: number,
): number {
  let loses = most;
  for (let step = 0; step < STEPS; step++) {
    const earned = earnings(trading, venue, units, notional, loses);
    const slope = marginalEarnings(trading, venue, units, notional, loses);
    if (slope >= 0) return 0;
    const next = loses - earned / slope;
    if (next <= LEAST) return 0;
    if (next >= loses * (1 - LEAST) || earnings(trading, venue, units, notional, next) >= 0)
      return loses;
    loses = next;
  }
  return loses;
}

/** The root just under `loses`, from the side where a keeper does not lose; 0 if earnings stay below zero there. */
function largestEarning(
  trading: Trading,
  venue: number,
  units: Float64Array,
  notional: number,
  loses: number,
): number {
  let above = loses;
  let pays = loses;
  for (let gap = LEAST; earnings(trading, venue, units, notional, pays) < 0; gap *= 8) {
    if (gap > 1) return 0;
    above = pays;
    pays = loses * (1 - gap);
  }
  for (let halving = 0; halving < HALVINGS; halving++) {
    const middle = (pays + above) / 2;
    if (middle === pays || middle === above) break;
    if (earnings(trading, venue, units, notional, middle) >= 0) pays = middle;
    else above = middle;
  }
  return pays > LEAST ? pays : 0;
}

/** USD a keeper makes of closing a fraction. */
function earnings(
  trading: Trading,
  venue: number,
  units: Float64Array,
  notional: number,
  fraction: number,
): number {
  const { layout, selection, venuePrices } = trading;
  const { keeperShare, penalty } = trading.model.venues[venue].liquidation;
  let result = keeperShare * penalty * notional * fraction - gasOf(trading, venue);
  for (let line = layout.lineStart[venue]; line < layout.lineStart[venue + 1]; line++) {
    if (units[line] === 0) continue;
    const price = selection.price[line];
    const usd = units[line] * fraction * price;
    const law = venuePrices.law[line];
    const flow = law.flow(usd, units[line] * fraction, selection.depth[line]);
    const displaced = law.fill(venuePrices.state[line] + selection.flow[line], flow);
    result -= Math.abs(usd * Math.expm1(displaced));
  }
  return result;
}

/**
 * Their derivative by the fraction. The average displacement times the flow is the integral of the marginal one, so
 * fraction * dc / dfraction = marginal - c.
 */
function marginalEarnings(
  trading: Trading,
  venue: number,
  units: Float64Array,
  notional: number,
  fraction: number,
): number {
  const { layout, selection, venuePrices } = trading;
  const { keeperShare, penalty } = trading.model.venues[venue].liquidation;
  let result = keeperShare * penalty * notional;
  for (let line = layout.lineStart[venue]; line < layout.lineStart[venue + 1]; line++) {
    if (units[line] === 0) continue;
    const usd = units[line] * selection.price[line];
    const law = venuePrices.law[line];
    const from = venuePrices.state[line] + selection.flow[line];
    const flow = law.flow(usd * fraction, units[line] * fraction, selection.depth[line]);
    const displaced = law.fill(from, flow);
    const marginal = law.transient(from + flow) - law.transient(from) + law.permanent(flow);
    const grown = Math.expm1(displaced) + Math.exp(displaced) * (marginal - displaced);
    result -= Math.abs(usd * grown);
  }
  return result;
}
