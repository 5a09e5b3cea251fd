/** What the accounts of a venue hold there: totals of the book, corrected for the accounts touched. */
import { slotPrice } from "./prices.ts";
import type { Trading } from "./state/trading.ts";

/** @returns USD of cash and collateral at S, at their true prices */
export function heldValue(trading: Trading, venue: number): number {
  const { accounts, book, base, layout, funds } = trading;
  let usd = base.heldCash[venue] * funds.peg[venue];
  for (let slot = layout.slotStart[venue]; slot < layout.slotStart[venue + 1]; slot++) {
    usd += base.heldUnits[slot] * slotPrice(trading, slot);
  }
  for (let index = 0; index < accounts.touchedCount; index++) {
    const account = accounts.touched[index];
    if (book.venue[account] !== venue) continue;
    usd += (accounts.cash[account] - book.cash[account]) * funds.peg[venue];
    for (
      let balance = book.collateralStart[account];
      balance < book.collateralStart[account + 1];
      balance++
    ) {
      const gained = accounts.units[balance] - book.collateralUnits[balance];
      if (gained === 0) continue;
      usd += gained * slotPrice(trading, book.collateralSlot[balance]);
    }
  }
  return usd;
}
