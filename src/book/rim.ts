/**
 * The rim of an account's safe region: the question that is asked of it, and the answer (`safeRadius.ts`).
 *
 * One rim serves all accounts in turn, so that arming an account allocates nothing.
 */
import type { Book } from "./book.ts";
import { CONCERN, type Concern } from "./factors.ts";

/** No number crosses a call on its way here: one that does is an object. */
export interface Rim {
  /** Readings of the moment, by watch: -reading for falls, +reading for rises. */
  readonly value: Float64Array;
  /** What is asked, to be set before: whose readings it is valued at, the adverse ones for a loss. */
  concern: Concern;
  /** True: the account is above the level and may fall; false: it is below and may recover. */
  towardsLoss: boolean;
  /** The level whose side the account is on. */
  level: number;
  /** What is found: the safe radius, relative; 0 if it is across already, Infinity if nothing can take it there. */
  radius: number;
  /** Keys set: watch and key of each. */
  count: number;
  readonly watch: Int32Array;
  readonly key: Float64Array;
  /** On the way: E - level * M, USD; what factors can spend of it per unit of relative move; where the bound ends. */
  distance: number;
  spend: number;
  farthest: number;
}

/** Most keys of an account besides one for each balance. */
const CASH_KEYS = 2;
const DEBT_KEYS = 1;
const KEYS_OF_A_POSITION = 2;

/** A rim with room for the keys of any account of a book. @param value see `Rim` */
export function createRim(book: Book, value: Float64Array): Rim {
  const { accounts, collateralStart, positionStart } = book;
  let balances = 0;
  let positions = 0;
  for (let account = 0; account < accounts; account++) {
    balances = Math.max(balances, collateralStart[account + 1] - collateralStart[account]);
    positions = Math.max(positions, positionStart[account + 1] - positionStart[account]);
  }
  const most = balances + CASH_KEYS + DEBT_KEYS + KEYS_OF_A_POSITION * positions;
  return {
    value,
    concern: CONCERN.breach,
    towardsLoss: true,
    level: 1,
    radius: 0,
    count: 0,
    watch: new Int32Array(most),
    key: new Float64Array(most),
    distance: 0,
    spend: 0,
    farthest: Infinity,
  };
}

/** The higher or the lower reading of the factor whose fall watch this is. */
export function reading({ value }: Rim, fall: number, higher: boolean): number {
  return higher ? value[fall + 1] : -value[fall];
}
