/**
 * What is kept of a path to judge its liquidations by what came after: accounts as they stood before their first close,
 * and, step by step, the prices they would have been valued at had they been left alone.
 */
import { type Accounts, createAccounts } from "../../book/accounts.ts";
import type { Book } from "../../book/book.ts";
import type { Layout } from "../../book/layout.ts";
import type { MarginState, Valuation } from "../../book/margin.ts";

export interface Hindsight {
  /** Touched: closed at least once. */
  readonly accounts: Accounts;
  /** Step of the first close, by account; means something where it is touched. */
  readonly closedIn: Int32Array;
  /** The valuation at the mark at each step's end, one row of `width` numbers per step, step 1 first. */
  readonly rows: Float64Array;
  readonly width: number;
  /** Scratch: one row taken apart. */
  readonly valuation: Valuation;
  readonly state: MarginState;
  /** Accounts that are still solvent while the path is gone through again. */
  readonly solvent: Int32Array;
}

/** The arrays of a valuation in the order of a row. */
export function partsOf(valuation: Valuation): readonly Float64Array[] {
  const { mark, collateral, cash, chargeLong, chargeShort, debtIndex } = valuation;
  return [mark, collateral, cash, chargeLong, chargeShort, debtIndex];
}

/** Room for one path of `steps` steps. */
export function createHindsight(layout: Layout, book: Book, steps: number): Hindsight {
  const valuation: Valuation = {
    mark: new Float64Array(layout.lines),
    collateral: new Float64Array(layout.slots),
    cash: new Float64Array(layout.venues),
    chargeLong: new Float64Array(layout.lines),
    chargeShort: new Float64Array(layout.lines),
    debtIndex: new Float64Array(layout.venues),
  };
  const width = partsOf(valuation).reduce((sum, { length }) => sum + length, 0);
  return {
    accounts: createAccounts(book),
    closedIn: new Int32Array(book.accounts),
    rows: new Float64Array(steps * width),
    width,
    valuation,
    state: { equity: 0, requirement: 0 },
    solvent: new Int32Array(book.accounts),
  };
}

/** Keeps the valuation of a step's end. @param step from 1 */
export function keepValuation(
  { rows, width }: Hindsight,
  valuation: Valuation,
  step: number,
): void {
  let at = (step - 1) * width;
  for (const part of partsOf(valuation)) {
    rows.set(part, at);
    at += part.length;
  }
}

/** Brings the scratch valuation back to a step's end. @param step from 1 */
export function recallValuation({ rows, width, valuation }: Hindsight, step: number): void {
  let at = (step - 1) * width;
  for (const part of partsOf(valuation)) {
    for (let index = 0; index < part.length; index++) part[index] = rows[at++];
  }
}
