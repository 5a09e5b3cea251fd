/**
 * Causes: why an account was liquidatable, decided at its first breach at the mark, by counterfactual.
 *
 *   funding   it would be safe without the funding, socialised losses and interest it has been charged
 *   depeg     else: safe with wrapped collateral at par
 *   impact    else: safe had nobody moved S; then it has a parent sale and shares of the displacement standing
 *   market    else
 * At the close `initial`, `blocked_top_up` and `gap` may take the place of these (`closingCause`).
 */
import { unsettledCharge, valueAccount } from "../../book/margin.ts";
import { leadingSale, shareDisplacement } from "../state/pressure.ts";
import { seeCounterfactuals } from "../prices.ts";
import { topUpWorth } from "../owners/topUpAmount.ts";
import type { Trading } from "../state/trading.ts";

/** Codes, in the order of the label set `liquidationCause`. */
export const CAUSE = {
  market: 0,
  impact: 1,
  funding: 2,
  depeg: 3,
  gap: 4,
  blocked_top_up: 5,
  initial: 6,
  /** Of closes that are no liquidations: a halt outlasted patience; a hedge had lost a leg. */
  panic: 7,
  unwind: 8,
} as const;

/** Decides the cause of a breach that has just reached the mark; `trading.state` holds the account at its mark. */
export function decideCause(trading: Trading, account: number): void {
  const { breaches, layout, accounts, valuations, state } = trading;
  const { equity, requirement } = state;
  const charges = chargesOf(trading, account);
  let cause: number = CAUSE.market;
  if (charges > 0 && chargeFree(trading, account, equity, requirement, charges))
    cause = CAUSE.funding;
  else {
    seeCounterfactuals(trading);
    valueAccount(layout, accounts, account, valuations.par, state);
    if (state.equity >= state.requirement) cause = CAUSE.depeg;
    else {
      valueAccount(layout, accounts, account, valuations.exogenous, state);
      if (state.equity >= state.requirement) cause = CAUSE.impact;
    }
  }
  state.equity = equity;
  state.requirement = requirement;
  breaches.cause[account] = cause;
  if (cause === CAUSE.impact) findParent(trading, account);
}

/**
 * The cause that a close is recorded with.
 * @param unlanded units of a top-up that was blocked or is still under way
 */
export function closingCause(trading: Trading, account: number): number {
  const { breaches, book, state, topUps, valuations } = trading;
  const venue = book.venue[account];
  if (breaches.began[account] === 0) return CAUSE.initial;
  const worth = topUpWorth(trading, account, topUps.unlanded[account], valuations.mark);
  if (worth > 0 && state.equity + worth >= state.requirement) return CAUSE.blocked_top_up;
  const waited = trading.step > breaches.began[account];
  const heldUp =
    trading.closedSteps[venue] > breaches.closedSteps[account] ||
    trading.step > breaches.atMark[account];
  return waited && heldUp ? CAUSE.gap : breaches.cause[account];
}

/** USD of charges on the account so far, settled or not; interest on a debt included. */
function chargesOf(trading: Trading, account: number): number {
  const { accounts, book, layout, valuations } = trading;
  const venue = book.venue[account];
  if (layout.lends[venue] === 1) {
    const interest = accounts.debt[account] * (valuations.mark.debtIndex[venue] - 1);
    return accounts.chargesPaid[account] + interest * valuations.mark.cash[venue];
  }
  let charges = accounts.chargesPaid[account];
  for (
    let position = book.positionStart[account];
    position < book.positionStart[account + 1];
    position++
  ) {
    const line = book.positionLine[position];
    charges += unsettledCharge(
      accounts.size[position],
      accounts.chargeSettled[position],
      valuations.mark,
      line,
    );
  }
  return charges;
}

function chargeFree(
  trading: Trading,
  account: number,
  equity: number,
  requirement: number,
  charges: number,
): boolean {
  const lends = trading.layout.lends[trading.book.venue[account]] === 1;
  return lends ? equity >= requirement - charges : equity + charges >= requirement;
}

/** The price that took most from the account: its line, or the global price of a borrower's collateral. */
function findParent(trading: Trading, account: number): void {
  const { book, accounts, layout, valuations } = trading;
  let largest = 0;
  let line = -1;
  let lane = -1;
  let rises: 0 | 1 = 0;
  for (
    let position = book.positionStart[account];
    position < book.positionStart[account + 1];
    position++
  ) {
    const candidate = book.positionLine[position];
    const taken =
      -accounts.size[position] *
      (valuations.mark.mark[candidate] - valuations.exogenous.mark[candidate]);
    if (taken <= largest) continue;
    largest = taken;
    line = candidate;
    lane = layout.lineLane[candidate];
    rises = accounts.size[position] > 0 ? 0 : 1;
  }
  for (
    let balance = book.collateralStart[account];
    balance < book.collateralStart[account + 1];
    balance++
  ) {
    const slot = book.collateralSlot[balance];
    const candidate = layout.laneOfAsset[layout.slotAsset[slot]];
    if (candidate < 0) continue;
    const taken =
      accounts.units[balance] *
      (valuations.exogenous.collateral[slot] - valuations.mark.collateral[slot]);
    if (taken <= largest) continue;
    largest = taken;
    line = -1;
    lane = candidate;
    rises = 0;
  }
  if (lane >= 0) blame(trading, account, line, lane, rises);
}

function blame(trading: Trading, account: number, line: number, lane: number, rises: 0 | 1): void {
  const { breaches, book, layout, pressure, venuePrices } = trading;
  const venue = book.venue[account];
  const ownPrice = line >= 0 && layout.marksAtOracle[venue] === 0;
  const pushed = ownPrice ? venuePrices.displacement[line] * (rises === 1 ? 1 : -1) : 0;
  const displacement = Math.max(0, pushed);
  const state = ownPrice ? Math.abs(venuePrices.state[line]) : 0;
  while (breaches.shareCount + layout.venues > breaches.shares.length) growShares(trading);
  const { shares, shareCount } = breaches;
  // What pushed a lagging mark may have been undone since: then nobody is to blame.
  if (!shareDisplacement(pressure, venue, lane, rises, pushed, shares, shareCount)) return;
  breaches.parent[account] = leadingSale(pressure, line, lane, rises, displacement, state);
  breaches.sharesAt[account] = breaches.shareCount;
  breaches.shareCount += layout.venues;
}

function growShares(trading: Trading): void {
  const longer = new Float64Array(trading.breaches.shares.length * 2);
  longer.set(trading.breaches.shares);
  trading.breaches.shares = longer;
}
