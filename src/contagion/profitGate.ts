/**
 * Profit gate: a keeper takes the largest slice of an account that does not lose money.
 *
 *   keeper_share * penalty * n - gas - n * c(n)
 *
 * n USD of notional, c the average displacement of the slice's own fill. The account trades at the price before the
 * slice and the keeper carries the impact, so accounts of one sale are sliced one after the other.
 */
import { gasOf } from "./close.ts";
import type { Trading } from "./state/trading.ts";

/** A slice this small of an account is rounding: where nothing pays, none is the largest that does not lose. */
const LEAST = 1e-12;
const GOLDEN = (Math.sqrt(5) - 1) / 2;

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
  if (earnings(trading, venue, units, notional, most) >= 0) return most;
  const best = mostProfitable(trading, venue, units, notional, most);
  if (earnings(trading, venue, units, notional, best) < 0) return 0;
  let pays = best;
  let loses = most;
  // Bisection to the last bit that matters: the interval halves 50 times.
  for (let round = 0; round < 50; round++) {
    const middle = (pays + loses) / 2;
    if (earnings(trading, venue, units, notional, middle) >= 0) pays = middle;
    else loses = middle;
  }
  return pays > LEAST ? pays : 0;
}

/** Earnings are concave in the fraction: golden-section search. */
function mostProfitable(
  trading: Trading,
  venue: number,
  units: Float64Array,
  notional: number,
  most: number,
): number {
  let low = 0;
  let high = most;
  for (let round = 0; round < 60; round++) {
    const left = high - GOLDEN * (high - low);
    const right = low + GOLDEN * (high - low);
    if (
      earnings(trading, venue, units, notional, left) >=
      earnings(trading, venue, units, notional, right)
    )
      high = right;
    else low = left;
  }
  return (low + high) / 2;
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
