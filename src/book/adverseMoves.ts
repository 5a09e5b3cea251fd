/**
 * How far prices must go before they hurt: by base asset, down and up, the least log move of its price at which a share of
 * the losing side's notional would be liquidatable in the untouched book, every other price as at t = 0.
 *
 * An account is on the side of its net exposure to the asset, positions and collateral together. Found by bisection, to a
 * ten-thousandth, once per model.
 */
import type { Accounts } from "./accounts.ts";
import type { Layout } from "./layout.ts";
import { type Valuation, valueAccount } from "./margin.ts";

/** To a thousandth of the price, or a thousandfold. */
const FARTHEST = Math.log(1000);
const HALVINGS = 16;

/** Accounts that lose with one asset on one side. */
interface Side {
  readonly lane: number;
  /** -1: they lose when it falls. */
  readonly sign: -1 | 1;
  readonly accounts: readonly number[];
  /** USD, by those accounts. */
  readonly notional: readonly number[];
  readonly total: number;
}

/**
 * @param accounts untouched
 * @param start everything at its price of t = 0
 * @param share of a side's notional, in (0, 1]
 * @returns by lane: fall, then rise; Infinity where nothing within a thousandfold does it
 */
export function adverseMoves(
  layout: Layout,
  accounts: Accounts,
  start: Valuation,
  share: number,
): Float64Array {
  return Float64Array.from({ length: 2 * layout.lanes }, (_, place) => {
    const side = sideOf(layout, accounts, start, place >> 1, place % 2 === 0 ? -1 : 1);
    return leastMove(layout, accounts, start, side, share);
  });
}

function sideOf(
  layout: Layout,
  accounts: Accounts,
  start: Valuation,
  lane: number,
  sign: -1 | 1,
): Side {
  const on: number[] = [];
  const notional: number[] = [];
  let total = 0;
  for (let account = 0; account < accounts.book.accounts; account++) {
    const exposed = -sign * exposureOf(layout, accounts, start, lane, account);
    if (!(exposed > 0)) continue;
    on.push(account);
    notional.push(exposed);
    total += exposed;
  }
  return { lane, sign, accounts: on, notional, total };
}

/** USD that an account gains per unit of log price. */
function exposureOf(
  layout: Layout,
  { book }: Accounts,
  start: Valuation,
  lane: number,
  account: number,
): number {
  let exposure = 0;
  const endOfPositions = book.positionStart[account + 1];
  for (let position = book.positionStart[account]; position < endOfPositions; position++) {
    const line = book.positionLine[position];
    if (layout.lineLane[line] === lane) exposure += book.positionSize[position] * start.mark[line];
  }
  const endOfBalances = book.collateralStart[account + 1];
  for (let balance = book.collateralStart[account]; balance < endOfBalances; balance++) {
    const slot = book.collateralSlot[balance];
    if (layout.slotLane[slot] === lane)
      exposure += book.collateralUnits[balance] * start.collateral[slot];
  }
  return exposure;
}

function leastMove(
  layout: Layout,
  accounts: Accounts,
  start: Valuation,
  side: Side,
  share: number,
): number {
  const reached = (move: number): boolean =>
    liquidatable(layout, accounts, movedBy(layout, start, side.lane, side.sign * move), side) >=
    share * side.total;
  if (side.total === 0 || !reached(FARTHEST)) return Infinity;
  let [low, high] = [0, FARTHEST];
  for (let halving = 0; halving < HALVINGS; halving++) {
    const middle = (low + high) / 2;
    if (reached(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** The start with one asset's price elsewhere. @param move log */
function movedBy(layout: Layout, start: Valuation, lane: number, move: number): Valuation {
  const factor = Math.exp(move);
  return {
    ...start,
    mark: start.mark.map((price, line) =>
      layout.lineLane[line] === lane ? price * factor : price,
    ),
    collateral: start.collateral.map((price, slot) =>
      layout.slotLane[slot] === lane ? price * factor : price,
    ),
  };
}

/** USD of a side that is liquidatable. */
function liquidatable(
  layout: Layout,
  accounts: Accounts,
  valuation: Valuation,
  { accounts: on, notional }: Side,
): number {
  const state = { equity: 0, requirement: 0 };
  let sum = 0;
  for (let place = 0; place < on.length; place++) {
    valueAccount(layout, accounts, on[place], valuation, state);
    if (state.equity < state.requirement) sum += notional[place];
  }
  return sum;
}
