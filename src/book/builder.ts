/** A book under construction: a cursor that moves from account to account and can start one over. */
import type { ResolvedModel } from "../model/resolved.ts";
import type { Book } from "./book.ts";
import type { Layout } from "./layout.ts";

/** A book under construction. */
export interface Builder {
  readonly model: ResolvedModel;
  readonly layout: Layout;
  readonly book: Book;
  account: number;
  position: number;
  balance: number;
}

/** Puts the cursor back to the account's first cells: a rejected draw leaves nothing. */
export function beginAccount(builder: Builder, venue: number): void {
  const { book, account } = builder;
  book.venue[account] = venue;
  builder.position = book.positionStart[account];
  builder.balance = book.collateralStart[account];
  book.cash[account] = 0;
  book.positionStart[account + 1] = builder.position;
  book.collateralStart[account + 1] = builder.balance;
}

/** Adds a position to the account at the cursor. @param size signed units; @param entry USD per unit */
export function addPosition(builder: Builder, line: number, size: number, entry: number): void {
  const { book, position } = builder;
  book.positionLine[position] = line;
  book.positionSize[position] = size;
  book.positionEntry[position] = entry;
  book.positionStart[builder.account + 1] = ++builder.position;
}

/** The settlement asset of a trading venue becomes cash, every other collateral a balance of its slot. */
export function addCollateral(builder: Builder, slot: number, units: number): void {
  const { book, layout, balance, account } = builder;
  const venue = book.venue[account];
  if (layout.slotAsset[slot] === layout.cashAsset[venue]) {
    book.cash[account] += units;
    return;
  }
  book.collateralSlot[balance] = slot;
  book.collateralUnits[balance] = units;
  book.collateralStart[account + 1] = ++builder.balance;
}
