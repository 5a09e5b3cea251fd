/**
 * The accounts of one path: a copy-on-write overlay on the shared book.
 *
 * Arrays are as long as the book's, but an account's cells mean something only after `touch` has copied them in, which
 * happens when something happens to it. A path starts by raising `epoch`: everything is untouched again, in O(1).
 */
import type { Book } from "./book.ts";

/** Where an account stands; decides what it is watched for. */
export const STANDING = {
  /** Not liquidatable. */
  safe: 0,
  /** In breach at the global price or at the mark: looked at in every step. */
  breached: 1,
  /** Nothing left to liquidate. */
  closed: 2,
} as const;

export interface Accounts {
  readonly book: Book;
  /** Number of the current path among those of this struct. */
  epoch: number;
  /** Epoch in which the account was last touched. */
  readonly touchedIn: Int32Array;
  /** The accounts touched in this path, in order. */
  readonly touched: Int32Array;
  touchedCount: number;
  /** Signed units, by position. */
  readonly size: Float64Array;
  /** USD per unit, by position. */
  readonly entry: Float64Array;
  /** USD per unit: the line's charge index up to which funding and socialised losses are settled, by position. */
  readonly chargeSettled: Float64Array;
  /** Units, by collateral balance. */
  readonly units: Float64Array;
  readonly cash: Float64Array;
  /** Units of the borrowed asset / the venue's debt index. */
  readonly debt: Float64Array;
  /** USD of funding, socialised losses and interest settled so far. */
  readonly chargesPaid: Float64Array;
  readonly standing: Uint8Array;
  /** Raised whenever the account is armed anew for a concern, and older keys are void: concern * accounts + account. */
  readonly armed: Int32Array;
}

/** Cells for every account of a book, none touched; `resetAccounts` starts a path. */
export function createAccounts(book: Book): Accounts {
  const { accounts } = book;
  const positions = book.positionSize.length;
  return {
    book,
    epoch: 0,
    touchedIn: new Int32Array(accounts),
    touched: new Int32Array(accounts),
    touchedCount: 0,
    size: new Float64Array(positions),
    entry: new Float64Array(positions),
    chargeSettled: new Float64Array(positions),
    units: new Float64Array(book.collateralUnits.length),
    cash: new Float64Array(accounts),
    debt: new Float64Array(accounts),
    chargesPaid: new Float64Array(accounts),
    standing: new Uint8Array(accounts),
    armed: new Int32Array(2 * accounts),
  };
}

/** Forgets the last path. */
export function resetAccounts(accounts: Accounts): void {
  accounts.epoch++;
  accounts.touchedCount = 0;
}

/** Whether the account's own cells count; if not, the book's do. */
export function isTouched(accounts: Accounts, account: number): boolean {
  return accounts.touchedIn[account] === accounts.epoch;
}

/** Copies an account in from the book unless that was done before. @returns whether it was copied now. */
export function touch(accounts: Accounts, account: number): boolean {
  if (accounts.touchedIn[account] === accounts.epoch) return false;
  const { book } = accounts;
  accounts.touchedIn[account] = accounts.epoch;
  accounts.touched[accounts.touchedCount++] = account;
  for (
    let position = book.positionStart[account];
    position < book.positionStart[account + 1];
    position++
  ) {
    accounts.size[position] = book.positionSize[position];
    accounts.entry[position] = book.positionEntry[position];
    accounts.chargeSettled[position] = 0;
  }
  for (
    let balance = book.collateralStart[account];
    balance < book.collateralStart[account + 1];
    balance++
  ) {
    accounts.units[balance] = book.collateralUnits[balance];
  }
  accounts.cash[account] = book.cash[account];
  accounts.debt[account] = book.debt[account];
  accounts.chargesPaid[account] = 0;
  accounts.standing[account] = STANDING.safe;
  accounts.armed[account] = accounts.armed[book.accounts + account] = 0;
  return true;
}
