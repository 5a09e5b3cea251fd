/**
 * The horizon: accounts whose net worth is negative at final marks are bad debt too, through the same waterfall, so that
 * an outage past the horizon does not hide its loss. Final marks are P, or S where the venue marks at its oracle; only
 * accounts in breach can be under water there. Breaches still under way end uncollected.
 */
import { netWorth } from "../book/margin.ts";
import { extinguish } from "./borrowers.ts";
import { endBreach } from "./breach.ts";
import { seeCounterfactuals } from "./prices.ts";
import type { Trading } from "./state/trading.ts";
import { openNotional } from "./traders.ts";
import { oweLoss } from "./oweLoss.ts";
import { settleLosses } from "./waterfall.ts";

/** Writes off who is under water, settles these losses and ends every breach. */
export function closeHorizon(trading: Trading): void {
  const { breaches, accounts, valuations, tallies, book } = trading;
  seeCounterfactuals(trading);
  for (let index = breaches.count - 1; index >= 0; index--) {
    const account = breaches.list[index];
    const missing = -netWorth(accounts, account, valuations.worth);
    if (missing > 0) {
      tallies.unresolvedBadDebt += missing;
      tallies.badDebt[book.venue[account]] += missing;
      writeOff(trading, account, missing);
    }
    endBreach(trading, account);
  }
  settleLosses(trading);
}

/** The account is made whole by whom the waterfall says; its positions stay open. */
function writeOff(trading: Trading, account: number, usd: number): void {
  const { accounts, book, selection, layout, funds } = trading;
  const venue = book.venue[account];
  selection.closedNotional = openNotional(trading, account);
  for (
    let position = book.positionStart[account];
    position < book.positionStart[account + 1];
    position++
  ) {
    selection.closed[position] = accounts.size[position];
  }
  oweLoss(trading, account, usd);
  if (layout.lends[venue] === 1) extinguish(trading, account, usd);
  else accounts.cash[account] += usd / funds.peg[venue];
}
