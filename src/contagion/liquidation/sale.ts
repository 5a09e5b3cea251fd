/**
 * A sale: what one venue closes in one generation.
 *
 * Accounts are taken in order within the keepers' capacity. A trading venue's sale has one fill per line, the average
 * over its whole net flow; where a profit gate slices accounts one after the other, each trades at the price its
 * predecessors left. An order book and a lending sale start from P, a pool from its oracle (its vault bears stale prices).
 */
import { valueAccount } from "../../book/margin.ts";
import { pushPrice } from "../../market/venuePrices.ts";
import { sellBorrowers } from "./borrowerSale.ts";
import { depthOf, inventoryShare } from "../state/inventories.ts";
import { recordPush } from "../state/pressure.ts";
import { openSale } from "../state/sales.ts";
import { sortCandidates } from "../state/selection.ts";
import type { Trading } from "../state/trading.ts";
import { sellGated, sellTraders } from "./traderSale.ts";

/** Margin ratios are compared to nine digits: accounts that only rounding tells apart go by their number. */
const RATIO_DIGITS = 1e9;

/** @returns whether anything was closed */
export function sellVenue(trading: Trading, venue: number, generation: number): boolean {
  if (trading.keepers[venue] <= 0) return false;
  gatherCandidates(trading, venue);
  if (trading.selection.count === 0) return false;
  prepareLines(trading, venue);
  const closesBefore = trading.tallies.closes[venue];
  const { sales } = trading;
  const sale = openSale(sales, venue, generation, trading.now, sales.numbered);
  if (trading.layout.lends[venue] === 1) sellBorrowers(trading, venue, sale, generation);
  else if (trading.model.venues[venue].liquidation.profitGate)
    sellGated(trading, venue, sale, generation);
  else sellTraders(trading, venue, sale, generation);
  if (trading.tallies.closes[venue] === closesBefore) {
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
    selection.ratio[account] = Math.round((state.equity / state.requirement) * RATIO_DIGITS);
    selection.order[selection.count++] = account;
  }
  sortCandidates(selection, breaches);
}

/** Takes in depth and the price that each line of a venue starts a sale from. */
export function prepareLines(trading: Trading, venue: number): void {
  const { layout, selection, model, inventories, stress, valuations, venuePrices } = trading;
  const share = inventoryShare(inventories, venue);
  const fromOracle = model.venues[venue].kind === "pool";
  for (let line = layout.lineStart[venue]; line < layout.lineStart[venue + 1]; line++) {
    selection.flow[line] = selection.flowUsd[line] = 0;
    selection.depth[line] = depthOf(inventories, line, share, stress.multiplier);
    selection.reference[line] = fromOracle ? valuations.mark.mark[line] : venuePrices.price[line];
  }
}

/** Moves the venue's own prices, and keeps what moves S for the end of the generation. */
export function moveVenue(trading: Trading, venue: number, sale: number): void {
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
