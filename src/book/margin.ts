/**
 * Equity and maintenance margin of an account.
 *
 *   E = sum units * price * (1 - haircut) + cash * peg * (1 - haircut) + sum q * (mark - entry) - charges
 *   M = sum over positions of the maintenance brackets on |q| * mark, continuous, like income tax
 *
 * A borrower has collateral after haircut for E and its debt for M. An account is liquidatable when E < M. A negative
 * cash balance is a liability and takes no haircut.
 */
import { type Accounts, isTouched } from "./accounts.ts";
import type { Layout } from "./layout.ts";

/** Prices that accounts are valued at. Several valuations of one moment share the charge and debt indices. */
export interface Valuation {
  /** USD per unit, by line. */
  readonly mark: Float64Array;
  /** USD per unit before haircut, by slot. */
  readonly collateral: Float64Array;
  /** USD per unit of the settlement asset, by venue. */
  readonly cash: Float64Array;
  /** Cumulated funding and socialised losses, USD per unit, owed by longs and by shorts, by line. */
  readonly chargeLong: Float64Array;
  readonly chargeShort: Float64Array;
  /** Growth of a debt since t = 0, by venue. */
  readonly debtIndex: Float64Array;
}

/** What `valueAccount` found, USD. */
export interface MarginState {
  equity: number;
  /** Maintenance margin, or debt. */
  requirement: number;
}

/** @returns USD of maintenance margin on `notional` USD of a line. */
export function maintenanceMargin(layout: Layout, line: number, notional: number): number {
  return inBrackets(layout, layout.tierMaintenance, line, notional);
}

/**
 * Initial margin, scaled by open interest: above its cap a market asks for so much more, at most the whole notional.
 *
 *   min(notional, sum of the initial brackets * max(1, open interest / cap))
 *
 * @param openInterest USD, of the side of the line that has more
 * @returns USD on `notional` USD of a line
 */
export function initialMargin(
  layout: Layout,
  line: number,
  notional: number,
  openInterest: number,
): number {
  const scale = Math.max(1, openInterest / layout.openInterestCap[line]);
  return Math.min(notional, scale * inBrackets(layout, layout.tierInitial, line, notional));
}

function inBrackets(layout: Layout, rate: Float64Array, line: number, notional: number): number {
  let margin = 0;
  let below = 0;
  for (let tier = layout.tierStart[line]; tier < layout.tierStart[line + 1]; tier++) {
    const upTo = layout.tierUpTo[tier];
    if (notional <= upTo) return margin + (notional - below) * rate[tier];
    margin += (upTo - below) * rate[tier];
    below = upTo;
  }
  return margin;
}

/** USD of funding and socialised losses a position owes and has not settled. */
export function unsettledCharge(
  size: number,
  settled: number,
  valuation: Valuation,
  line: number,
): number {
  return size > 0
    ? size * (valuation.chargeLong[line] - settled)
    : -size * (valuation.chargeShort[line] - settled);
}

/** Writes equity and requirement of `account` at `valuation` into `out`. Reads touched and untouched accounts alike. */
export function valueAccount(
  layout: Layout,
  accounts: Accounts,
  account: number,
  valuation: Valuation,
  out: MarginState,
): void {
  const { book } = accounts;
  const own = isTouched(accounts, account);
  const venue = book.venue[account];
  const sizes = own ? accounts.size : book.positionSize;
  const entries = own ? accounts.entry : book.positionEntry;
  const units = own ? accounts.units : book.collateralUnits;

  let equity = 0;
  for (
    let balance = book.collateralStart[account];
    balance < book.collateralStart[account + 1];
    balance++
  ) {
    const slot = book.collateralSlot[balance];
    equity += units[balance] * valuation.collateral[slot] * (1 - layout.slotHaircut[slot]);
  }
  const cash = (own ? accounts.cash : book.cash)[account] * valuation.cash[venue];
  equity += cash > 0 ? cash * (1 - layout.cashHaircut[venue]) : cash;

  if (layout.lends[venue] === 1) {
    out.equity = equity;
    out.requirement =
      (own ? accounts.debt : book.debt)[account] *
      valuation.debtIndex[venue] *
      valuation.cash[venue];
    return;
  }
  let requirement = 0;
  for (
    let position = book.positionStart[account];
    position < book.positionStart[account + 1];
    position++
  ) {
    const size = sizes[position];
    if (size === 0) continue;
    const line = book.positionLine[position];
    const mark = valuation.mark[line];
    const settled = own ? accounts.chargeSettled[position] : 0;
    equity += size * (mark - entries[position]) - unsettledCharge(size, settled, valuation, line);
    requirement += maintenanceMargin(layout, line, Math.abs(size) * mark);
  }
  out.equity = equity;
  out.requirement = requirement;
}

/**
 * USD an account owns at `valuation`, before haircuts: what is left when it is negative is bad debt. Reads touched and
 * untouched accounts alike.
 */
export function netWorth(accounts: Accounts, account: number, valuation: Valuation): number {
  const { book } = accounts;
  const own = isTouched(accounts, account);
  const venue = book.venue[account];
  const sizes = own ? accounts.size : book.positionSize;
  const entries = own ? accounts.entry : book.positionEntry;
  const units = own ? accounts.units : book.collateralUnits;
  const debt = (own ? accounts.debt : book.debt)[account];
  let worth = (own ? accounts.cash : book.cash)[account] * valuation.cash[venue];
  for (
    let balance = book.collateralStart[account];
    balance < book.collateralStart[account + 1];
    balance++
  ) {
    worth += units[balance] * valuation.collateral[book.collateralSlot[balance]];
  }
  for (
    let position = book.positionStart[account];
    position < book.positionStart[account + 1];
    position++
  ) {
    const size = sizes[position];
    if (size === 0) continue;
    const line = book.positionLine[position];
    const settled = own ? accounts.chargeSettled[position] : 0;
    worth += size * (valuation.mark[line] - entries[position]);
    worth -= unsettledCharge(size, settled, valuation, line);
  }
  return worth - debt * valuation.debtIndex[venue] * valuation.cash[venue];
}
