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
  /** The arrays that a step's row is copied from, and those of the scratch, in the order of a row. */
  readonly source: readonly Float64Array[];
  readonly target: readonly Float64Array[];
  /**
   * Least worth of one unit from each step on, one row of `parts` numbers per step: of a long and of a short position by
   * line, of collateral by slot, of cash and of a liability in it by venue, of a debt by venue.
   */
  readonly least: Float64Array;
  readonly parts: number;
}

/** The arrays of a valuation in the order of a row. */
function partsOf(valuation: Valuation): readonly Float64Array[] {
  const { mark, collateral, cash, chargeLong, chargeShort, debtIndex } = valuation;
  return [mark, collateral, cash, chargeLong, chargeShort, debtIndex];
}

/** Room for one path of `steps` steps. @param mark the valuation at the mark, kept up to date by its owner */
export function createHindsight(
  layout: Layout,
  book: Book,
  steps: number,
  mark: Valuation,
): Hindsight {
  const valuation: Valuation = {
    mark: new Float64Array(layout.lines),
    collateral: new Float64Array(layout.slots),
    cash: new Float64Array(layout.venues),
    chargeLong: new Float64Array(layout.lines),
    chargeShort: new Float64Array(layout.lines),
    debtIndex: new Float64Array(layout.venues),
  };
  const target = partsOf(valuation);
  const width = target.reduce((sum, { length }) => sum + length, 0);
  const parts = 2 * layout.lines + layout.slots + 3 * layout.venues;
  return {
    accounts: createAccounts(book),
    closedIn: new Int32Array(book.accounts),
    rows: new Float64Array(steps * width),
    width,
    valuation,
    state: { equity: 0, requirement: 0 },
    source: partsOf(mark),
    target,
    least: new Float64Array(steps * parts),
    parts,
  };
}

/** Keeps the valuation of a step's end. @param step from 1 */
export function keepStep({ rows, width, source }: Hindsight, step: number): void {
  let at = (step - 1) * width;
  for (let part = 0; part < source.length; part++) {
    const values = source[part];
    for (let index = 0; index < values.length; index++) rows[at++] = values[index];
  }
}

/** Brings the scratch valuation back to a step's end. @param step from 1 */
export function recallStep({ rows, width, target }: Hindsight, step: number): void {
  let at = (step - 1) * width;
  for (let part = 0; part < target.length; part++) {
    const values = target[part];
    for (let index = 0; index < values.length; index++) values[index] = rows[at++];
  }
}

/** Fills `least` from the last step back. @param first step that anybody asks for */
export function findLeast(hindsight: Hindsight, first: number, steps: number): void {
  const { least, parts, valuation } = hindsight;
  const { mark, collateral, cash, chargeLong, chargeShort, debtIndex } = valuation;
  for (let step = steps; step >= first; step--) {
    recallStep(hindsight, step);
    let at = (step - 1) * parts;
    for (let line = 0; line < mark.length; line++) {
      least[at++] = mark[line] - chargeLong[line];
      least[at++] = -mark[line] - chargeShort[line];
    }
    for (let slot = 0; slot < collateral.length; slot++) least[at++] = collateral[slot];
    for (let venue = 0; venue < cash.length; venue++) {
      least[at++] = cash[venue];
      least[at++] = -cash[venue];
      least[at++] = -debtIndex[venue] * cash[venue];
    }
    if (step === steps) continue;
    for (let part = at - parts; part < at; part++)
      if (least[part + parts] < least[part]) least[part] = least[part + parts];
  }
}
