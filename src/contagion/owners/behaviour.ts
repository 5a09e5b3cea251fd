/** What accounts do at a step's end: those under their call level begin an episode, those well above it end theirs. */
import { STANDING } from "../../book/accounts.ts";
import { CONCERN } from "../../book/factors.ts";
import { callLevelOf, recoveryLevelOf, watchCall } from "../../book/liquidationIndex.ts";
import { valueAccount } from "../../book/margin.ts";
import { collectDue } from "../../book/watches.ts";
import { askReview, enter } from "../liquidation/breach.ts";
import type { Trading } from "../state/trading.ts";
import { beginEpisode, endEpisode } from "./topUp.ts";

/** After losses have moved charges: whoever that concerns may be called now; a breach waits for the next step. */
export function callConcerned(trading: Trading): void {
  const { breaches, index, accounts } = trading;
  const { watches } = index;
  collectDue(watches, accounts);
  for (let at = 0; at < watches.dueCount; at++) {
    const account = watches.due[at];
    if ((watches.concerns[account] & (1 << CONCERN.call)) === 0) continue;
    enter(trading, account);
    askReview(breaches, account);
  }
}

/** Decides on everybody whose standing may have changed in this step. */
export function review(trading: Trading): void {
  const { breaches } = trading;
  for (let at = 0; at < breaches.reviewCount; at++) {
    const account = breaches.review[at];
    breaches.inReview[account] = 0;
    reviewAccount(trading, account);
  }
  breaches.reviewCount = 0;
}

function reviewAccount(trading: Trading, account: number): void {
  const { accounts, book, layout, index, state, topUps, valuations } = trading;
  if (book.policy[account] < 0 || accounts.standing[account] === STANDING.closed) return;
  valueAccount(layout, accounts, account, valuations.mark, state);
  const inEpisode = topUps.inEpisode[account] === 1;
  const level = inEpisode ? recoveryLevelOf(index, account) : callLevelOf(index, account);
  const called = state.equity < level * state.requirement;
  if (called && !inEpisode) beginEpisode(trading, account);
  if (!called && inEpisode) endEpisode(trading, account);
  watchCall(index, account, called);
}
