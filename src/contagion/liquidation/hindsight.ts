/**
 * Needless liquidations: accounts that were closed although, left alone, they would have come through.
 *
 * An account as it stood before its first close (positions, collateral, debt) is valued again at every later step's end at
 * the venue's marks as the path went on. It came through if its net worth was never below zero there and it is out of
 * breach at the horizon. The marks hold the impact of what was closed, its own sale included, so what is called needless
 * would have been so without it too. Left out: top-ups and orders it would have made later; accounts that a variant's
 * margins make liquidatable at t = 0.
 */
import { touch } from "../../book/accounts.ts";
import { netWorth, valueAccount } from "../../book/margin.ts";
import { type Hindsight, findLeast, recallStep } from "../state/hindsight.ts";
import type { Trading } from "../state/trading.ts";

/** What hindsight says of a path. */
export interface Needless {
  /** Accounts that were closed at least once, needlessly or not. */
  readonly closed: number;
  readonly accounts: number;
  /** Notional they had open when they were first closed (a borrower's: its debt), at the mark of that step's end. */
  readonly usd: number;
}

/** Keeps an account that is about to be closed for the first time. */
export function keepForHindsight(hindsight: Hindsight, trading: Trading, account: number): void {
  const { accounts: kept, closedIn } = hindsight;
  const { accounts, book } = trading;
  touch(kept, account);
  closedIn[account] = trading.step;
  kept.cash[account] = accounts.cash[account];
  kept.debt[account] = accounts.debt[account];
  const { positionStart, collateralStart } = book;
  for (let at = positionStart[account]; at < positionStart[account + 1]; at++) {
    kept.size[at] = accounts.size[at];
    kept.entry[at] = accounts.entry[at];
    kept.chargeSettled[at] = accounts.chargeSettled[at];
  }
  for (let at = collateralStart[account]; at < collateralStart[account + 1]; at++)
    kept.units[at] = accounts.units[at];
}

/** Goes through a path that has ended once more. Closes that a rollback undid do not count. */
export function findNeedless(hindsight: Hindsight, trading: Trading): Needless {
  const { accounts, closedIn } = hindsight;
  const { touched, touchedCount } = accounts;
  const { steps } = trading.model;
  const needless = { closed: 0, accounts: 0, usd: 0 };
  let first = steps + 1;
  for (let index = 0; index < touchedCount; index++)
    if (closedIn[touched[index]] < first) first = closedIn[touched[index]];
  findLeast(hindsight, first, steps);
  for (let index = 0; index < touchedCount; index++) {
    const account = touched[index];
    if (trading.breaches.liquidated[account] === 0) continue;
    needless.closed++;
    if (isBreachedAtEnd(hindsight, trading, account)) continue;
    if (leastWorth(hindsight, trading, account) < 0 && wasInsolvent(hindsight, trading, account))
      continue;
    needless.accounts++;
    needless.usd += openAtClose(hindsight, trading, account);
  }
  return needless;
}

function isBreachedAtEnd(hindsight: Hindsight, trading: Trading, account: number): boolean {
  const { accounts, valuation, state } = hindsight;
  recallStep(hindsight, trading.model.steps);
  valueAccount(trading.layout, accounts, account, valuation, state);
  return state.equity < state.requirement;
}

/** Nothing is lower than what its parts are worth at their worst, each at a time of its own. */
function leastWorth(hindsight: Hindsight, { book, layout }: Trading, account: number): number {
  const { accounts, closedIn, least, parts } = hindsight;
  const row = (closedIn[account] - 1) * parts;
  const slots = row + 2 * layout.lines;
  const venue = slots + layout.slots + 3 * book.venue[account];
  const { positionStart, collateralStart } = book;
  let worth = 0;
  for (let at = positionStart[account]; at < positionStart[account + 1]; at++) {
    const size = accounts.size[at];
    const line = row + 2 * book.positionLine[at];
    worth +=
      size > 0
        ? size * (least[line] + accounts.chargeSettled[at] - accounts.entry[at])
        : -size * (least[line + 1] + accounts.chargeSettled[at] + accounts.entry[at]);
  }
  for (let at = collateralStart[account]; at < collateralStart[account + 1]; at++)
    worth += accounts.units[at] * least[slots + book.collateralSlot[at]];
  const cash = accounts.cash[account];
  worth += cash > 0 ? cash * least[venue] : -cash * least[venue + 1];
  return worth + accounts.debt[account] * least[venue + 2];
}

/** Whether its net worth was below zero at some step's end from its close on. */
function wasInsolvent(hindsight: Hindsight, trading: Trading, account: number): boolean {
  const { accounts, closedIn, valuation } = hindsight;
  for (let step = closedIn[account]; step <= trading.model.steps; step++) {
    recallStep(hindsight, step);
    if (netWorth(accounts, account, valuation) < 0) return true;
  }
  return false;
}

function openAtClose(
  { accounts, closedIn, rows, width }: Hindsight,
  trading: Trading,
  account: number,
): number {
  const { book, layout } = trading;
  const row = (closedIn[account] - 1) * width;
  const venue = book.venue[account];
  let usd = 0;
  for (let at = book.positionStart[account]; at < book.positionStart[account + 1]; at++)
    usd += Math.abs(accounts.size[at]) * rows[row + book.positionLine[at]];
  if (layout.lends[venue] === 0) return usd;
  const cash = rows[row + layout.lines + layout.slots + venue];
  return accounts.debt[account] * cash * rows[row + width - layout.venues + venue];
}
