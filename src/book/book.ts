/**
 * The book at t = 0: every account of every venue as a struct of arrays, built once and shared read-only by all threads
 * and paths. What a path changes it copies first (`accounts.ts`).
 *
 * Positions and collateral are compressed rows: those of account a are at positionStart[a] .. positionStart[a + 1] - 1.
 */
import type { ResolvedModel } from "../model/resolved.ts";
import type { TopUp } from "../model/resolved/book.ts";
import type { Crowd } from "./crowds.ts";
import type { Traders } from "./traders.ts";

export interface Book {
  readonly accounts: number;
  readonly venue: Int32Array;
  readonly positionStart: Int32Array;
  /** Line of each position. */
  readonly positionLine: Int32Array;
  /** Signed units. */
  readonly positionSize: Float64Array;
  /** USD per unit. */
  readonly positionEntry: Float64Array;
  readonly collateralStart: Int32Array;
  /** Slot of each collateral balance; never the settlement asset of a venue that does not lend. */
  readonly collateralSlot: Int32Array;
  readonly collateralUnits: Float64Array;
  /** Units of the venue's settlement asset. */
  readonly cash: Float64Array;
  /** Units of the borrowed asset at t = 0. */
  readonly debt: Float64Array;
  /** Line a borrower's collateral is sold through; -1 elsewhere. */
  readonly saleLine: Int32Array;
  /** Index of the account's policy in `policies`, and its number within the policy's group; -1: no top-ups. */
  readonly policy: Int32Array;
  readonly policyItem: Int32Array;
  readonly policies: readonly Policy[];
  /** Who may panic, and who unwinds. */
  readonly crowds: readonly Crowd[];
  readonly desks: readonly Traders[];
}

/** How a group of accounts behaves; `component` names its random streams. */
export interface Policy {
  readonly component: string;
  readonly topUp: TopUp;
}

/** Sizes of a book's arrays. */
export interface BookSize {
  readonly accounts: number;
  readonly positions: number;
  readonly collaterals: number;
}

/** @returns an empty book in shared memory: threads see it without a copy. */
export function allocateBook(
  size: BookSize,
  groups: Pick<Book, "policies" | "crowds" | "desks">,
): Book {
  return {
    accounts: size.accounts,
    venue: sharedIntegers(size.accounts),
    positionStart: sharedIntegers(size.accounts + 1),
    positionLine: sharedIntegers(size.positions),
    positionSize: sharedNumbers(size.positions),
    positionEntry: sharedNumbers(size.positions),
    collateralStart: sharedIntegers(size.accounts + 1),
    collateralSlot: sharedIntegers(size.collaterals),
    collateralUnits: sharedNumbers(size.collaterals),
    cash: sharedNumbers(size.accounts),
    debt: sharedNumbers(size.accounts),
    saleLine: sharedIntegers(size.accounts).fill(-1),
    policy: sharedIntegers(size.accounts).fill(-1),
    policyItem: sharedIntegers(size.accounts),
    ...groups,
  };
}

/** The name of an account in tables: `retail/17` in a cohort, `basis/17/0` for a desk's first leg, its
 * id if explicit (`id/ETH` where isolated). */
export function accountName(model: ResolvedModel, account: number): string {
  let first = 0;
  for (const cohort of model.book.cohorts) {
    if (account < first + cohort.accounts) return `${cohort.name}/${account - first}`;
    first += cohort.accounts;
  }
  for (const explicit of model.book.accounts) {
    const parts = explicit.marginMode === "isolated" ? explicit.positions.length : 1;
    if (account < first + parts) {
      if (explicit.marginMode === "cross") return explicit.id;
      const { market } = explicit.positions[account - first];
      const asset = model.venues[explicit.venue].markets[market].asset;
      return `${explicit.id}/${model.market.assets[asset].name}`;
    }
    first += parts;
  }
  for (const { name, accounts, legs } of model.book.desks ?? []) {
    const place = account - first;
    const trader = Math.floor(place / legs.length);
    if (trader < accounts) return `${name}/${trader}/${place % legs.length}`;
    first += accounts * legs.length;
  }
  throw new RangeError(`account ${account} is not in the book of ${first}`);
}

function sharedNumbers(length: number): Float64Array {
  return new Float64Array(new SharedArrayBuffer(length * 8));
}

/** Zeros that all threads see. */
export function sharedIntegers(length: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(length * 4));
}
