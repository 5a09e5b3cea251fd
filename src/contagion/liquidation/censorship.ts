/**
 * What a censoring sequencer could have taken: the penalties of the liquidations that it drops.
 *
 * An account that is liquidatable at a venue which only the censor keeps shut counts once per breach, with the penalty
 * of the close that a keeper would have made at the mark: rate * notional out of what the account owns, or on the debt
 * that its collateral can repay. Recorded, not posted: nobody has paid it.
 */
import { netWorth, valueAccount } from "../../book/margin.ts";
import { offerHandover } from "./borrowers.ts";
import { isReady } from "./openVenues.ts";
import type { Trading } from "../state/trading.ts";
import { openNotional } from "../notional.ts";

/** Adds up what the censors of this step could have taken. */
export function countCensored(trading: Trading): void {
  const { network, layout, model, breaches } = trading;
  if (breaches.count === 0) return;
  for (let venue = 0; venue < layout.venues; venue++) {
    if (network.chainCensored[model.venues[venue].chain] === 1 && isReady(trading, venue))
      countVenue(trading, venue);
  }
}

function countVenue(trading: Trading, venue: number): void {
  const { breaches, book, layout, accounts, valuations, state, tallies } = trading;
  for (let index = 0; index < breaches.count; index++) {
    const account = breaches.list[index];
    if (book.venue[account] !== venue || breaches.censored[account] === 1) continue;
    valueAccount(layout, accounts, account, valuations.mark, state);
    if (state.equity >= state.requirement) continue;
    breaches.censored[account] = 1;
    tallies.mevUsd += penaltyOf(trading, account, venue);
  }
}

/** USD of penalty in the first close of an account at its mark. */
export function penaltyOf(trading: Trading, account: number, venue: number): number {
  const { layout, accounts, valuations, selection } = trading;
  const { penalty, closeFactor, dust } = trading.model.venues[venue].liquidation;
  if (layout.lends[venue] === 1) {
    offerHandover(trading, account, Infinity, selection.handover);
    return penalty * selection.handover.repaid;
  }
  const notional = openNotional(trading, account);
  const closed = notional < dust ? notional : closeFactor * notional;
  return Math.min(Math.max(0, netWorth(accounts, account, valuations.mark)), penalty * closed);
}
