/**
 * What every close has in common, of a trader or a borrower: its number, its cause, its sale, its row.
 */
import { HOLDER } from "../state/ledger.ts";
import { CAUSE, closingCause } from "./causes.ts";
import { askReview, endBreach, retire } from "./breach.ts";
import { loseLeg } from "../owners/desks.ts";
import { keepForHindsight } from "./hindsight.ts";
import { pay } from "../state/funds.ts";
import { keepAccount } from "../rollback/keepAccount.ts";
import type { LiquidationRow } from "../state/records.ts";
import { linkSales, noteClose } from "../state/sales.ts";
import { countLiquidated } from "../state/tallies.ts";
import type { Trading } from "../state/trading.ts";

/** Opens a close: decides its cause and links its sale. `trading.state` holds the account at its mark. */
export function openClose(
  trading: Trading,
  account: number,
  sale: number,
  generation: number,
  row: LiquidationRow,
): void {
  const { breaches, tallies, sales, book, hindsight } = trading;
  keepAccount(trading, account);
  const venue = book.venue[account];
  const cause = closingCause(trading, account);
  const parent = breaches.parent[account];
  row.liquidation = sales.numbered++;
  tallies.closes[venue]++;
  row.parent = parent < 0 ? -1 : sales.firstLiquidation[parent];
  row.time = trading.now;
  row.breach = breaches.began[account] * trading.model.step;
  row.venue = venue;
  row.account = account;
  row.generation = generation;
  row.cause = cause;
  if (parent >= 0) linkSales(sales, parent, sale);
  if (sales.cause[sale] < 0) sales.cause[sale] = cause;
  noteClose(sales, sale, row.liquidation, account, parent >= 0);
  if (cause === CAUSE.impact) tallies.closesByImpact[venue]++;
  if (generation > 0) tallies.closesSameStep[venue]++;
  if (generation > tallies.deepestGeneration[venue]) tallies.deepestGeneration[venue] = generation;
  if (breaches.liquidated[account] === 0) {
    if (hindsight !== null && cause !== CAUSE.initial)
      keepForHindsight(hindsight, trading, account);
    breaches.liquidated[account] = 1;
    tallies.liquidatedAccounts[venue]++;
  }
  breaches.lastClose[account] = trading.step;
  // What is left of it is called, and recovers, at other prices.
  askReview(breaches, account);
}

/** Counts notional closed, in its sale, its minute and, where impact brought it down, the contagion matrix. */
export function countNotional(trading: Trading, account: number, sale: number, usd: number): void {
  const { breaches, tallies, sales, book } = trading;
  const venue = book.venue[account];
  sales.notional[sale] += usd;
  countLiquidated(tallies, venue, usd, trading.now);
  if (trading.selection.row.cause === CAUSE.initial) tallies.initialLiquidated[venue] += usd;
  const at = breaches.sharesAt[account];
  if (at < 0) return;
  for (let from = 0; from < tallies.venues; from++) {
    tallies.contagion[from * tallies.venues + venue] += usd * breaches.shares[at + from];
  }
}

/** Bad debt of the close whose row is open: the waterfall pays it at the end of the step. @param usd > 0 */
export function countBadDebt(trading: Trading, venue: number, sale: number, usd: number): void {
  const { tallies, selection } = trading;
  tallies.badDebt[venue] += usd;
  if (selection.row.cause === CAUSE.initial) tallies.initialBadDebt[venue] += usd;
  trading.sales.badDebt[sale] += usd;
}

/** USD of gas for one close now. */
export function gasOf({ model, network }: Trading, venue: number): number {
  return model.venues[venue].liquidation.gas * network.congestion;
}

/** A keeper pays the gas of one close. */
export function payGas(trading: Trading, venue: number): void {
  const units = gasOf(trading, venue) / trading.funds.peg[venue];
  pay(trading.funds, venue, HOLDER.keepers, HOLDER.outside, units);
}

/** Splits a penalty between keeper and insurance. @param payer who owes it; @param units of the settlement asset */
export function payPenalty(
  trading: Trading,
  venue: number,
  payer: typeof HOLDER.accounts | typeof HOLDER.keepers,
  units: number,
): void {
  const { keeperShare } = trading.model.venues[venue].liquidation;
  trading.tallies.penalties[venue] += units * trading.funds.peg[venue];
  pay(trading.funds, venue, payer, HOLDER.keepers, units * keeperShare);
  pay(trading.funds, venue, payer, HOLDER.insurance, units * (1 - keeperShare));
}

/** An account that has nothing left leaves the book of the path. */
export function closeAccount(trading: Trading, account: number): void {
  endBreach(trading, account);
  retire(trading, account);
  loseLeg(trading, account);
}
