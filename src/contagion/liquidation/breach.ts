/**
 * Breaches: from the moment an account is liquidatable to its close or recovery.
 *
 * A breach begins at the first step where the account is liquidatable at S or at its venue's mark, whichever is earlier,
 * and ends when it is at neither, or closed. Breached accounts are looked at in every step; there are few of them. The
 * time from begin to end is the liquidation delay; who recovers uncollected is censored.
 */
import { STANDING, touch } from "../../book/accounts.ts";
import { CONCERN } from "../../book/factors.ts";
import { disarm, watchBreach } from "../../book/liquidationIndex.ts";
import { valueAccount } from "../../book/margin.ts";
import { clearDue } from "../../book/watches.ts";
import { decideCause } from "./causes.ts";
import { keepDelay } from "../rollback/delays.ts";
import type { Breaches } from "../state/breaches.ts";
import { forgetOrder } from "../state/orders.ts";
import { forgetDrawDown } from "../state/drawDowns.ts";
import { forgetCalls } from "../state/topUps.ts";
import type { Trading } from "../state/trading.ts";

/** Copies an account in, with nothing known of it. */
export function enter(trading: Trading, account: number): void {
  if (!touch(trading.accounts, account)) return;
  const { breaches, topUps, orders } = trading;
  breaches.began[account] = breaches.atMark[account] = breaches.lastClose[account] = -1;
  breaches.liquidated[account] = 0;
  forgetDrawDown(trading.drawDowns, account);
  forgetCalls(topUps, account);
  forgetOrder(orders, account);
}

/** Looks at every account that came due: for a breach now, for a margin call when behaviour is decided. */
export function assessDue(trading: Trading): void {
  const { watches } = trading.index;
  for (let index = 0; index < watches.dueCount; index++) {
    const account = watches.due[index];
    enter(trading, account);
    if ((watches.concerns[account] & (1 << CONCERN.call)) !== 0)
      askReview(trading.breaches, account);
    if ((watches.concerns[account] & (1 << CONCERN.breach)) !== 0) assess(trading, account);
  }
  clearDue(watches);
}

/** Looks at every account in breach. Backwards, because a recovered one gives its place to the last. */
export function assessBreached(trading: Trading): void {
  const { breaches } = trading;
  for (let index = breaches.count - 1; index >= 0; index--) assess(trading, breaches.list[index]);
}

/** Values an account at its mark and at S and moves it between safe and breached. */
export function assess(trading: Trading, account: number): void {
  enter(trading, account);
  const { accounts, breaches, layout, valuations, state } = trading;
  if (accounts.standing[account] === STANDING.closed) return;
  valueAccount(layout, accounts, account, valuations.global, state);
  const atGlobal = state.equity < state.requirement;
  valueAccount(layout, accounts, account, valuations.mark, state);
  const atMark = state.equity < state.requirement;
  const breached = accounts.standing[account] === STANDING.breached;
  if (atMark || atGlobal) {
    if (!breached) beginBreach(trading, account);
    if (atMark && breaches.atMark[account] < 0) {
      breaches.atMark[account] = trading.step;
      decideCause(trading, account);
    }
  } else {
    if (breached) endBreach(trading, account);
    watchBreach(trading.index, account);
  }
}

/** The account is to be looked at when behaviour is decided. */
export function askReview(breaches: Breaches, account: number): void {
  if (breaches.inReview[account] === 1) return;
  breaches.inReview[account] = 1;
  breaches.review[breaches.reviewCount++] = account;
}

function beginBreach(trading: Trading, account: number): void {
  const { accounts, breaches, book } = trading;
  accounts.standing[account] = STANDING.breached;
  disarm(trading.index, account, CONCERN.breach);
  breaches.began[account] = trading.step;
  breaches.atMark[account] = -1;
  breaches.lastClose[account] = -1;
  // A step in which the venue is shut counts for the breaches that begin in it.
  const venue = book.venue[account];
  breaches.closedSteps[account] = trading.closedSteps[venue] - (trading.open[venue] === 0 ? 1 : 0);
  breaches.parent[account] = breaches.sharesAt[account] = -1;
  breaches.censored[account] = 0;
  list(breaches, account);
}

function list(breaches: Breaches, account: number): void {
  breaches.place[account] = breaches.count;
  breaches.list[breaches.count++] = account;
  askReview(breaches, account);
}

/** A breach is open again: whatever had ended it is undone. Its beginning and cause are the caller's to restore. */
export function reopenBreach({ accounts, breaches, index }: Trading, account: number): void {
  if (accounts.standing[account] === STANDING.breached) return;
  accounts.standing[account] = STANDING.breached;
  disarm(index, account, CONCERN.breach);
  list(breaches, account);
}

/** Ends a breach by recovery or close, and records its delay. */
export function endBreach(trading: Trading, account: number): void {
  const { accounts, breaches, book, records } = trading;
  const last = breaches.list[--breaches.count];
  breaches.list[breaches.place[account]] = last;
  breaches.place[last] = breaches.place[account];
  const closed = breaches.lastClose[account] >= 0;
  const end = closed ? breaches.lastClose[account] : trading.step;
  const row = records.delay(book.venue[account], end - breaches.began[account], closed);
  keepDelay(trading, account, row);
  breaches.began[account] = -1;
  accounts.standing[account] = STANDING.safe;
}

/** Sets a closed account aside: it has nothing left to lose. */
export function retire(trading: Trading, account: number): void {
  trading.accounts.standing[account] = STANDING.closed;
  disarm(trading.index, account, CONCERN.breach);
  disarm(trading.index, account, CONCERN.call);
}
