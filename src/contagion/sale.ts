/**
 * A sale: what one venue closes in one generation.
 *
 * Accounts are taken in order within the keepers' capacity. A trading venue's sale has one fill per line, the average
 * over its whole net flow; where a profit gate slices accounts one after the other, each trades at the price its
 * predecessors left. An order book and a lending sale start from P, a pool from its oracle (its vault bears stale prices).
 */
import { valueAccount } from '../book/margin.ts';
import { pushPrice } from '../market/venuePrices.ts';
import { addCollateralUnits, closeBorrower, offerHandover } from './borrowers.ts';
import { profitableFraction } from './profitGate.ts';
import { depthOf, inventoryShare } from './state/inventories.ts';
import { recordPush } from './state/pressure.ts';
import { openSale } from './state/sales.ts';
import { choose, sortCandidates } from './state/selection.ts';
import type { Trading } from './state/trading.ts';
import { addTradedUnits, closeTrader, openNotional } from './traders.ts';

/** @returns whether anything was closed */
export function sellVenue(trading: Trading, venue: number, generation: number): boolean {
  if (trading.keepers[venue] <= 0) return false;
  gatherCandidates(trading, venue);
  if (trading.selection.count === 0) return false;
  prepareLines(trading, venue);
  const closesBefore = trading.tallies.closes;
  const sale = openSale(trading.sales, venue, generation, trading.now, closesBefore);
  if (trading.layout.lends[venue] === 1) sellBorrowers(trading, venue, sale, generation);
  else if (trading.model.venues[venue].liquidation.profitGate) sellGated(trading, venue, sale, generation);
  else sellTraders(trading, venue, sale, generation);
  if (trading.tallies.closes === closesBefore) {
    trading.sales.count--;
    return false;
  }
  moveVenue(trading, venue, sale);
  return true;
}

/** The venue's liquidatable accounts, in the order they are taken. */
function gatherCandidates(trading: Trading, venue: number): void {
  const { breaches, book, layout, accounts, valuations, state, selection } = trading;
  selection.count = 0;
  for (let index = 0; index < breaches.count; index++) {
    const account = breaches.list[index];
    if (book.venue[account] !== venue) continue;
    valueAccount(layout, accounts, account, valuations.mark, state);
    if (state.equity >= state.requirement) continue;
    selection.ratio[account] = state.equity / state.requirement;
    selection.order[selection.count++] = account;
  }
  sortCandidates(selection, breaches);
}

function prepareLines(trading: Trading, venue: number): void {
  const { layout, selection, model, inventories, stress, valuations, venuePrices } = trading;
  const share = inventoryShare(inventories, venue);
  const fromOracle = model.venues[venue].kind === 'pool';
  for (let line = layout.lineStart[venue]; line < layout.lineStart[venue + 1]; line++) {
    selection.flow[line] = selection.flowUsd[line] = 0;
    selection.depth[line] = depthOf(inventories, line, share, stress.multiplier);
    selection.reference[line] = fromOracle ? valuations.mark.mark[line] : venuePrices.price[line];
  }
}

function sellTraders(trading: Trading, venue: number, sale: number, generation: number): void {
  const { selection, layout } = trading;
  const { closeFactor, dust } = trading.model.venues[venue].liquidation;
  selection.chosen = 0;
  for (let index = 0; index < selection.count && trading.keepers[venue] > 0; index++) {
    const account = selection.order[index];
    const notional = openNotional(trading, account);
    const fraction = withinBudget(trading, venue, notional, notional < dust ? 1 : closeFactor);
    choose(selection, account, fraction);
    clearUnits(trading, venue);
    addTradedUnits(trading, account, fraction, selection.units);
    addFlow(trading, venue);
  }
  for (let line = layout.lineStart[venue]; line < layout.lineStart[venue + 1]; line++) {
    selection.fill[line] = fillPrice(trading, line, 0, selection.flow[line]);
  }
  for (let index = 0; index < selection.chosen; index++) {
    const { account, fraction } = selection;
    closeTrader(trading, account[index], fraction[index], sale, generation, selection.fill, selection.fill);
  }
}

function sellGated(trading: Trading, venue: number, sale: number, generation: number): void {
  const { selection, layout } = trading;
  const { closeFactor, dust } = trading.model.venues[venue].liquidation;
  for (let index = 0; index < selection.count && trading.keepers[venue] > 0; index++) {
    const account = selection.order[index];
    const notional = openNotional(trading, account);
    const most = capped(trading, venue, notional, notional < dust ? 1 : closeFactor);
    for (let line = layout.lineStart[venue]; line < layout.lineStart[venue + 1]; line++) {
      selection.price[line] = priceAfter(trading, line, selection.flow[line]);
    }
    clearUnits(trading, venue);
    addTradedUnits(trading, account, 1, selection.units);
    const profitable = profitableFraction(trading, venue, selection.units, notional, most);
    if (profitable <= 0) continue;
    const fraction = withinBudget(trading, venue, notional, profitable);
    clearUnits(trading, venue);
    addTradedUnits(trading, account, fraction, selection.units);
    for (let line = layout.lineStart[venue]; line < layout.lineStart[venue + 1]; line++) {
      const before = selection.flow[line];
      addLineFlow(trading, line, selection.price[line]);
      selection.fill[line] = selection.price[line] * fillGrowth(trading, line, before, selection.flow[line] - before);
    }
    closeTrader(trading, account, fraction, sale, generation, selection.price, selection.fill);
  }
}

function sellBorrowers(trading: Trading, venue: number, sale: number, generation: number): void {
  const { selection, layout } = trading;
  const { handover } = selection;
  // Who pays a keeper is decided at the prices before the sale; then the sale is filled as one.
  selection.chosen = 0;
  let budget = trading.keepers[venue];
  for (let index = 0; index < selection.count && budget > 0; index++) {
    const account = selection.order[index];
    if (!offerHandover(trading, account, budget, handover)) continue;
    choose(selection, account, budget);
    budget -= handover.handed;
    clearUnits(trading, venue);
    addCollateralUnits(trading, account, handover.share, selection.units);
    addFlow(trading, venue);
  }
  for (let line = layout.lineStart[venue]; line < layout.lineStart[venue + 1]; line++) {
    selection.fill[line] = fillPrice(trading, line, 0, selection.flow[line]);
  }
  for (let index = 0; index < selection.chosen; index++) {
    offerHandover(trading, selection.account[index], selection.fraction[index], handover);
    closeBorrower(trading, selection.account[index], handover, sale, generation, selection.fill);
  }
  trading.keepers[venue] = budget;
}

/** The fraction that keepers have capacity for, without spending it. */
function capped(trading: Trading, venue: number, notional: number, fraction: number): number {
  const budget = trading.keepers[venue];
  return notional * fraction > budget ? budget / notional : fraction;
}

/** The same, spending it. */
function withinBudget(trading: Trading, venue: number, notional: number, fraction: number): number {
  const taken = capped(trading, venue, notional, fraction);
  trading.keepers[venue] = taken < fraction ? 0 : trading.keepers[venue] - notional * taken;
  return taken;
}

function clearUnits(trading: Trading, venue: number): void {
  const { layout, selection } = trading;
  for (let line = layout.lineStart[venue]; line < layout.lineStart[venue + 1]; line++) selection.units[line] = 0;
}

/** Adds the units at hand to the venue's flow, valued at the sale's reference. */
function addFlow(trading: Trading, venue: number): void {
  const { layout, selection } = trading;
  for (let line = layout.lineStart[venue]; line < layout.lineStart[venue + 1]; line++) {
    addLineFlow(trading, line, selection.reference[line]);
  }
}

function addLineFlow(trading: Trading, line: number, price: number): void {
  const { selection, venuePrices } = trading;
  const units = selection.units[line];
  if (units === 0) return;
  const usd = units * price;
  selection.flowUsd[line] += usd;
  selection.flow[line] += venuePrices.law[line].flow(usd, units, selection.depth[line]);
}

/** Average price of the flow q that comes after flow `before`, USD. */
function fillPrice(trading: Trading, line: number, before: number, q: number): number {
  return priceAfter(trading, line, before) * fillGrowth(trading, line, before, q);
}

function fillGrowth(trading: Trading, line: number, before: number, q: number): number {
  const { venuePrices } = trading;
  return Math.exp(venuePrices.law[line].fill(venuePrices.state[line] + before, q));
}

/** The price that flow q has left inside this sale, USD. */
function priceAfter(trading: Trading, line: number, q: number): number {
  const { venuePrices, selection } = trading;
  if (q === 0) return selection.reference[line];
  const law = venuePrices.law[line];
  const moved = law.transient(venuePrices.state[line] + q) - venuePrices.displacement[line] + law.permanent(q);
  return selection.reference[line] * Math.exp(moved);
}

/** Moves the venue's own prices, and keeps what moves S for the end of the generation. */
function moveVenue(trading: Trading, venue: number, sale: number): void {
  const { layout, selection, venuePrices, inventories, sales, tallies, pressure } = trading;
  let flow = 0;
  for (let line = layout.lineStart[venue]; line < layout.lineStart[venue + 1]; line++) {
    const q = selection.flow[line];
    if (q === 0) continue;
    const lane = layout.lineLane[line];
    const permanent = venuePrices.law[line].permanent(q);
    const depthShare = selection.depth[line] / inventories.market[line].depth1pct;
    if (depthShare < tallies.leastDepthShare[venue]) tallies.leastDepthShare[venue] = depthShare;
    pushPrice(venuePrices, line, q);
    recordPush(pressure, venue, lane, line, sale, q, permanent);
    selection.permanent[lane] += permanent;
    flow += selection.flowUsd[line];
    const displacement = Math.abs(venuePrices.displacement[line]);
    if (displacement > sales.displacement[sale]) sales.displacement[sale] = displacement;
  }
  if (sales.displacement[sale] > tallies.largestDisplacement[venue]) {
    tallies.largestDisplacement[venue] = sales.displacement[sale];
  }
  inventories.flow[venue] += flow;
  inventories.leastShare = Math.min(inventories.leastShare, inventoryShare(inventories, venue));
}
