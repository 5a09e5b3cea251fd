/**
 * Closing a trader: a fraction of every position, the same fraction of non-cash collateral sold.
 *
 * Realised profit is q * (price - entry); charges are settled whole. The penalty, a fraction of executed notional, comes
 * out of the equity left after execution only. Bad debt is what is missing once nothing is left to close. Where a keeper
 * takes over at the price before his slice, he pays the difference to the fill.
 */
import { netWorth, valueAccount } from "../../book/margin.ts";
import {
  closeAccount,
  countBadDebt,
  countNotional,
  openClose,
  payGas,
  payPenalty,
} from "./close.ts";
import { slotPrice } from "../prices.ts";
import { move, pay } from "../state/funds.ts";
import { HOLDER, type Holder } from "../state/ledger.ts";
import { takeOver } from "../state/positions.ts";
import type { Trading } from "../state/trading.ts";
import { receive, settleCharge } from "../settlement.ts";
import { noteBadDebt } from "../losses/noteBadDebt.ts";

/** Adds the signed units that closing a fraction of an account trades on each line to `units`. */
export function addTradedUnits(
  trading: Trading,
  account: number,
  fraction: number,
  units: Float64Array,
): void {
  const { book, accounts, layout, ratios } = trading;
  addPositionUnits(trading, account, fraction, units);
  for (
    let balance = book.collateralStart[account];
    balance < book.collateralStart[account + 1];
    balance++
  ) {
    const slot = book.collateralSlot[balance];
    if (layout.slotLine[slot] < 0) continue;
    units[layout.slotLine[slot]] -= accounts.units[balance] * fraction * ratios.true[slot];
  }
}

/** The same of its positions alone. */
export function addPositionUnits(
  { book, accounts }: Trading,
  account: number,
  fraction: number,
  units: Float64Array,
): void {
  for (
    let position = book.positionStart[account];
    position < book.positionStart[account + 1];
    position++
  ) {
    units[book.positionLine[position]] -= accounts.size[position] * fraction;
  }
}

/**
 * Closes a fraction of a trader's account.
 * @param price USD that the account trades at, by line
 * @param fill USD that the market trades at, by line; a keeper pays the difference
 */
export function closeTrader(
  trading: Trading,
  account: number,
  fraction: number,
  sale: number,
  generation: number,
  price: Float64Array,
  fill: Float64Array,
): void {
  const { accounts, book, layout, valuations, state, selection, funds } = trading;
  const venue = book.venue[account];
  const peg = funds.peg[venue];
  valueAccount(layout, accounts, account, valuations.mark, state);
  openClose(trading, account, sale, generation, selection.row);
  const executed = closePositions(trading, account, fraction, price, fill);
  sellCollateral(trading, account, fraction, price, fill);
  countNotional(trading, account, sale, selection.closedNotional);

  const equity = netWorth(accounts, account, valuations.mark);
  const due = trading.model.venues[venue].liquidation.penalty * executed;
  // All that is left, to the bit: what a quotient rounds away would be bad debt.
  const charged =
    fraction === 1 && equity > 0 && equity <= due
      ? accounts.cash[account]
      : Math.min(Math.max(0, equity), due) / peg;
  accounts.cash[account] -= charged;
  payPenalty(trading, venue, HOLDER.accounts, charged);
  payGas(trading, venue);

  let badDebt = 0;
  if (fraction === 1) {
    badDebt = Math.max(0, -accounts.cash[account]) * peg;
    if (badDebt > 0) {
      countBadDebt(trading, venue, sale, badDebt);
      noteBadDebt(trading, account, badDebt);
      accounts.cash[account] = 0;
    }
    closeAccount(trading, account);
  }
  if (trading.records.liquidation !== null)
    writeRows(trading, account, price, equity - charged * peg, badDebt);
}

/** Closes a fraction of every position. @returns USD executed; `selection.closed` and `closedNotional` say what was closed, at the mark */
export function closePositions(
  trading: Trading,
  account: number,
  fraction: number,
  price: Float64Array,
  fill: Float64Array,
): number {
  const { accounts, book, valuations, selection, positions } = trading;
  const venue = book.venue[account];
  let executed = 0;
  selection.closedNotional = 0;
  for (
    let position = book.positionStart[account];
    position < book.positionStart[account + 1];
    position++
  ) {
    const size = accounts.size[position];
    const closing = size * fraction;
    selection.closed[position] = closing;
    if (size === 0) continue;
    const line = book.positionLine[position];
    const entry = accounts.entry[position];
    settleCharge(trading, account, position);
    receive(trading, account, venue, closing * (price[line] - entry));
    keeperPays(
      trading,
      venue,
      trading.funds.counterparty[venue],
      closing * (price[line] - fill[line]),
    );
    takeOver(positions, line, closing, entry, accounts.chargeSettled[position]);
    accounts.size[position] = fraction === 1 ? 0 : size - closing;
    selection.closedNotional += Math.abs(closing) * valuations.mark.mark[line];
    executed += Math.abs(closing) * price[line];
  }
  return executed;
}

function sellCollateral(
  trading: Trading,
  account: number,
  fraction: number,
  price: Float64Array,
  fill: Float64Array,
): void {
  const { accounts, book, layout, ratios, funds } = trading;
  const venue = book.venue[account];
  for (
    let balance = book.collateralStart[account];
    balance < book.collateralStart[account + 1];
    balance++
  ) {
    const sold = accounts.units[balance] * fraction;
    if (sold === 0) continue;
    const slot = book.collateralSlot[balance];
    const asset = layout.slotAsset[slot];
    const line = layout.slotLine[slot];
    const worth = slotPrice(trading, slot);
    const ratio = ratios.true[slot];
    const paid = line < 0 ? sold * worth : sold * ratio * price[line];
    accounts.units[balance] = fraction === 1 ? 0 : accounts.units[balance] - sold;
    move(funds, venue, asset, HOLDER.accounts, HOLDER.outside, sold, worth);
    accounts.cash[account] += paid / funds.peg[venue];
    pay(funds, venue, HOLDER.outside, HOLDER.accounts, paid / funds.peg[venue]);
    if (line >= 0)
      keeperPays(trading, venue, HOLDER.outside, sold * ratio * (price[line] - fill[line]));
  }
}

function keeperPays(trading: Trading, venue: number, to: Holder, usd: number): void {
  if (usd !== 0) pay(trading.funds, venue, HOLDER.keepers, to, usd / trading.funds.peg[venue]);
}

/** One row per market closed; equity and bad debt stand on the last. @param price USD traded at, by line */
export function writeRows(
  trading: Trading,
  account: number,
  price: Float64Array,
  equity: number,
  badDebt: number,
): void {
  const { book, layout, selection, valuations, model } = trading;
  const { row } = selection;
  let last = -1;
  for (
    let position = book.positionStart[account];
    position < book.positionStart[account + 1];
    position++
  ) {
    if (selection.closed[position] !== 0) last = position;
  }
  for (let position = book.positionStart[account]; position <= last; position++) {
    if (selection.closed[position] === 0) continue;
    const line = book.positionLine[position];
    row.asset = model.market.baseAssets[layout.lineLane[line]];
    row.mark = valuations.mark.mark[line];
    row.notional = Math.abs(selection.closed[position]) * row.mark;
    row.execution = price[line];
    row.equityAfter = position === last ? equity : NaN;
    row.badDebt = position === last ? badDebt : NaN;
    trading.records.liquidation?.(row);
  }
}
