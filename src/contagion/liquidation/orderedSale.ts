/**
 * Carrying out closing orders: before the step's liquidations, one sale per venue, at the average fill of its net flow.
 *
 * The flow moves prices, ties up makers and stands in the pressure on others like a liquidation's. But nobody was
 * liquidated: no keeper, no penalty, no part in any sum of liquidations. Positions are closed whole, collateral stays. An
 * account that is left with a debt and nothing else is bad debt; with collateral beside it, the margin rules go on.
 */
import { STANDING } from "../../book/accounts.ts";
import { netWorth } from "../../book/margin.ts";
import { ALL_CONCERNS, markDue } from "../../book/watches.ts";
import { displaceForGood } from "../../market/prices.ts";
import { endBreach, retire } from "./breach.ts";
import { CAUSE } from "./causes.ts";
import { countBadDebt } from "./close.ts";
import { loseLeg } from "../owners/desks.ts";
import { chooseReady } from "../owners/orders.ts";
import { noteBadDebt } from "../losses/noteBadDebt.ts";
import { seePrices, settleMarket } from "../prices.ts";
import { moveVenue, prepareLines } from "./sale.ts";
import { addFlow, clearUnits, fillPrice } from "./saleFlow.ts";
import { keepAccount } from "../rollback/keepAccount.ts";
import { ORDER } from "../state/orders.ts";
import { noteClose, openSale } from "../state/sales.ts";
import type { Trading } from "../state/trading.ts";
import { addPositionUnits, closePositions, writeRows } from "./traders.ts";

/** Generation of a sale that is no liquidation. */
export const ORDERED = -1;

/** Carries out every order that its chain takes now, all venues from the same prices. */
export function closeOrdered(trading: Trading): void {
  const { orders, layout, selection, prices } = trading;
  if (orders.sentCount === 0) return;
  chooseReady(trading);
  if (orders.readyCount === 0) return;
  selection.permanent.fill(0);
  for (let venue = 0; venue < layout.venues; venue++) sellOrdered(trading, venue);
  for (let lane = 0; lane < layout.lanes; lane++)
    displaceForGood(prices, lane, selection.permanent[lane]);
  settleMarket(trading);
  seePrices(trading);
}

function sellOrdered(trading: Trading, venue: number): void {
  const { orders, book, layout, selection, sales, now } = trading;
  prepareLines(trading, venue);
  let count = 0;
  for (let index = 0; index < orders.readyCount; index++) {
    const account = orders.ready[index];
    if (book.venue[account] !== venue) continue;
    count++;
    clearUnits(trading, venue);
    addPositionUnits(trading, account, 1, selection.units);
    addFlow(trading, venue);
  }
  if (count === 0) return;
  for (let line = layout.lineStart[venue]; line < layout.lineStart[venue + 1]; line++)
    selection.fill[line] = fillPrice(trading, line, 0, selection.flow[line]);
  const sale = openSale(sales, venue, ORDERED, now, sales.numbered);
  for (let index = 0; index < orders.readyCount; index++) {
    const account = orders.ready[index];
    if (book.venue[account] === venue) carryOut(trading, account, sale);
  }
  moveVenue(trading, venue, sale);
}

function carryOut(trading: Trading, account: number, sale: number): void {
  const { orders, selection, book, accounts, funds, valuations } = trading;
  const venue = book.venue[account];
  openRow(trading, account, sale);
  closePositions(trading, account, 1, selection.fill, selection.fill);
  const owed = Math.max(0, -accounts.cash[account]) * funds.peg[venue];
  const equity = netWorth(accounts, account, valuations.mark);
  const emptied = !hasCollateral(trading, account);
  if (owed > 0 && emptied) {
    countBadDebt(trading, venue, sale, owed);
    noteBadDebt(trading, account, owed);
    accounts.cash[account] = 0;
  }
  if (trading.records.liquidation !== null)
    writeRows(trading, account, selection.fill, equity, emptied ? owed : 0);
  orders.stage[account] = ORDER.done;
  if (orders.cause[account] === CAUSE.panic) loseLeg(trading, account);
  if (owed > 0 && !emptied) markDue(trading.index.watches, account, ALL_CONCERNS);
  else leave(trading, account);
}

/** As `openClose` for a liquidation: number, sale, row. */
function openRow(trading: Trading, account: number, sale: number): void {
  keepAccount(trading, account);
  const { orders, sales, selection, book, now } = trading;
  const { row } = selection;
  const cause = orders.cause[account];
  row.liquidation = sales.numbered++;
  row.parent = -1;
  row.time = now;
  row.breach = NaN;
  row.venue = book.venue[account];
  row.account = account;
  row.generation = NaN;
  row.cause = cause;
  if (sales.cause[sale] < 0) sales.cause[sale] = cause;
  noteClose(sales, sale, row.liquidation, account, false);
}

function hasCollateral({ accounts, book }: Trading, account: number): boolean {
  for (
    let balance = book.collateralStart[account];
    balance < book.collateralStart[account + 1];
    balance++
  ) {
    if (accounts.units[balance] > 0) return true;
  }
  return false;
}

/** The account has nothing left to liquidate; a breach under way ends uncollected. */
function leave(trading: Trading, account: number): void {
  if (trading.accounts.standing[account] === STANDING.breached) endBreach(trading, account);
  retire(trading, account);
}
