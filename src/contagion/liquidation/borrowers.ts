/**
 * Closing a borrower: a keeper repays part of the debt and is handed collateral worth (1 + penalty) of it at the oracle.
 *
 * The keeper sells what he gets through its market at the venue (at the global price where it has none) and acts only if
 * that pays at the price before his sale. Debt without collateral left is the lenders' loss.
 */
import { valueAccount } from "../../book/margin.ts";
import {
  closeAccount,
  countBadDebt,
  countNotional,
  gasOf,
  openClose,
  payGas,
  payPenalty,
} from "./close.ts";
import { slotPrice } from "../prices.ts";
import { move, pay } from "../state/funds.ts";
import { HOLDER } from "../state/ledger.ts";
import type { Handover } from "../state/selection.ts";
import type { Trading } from "../state/trading.ts";
import { noteBadDebt } from "../losses/noteBadDebt.ts";

/** USD owed now. */
export function debtOf(trading: Trading, account: number): number {
  const { accounts, book, valuations } = trading;
  const venue = book.venue[account];
  return accounts.debt[account] * valuations.mark.debtIndex[venue] * valuations.mark.cash[venue];
}

/**
 * The handover a keeper is ready for.
 * @param budget USD of keepers' capacity left
 * @returns whether it pays him; `out` is filled in either case
 */
export function offerHandover(
  trading: Trading,
  account: number,
  budget: number,
  out: Handover,
): boolean {
  const venue = trading.book.venue[account];
  const { closeFactor, penalty, dust } = trading.model.venues[venue].liquidation;
  const debt = debtOf(trading, account);
  const value = collateralValue(trading, account);
  out.repaid = out.handed = out.share = 0;
  // Nothing to hand over: the debt is lost, and no keeper is needed to see it.
  if (value <= 0) return true;
  const wanted = debt < dust || value < dust ? debt : debt * closeFactor;
  const price = wanted * (1 + penalty);
  out.handed = Math.min(price, value, budget);
  // Not through a quotient where nothing is short: its last bit would keep a repaid debt alive.
  out.repaid = out.handed === price ? wanted : out.handed / (1 + penalty);
  out.share = out.handed === value ? 1 : out.handed / value;
  const proceeds = proceedsBefore(trading, account) * out.share;
  // Breaking even is enough, and rounding must not decide on it.
  return out.handed > 0 && proceeds >= (out.repaid + gasOf(trading, venue)) * (1 - 1e-12);
}

/** USD of all collateral at the oracle, before haircut. */
function collateralValue(trading: Trading, account: number): number {
  const { accounts, book, valuations } = trading;
  let value = accounts.cash[account] * valuations.mark.cash[book.venue[account]];
  for (
    let balance = book.collateralStart[account];
    balance < book.collateralStart[account + 1];
    balance++
  ) {
    value += accounts.units[balance] * valuations.mark.collateral[book.collateralSlot[balance]];
  }
  return value;
}

/** USD that all collateral would bring at the prices before the sale. */
function proceedsBefore(trading: Trading, account: number): number {
  const { accounts, book, valuations, selection } = trading;
  let proceeds = accounts.cash[account] * valuations.mark.cash[book.venue[account]];
  for (
    let balance = book.collateralStart[account];
    balance < book.collateralStart[account + 1];
    balance++
  ) {
    proceeds +=
      accounts.units[balance] *
      salePrice(trading, book.collateralSlot[balance], selection.reference);
  }
  return proceeds;
}

/** USD per unit of a slot's asset: through its line at `price`, or at the global price. */
function salePrice(trading: Trading, slot: number, price: Float64Array): number {
  const { layout, ratios } = trading;
  const line = layout.slotLine[slot];
  return line < 0 ? slotPrice(trading, slot) : ratios.true[slot] * price[line];
}

/** Adds the signed units that selling a share of the collateral trades on each line to `units`. */
export function addCollateralUnits(
  trading: Trading,
  account: number,
  share: number,
  units: Float64Array,
): void {
  const { accounts, book, layout, ratios } = trading;
  for (
    let balance = book.collateralStart[account];
    balance < book.collateralStart[account + 1];
    balance++
  ) {
    const slot = book.collateralSlot[balance];
    const line = layout.slotLine[slot];
    if (line >= 0) units[line] -= accounts.units[balance] * share * ratios.true[slot];
  }
}

/** Carries out a handover. @param fill USD that the market trades at, by line */
export function closeBorrower(
  trading: Trading,
  account: number,
  handover: Handover,
  sale: number,
  generation: number,
  fill: Float64Array,
): void {
  const { accounts, book, layout, valuations, state, selection, funds } = trading;
  const venue = book.venue[account];
  const peg = funds.peg[venue];
  const { penalty } = trading.model.venues[venue].liquidation;
  valueAccount(layout, accounts, account, valuations.mark, state);
  openClose(trading, account, sale, generation, selection.row);
  pay(funds, venue, HOLDER.keepers, HOLDER.lenders, handover.repaid / peg);
  handOver(trading, account, handover.share, fill);
  // The penalty is in what the keeper was handed; he passes on the part that is not his.
  const bonus = (handover.repaid * penalty) / peg;
  payPenalty(trading, venue, HOLDER.keepers, bonus);
  if (handover.handed > 0) payGas(trading, venue);
  extinguish(trading, account, handover.repaid);
  countNotional(trading, account, sale, handover.handed);

  let badDebt = 0;
  const remaining = debtOf(trading, account);
  const left = collateralValue(trading, account);
  if (left <= 0) {
    badDebt = remaining;
    if (badDebt > 0) {
      countBadDebt(trading, venue, sale, badDebt);
      noteBadDebt(trading, account, badDebt);
      extinguish(trading, account, badDebt);
    }
    closeAccount(trading, account);
  } else if (accounts.debt[account] === 0) closeAccount(trading, account);
  writeRow(trading, account, handover, fill, left - (remaining - badDebt), badDebt);
}

/** Takes `usd`, the interest in it included, off an account's debt and off what its lenders are owed. */
export function extinguish(trading: Trading, account: number, usd: number): void {
  const { accounts, book, valuations, lent } = trading;
  const venue = book.venue[account];
  const owed = accounts.debt[account];
  const off = Math.min(
    owed,
    usd / (valuations.mark.debtIndex[venue] * valuations.mark.cash[venue]),
  );
  accounts.chargesPaid[account] +=
    off * (valuations.mark.debtIndex[venue] - 1) * valuations.mark.cash[venue];
  accounts.debt[account] = usd >= debtOf(trading, account) ? 0 : owed - off;
  lent[venue] -= off;
}

/** Moves a share of every balance to the keeper, who sells it. */
function handOver(trading: Trading, account: number, share: number, fill: Float64Array): void {
  const { accounts, book, layout, funds } = trading;
  const venue = book.venue[account];
  const cash = accounts.cash[account] * share;
  accounts.cash[account] -= cash;
  pay(funds, venue, HOLDER.accounts, HOLDER.keepers, cash);
  for (
    let balance = book.collateralStart[account];
    balance < book.collateralStart[account + 1];
    balance++
  ) {
    const slot = book.collateralSlot[balance];
    const asset = layout.slotAsset[slot];
    const units = accounts.units[balance] * share;
    accounts.units[balance] = share === 1 ? 0 : accounts.units[balance] - units;
    move(funds, venue, asset, HOLDER.accounts, HOLDER.outside, units, slotPrice(trading, slot));
    pay(
      funds,
      venue,
      HOLDER.outside,
      HOLDER.keepers,
      (units * salePrice(trading, slot, fill)) / funds.peg[venue],
    );
  }
}

function writeRow(
  trading: Trading,
  account: number,
  handover: Handover,
  fill: Float64Array,
  equity: number,
  badDebt: number,
): void {
  if (trading.records.liquidation === null) return;
  const { book, layout, selection, valuations, model } = trading;
  const { row } = selection;
  const line = book.saleLine[account];
  row.asset = line < 0 ? -1 : model.market.baseAssets[layout.lineLane[line]];
  row.notional = handover.handed;
  row.mark = line < 0 ? NaN : valuations.mark.mark[line];
  row.execution = line < 0 ? NaN : fill[line];
  row.equityAfter = equity;
  row.badDebt = badDebt;
  trading.records.liquidation(row);
}
