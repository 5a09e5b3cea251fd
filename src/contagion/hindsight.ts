/**
 * Needless liquidations: accounts that were closed although, left alone, they would have come through.
 *
 * An account as it stood before its first close (positions, collateral, debt) is valued again at every later step's end at
 * the venue's marks as the path went on. It came through if its net worth was never below zero there and it is out of
 * breach at the horizon. The marks hold the impact of what was closed, its own sale included, so what is called needless
 * would have been so without it too. Left out: top-ups and orders it would have made later; accounts that a variant's
 * margins make liquidatable at t = 0.
 */
import { touch } from "../book/accounts.ts";
import { netWorth, valueAccount } from "../book/margin.ts";
import { type Hindsight, keepValuation, recallValuation } from "./state/hindsight.ts";
import type { Trading } from "./state/trading.ts";

/** What hindsight says of a path. */
export interface Needless {
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

/** Keeps the prices of a step's end. */
export function keepStep(hindsight: Hindsight, { valuations, step }: Trading): void {
  keepValuation(hindsight, valuations.mark, step);
}

/** Goes through a path that has ended once more. Closes that a rollback undid do not count. */
export function findNeedless(hindsight: Hindsight, trading: Trading): Needless {
  const { accounts, closedIn, solvent, state, valuation } = hindsight;
  const { steps } = trading.model;
  const { touched, touchedCount } = accounts;
  let first = steps + 1;
  for (let index = 0; index < touchedCount; index++)
    if (closedIn[touched[index]] < first) first = closedIn[touched[index]];
  let count = 0;
  for (let index = 0; index < touchedCount; index++)
    if (trading.breaches.liquidated[touched[index]] === 1) solvent[count++] = touched[index];
  for (let step = first; step <= steps && count > 0; step++) {
    recallValuation(hindsight, step);
    let left = 0;
    for (let index = 0; index < count; index++) {
      const account = solvent[index];
      if (closedIn[account] > step || netWorth(accounts, account, valuation) >= 0)
        solvent[left++] = account;
    }
    count = left;
  }
  const needless = { accounts: 0, usd: 0 };
  for (let index = 0; index < count; index++) {
    valueAccount(trading.layout, accounts, solvent[index], valuation, state);
    if (state.equity < state.requirement) continue;
    needless.accounts++;
    needless.usd += openAtClose(hindsight, trading, solvent[index]);
  }
  return needless;
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
