/**
 * The flow of a sale under way: what keepers can still take, what each line trades, and at what price.
 */
import type { Trading } from "../state/trading.ts";

/** The fraction that keepers have capacity for, without spending it. */
export function capped(
  trading: Trading,
  venue: number,
  notional: number,
  fraction: number,
): number {
  const budget = trading.keepers[venue];
  return notional * fraction > budget ? budget / notional : fraction;
}

/** The same, spending it. */
export function withinBudget(
  trading: Trading,
  venue: number,
  notional: number,
  fraction: number,
): number {
  const taken = capped(trading, venue, notional, fraction);
  trading.keepers[venue] = taken < fraction ? 0 : trading.keepers[venue] - notional * taken;
  return taken;
}

/** Sets the units at hand to 0 on the venue's lines. */
export function clearUnits(trading: Trading, venue: number): void {
  const { layout, selection } = trading;
  for (let line = layout.lineStart[venue]; line < layout.lineStart[venue + 1]; line++)
    selection.units[line] = 0;
}

/** Adds the units at hand to the venue's flow, valued at the sale's reference. */
export function addFlow(trading: Trading, venue: number): void {
  const { layout, selection } = trading;
  for (let line = layout.lineStart[venue]; line < layout.lineStart[venue + 1]; line++) {
    addLineFlow(trading, line, selection.reference[line]);
  }
}

/** Adds the units at hand on one line. @param price USD they are valued at */
export function addLineFlow(trading: Trading, line: number, price: number): void {
  const { selection, venuePrices } = trading;
  const units = selection.units[line];
  if (units === 0) return;
  const usd = units * price;
  selection.flowUsd[line] += usd;
  selection.flow[line] += venuePrices.law[line].flow(usd, units, selection.depth[line]);
}

/** Average price of the flow q that comes after flow `before`, USD. */
export function fillPrice(trading: Trading, line: number, before: number, q: number): number {
  return priceAfter(trading, line, before) * fillGrowth(trading, line, before, q);
}

/** Average price of that flow over the price before it. */
export function fillGrowth(trading: Trading, line: number, before: number, q: number): number {
  const { venuePrices } = trading;
  return Math.exp(venuePrices.law[line].fill(venuePrices.state[line] + before, q));
}

/** The price that flow q has left inside this sale, USD. */
export function priceAfter(trading: Trading, line: number, q: number): number {
  const { venuePrices, selection } = trading;
  if (q === 0) return selection.reference[line];
  const law = venuePrices.law[line];
  const moved =
    law.transient(venuePrices.state[line] + q) - venuePrices.displacement[line] + law.permanent(q);
  return selection.reference[line] * Math.exp(moved);
}
