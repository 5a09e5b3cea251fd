/** What all threads and paths share of a book in a model: its layout, its sorted keys, its sums at t = 0. Read-only. */
import { createAccounts, resetAccounts } from "../../book/accounts.ts";
import { adverseMoves } from "../../book/adverseMoves.ts";
import type { Book } from "../../book/book.ts";
import { createLayout } from "../../book/layout.ts";
import { createIndexBase } from "../../book/liquidationIndex.ts";
import { valueAccount } from "../../book/margin.ts";
import { startValuation } from "../../book/startValuation.ts";
import type { ResolvedModel } from "../../model/resolved.ts";
import { startPositions } from "./positions.ts";
import { groupPositions } from "./positionsByLine.ts";
import type { TradingBase } from "./trading.ts";

/** Sorts and sums the book once; threads share the result. */
export function createTradingBase(model: ResolvedModel, book: Book): TradingBase {
  const { splitting } = model.sampling;
  const layout = createLayout(model);
  const lent = new Float64Array(layout.venues);
  const heldCash = new Float64Array(layout.venues);
  const heldUnits = new Float64Array(layout.slots);
  for (let account = 0; account < book.accounts; account++) {
    lent[book.venue[account]] += book.debt[account];
    heldCash[book.venue[account]] += book.cash[account];
  }
  for (let balance = 0; balance < book.collateralStart[book.accounts]; balance++) {
    heldUnits[book.collateralSlot[balance]] += book.collateralUnits[balance];
  }
  const accounts = createAccounts(book);
  resetAccounts(accounts);
  const valuation = startValuation(model, layout);
  const state = { equity: 0, requirement: 0 };
  const initial: number[] = [];
  for (let account = 0; account < book.accounts; account++) {
    valueAccount(layout, accounts, account, valuation, state);
    if (state.equity < state.requirement) initial.push(account);
  }
  return {
    layout,
    book,
    index: createIndexBase(model, layout, book),
    positions: startPositions(layout, book),
    lines: groupPositions(book, layout.lines),
    heldCash,
    heldUnits,
    lent,
    initial: Int32Array.from(initial),
    adverse:
      splitting === undefined ? null : adverseMoves(layout, accounts, valuation, splitting.share),
  };
}

/** USD of canonically bridged assets that accounts hold at t = 0, by chain. */
export function canonicallyHeld(model: ResolvedModel, base: TradingBase): Float64Array {
  const { layout, heldCash, heldUnits } = base;
  const { cash, collateral } = startValuation(model, layout);
  const held = new Float64Array(model.chains.length);
  for (let venue = 0; venue < layout.venues; venue++)
    held[layout.chain[venue]] += heldCash[venue] * cash[venue];
  for (let slot = 0; slot < layout.slots; slot++) {
    const chain = layout.slotBacking[slot];
    if (chain >= 0) held[chain] += heldUnits[slot] * collateral[slot];
  }
  return held;
}
