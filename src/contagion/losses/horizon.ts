/**
 * The horizon: accounts whose net worth is negative at final marks are bad debt too, through the same waterfall, so that
 * an outage past the horizon does not hide its loss. Final marks are P, or S where the venue marks at its oracle, and
 * collateral at its true price. Breaches still under way end uncollected. Then claims are cleared.
 *
 * Who is under water there is in breach, unless an oracle still shows his collateral above its true price: only then is
 * everybody looked at.
 */
import { STANDING, isTouched } from "../../book/accounts.ts";
import { netWorth } from "../../book/margin.ts";
import { extinguish } from "../liquidation/borrowers.ts";
import { endBreach, enter } from "../liquidation/breach.ts";
import { clearClaims } from "./clearClaims.ts";
import { seeCounterfactuals } from "../prices.ts";
import type { Trading } from "../state/trading.ts";
import { openNotional } from "../notional.ts";
import { noteBadDebt } from "./noteBadDebt.ts";
import { settleLosses } from "./waterfall.ts";

/** A debt this small beside what stands behind it is rounding, USD. */
const ROUNDING = 1e-6;

/** Writes off who is under water, settles these losses, ends every breach and clears the claims. */
export function closeHorizon(trading: Trading): void {
  const { breaches } = trading;
  seeCounterfactuals(trading);
  if (hidesLosses(trading)) writeOffUnseen(trading);
  for (let index = breaches.count - 1; index >= 0; index--) {
    const account = breaches.list[index];
    writeOff(trading, account, 0);
    endBreach(trading, account);
  }
  settleLosses(trading);
  if (trading.claims !== null) clearClaims(trading, trading.claims);
}

/** Whether some collateral is shown above its true price. */
function hidesLosses({ layout, valuations }: Trading): boolean {
  const { global, worth } = valuations;
  for (let slot = 0; slot < layout.slots; slot++)
    if (worth.collateral[slot] < global.collateral[slot]) return true;
  return false;
}

/** Writes off whoever is under water without being in breach. */
function writeOffUnseen(trading: Trading): void {
  const { accounts, book } = trading;
  for (let account = 0; account < book.accounts; account++) {
    if (!isTouched(accounts, account) || accounts.standing[account] === STANDING.safe)
      writeOff(trading, account, ROUNDING);
  }
}

/** Counts what an account is under water by, if more than `least` USD. It is made whole by whom the waterfall says. */
function writeOff(trading: Trading, account: number, least: number): void {
  const { accounts, valuations, tallies, book, breaches } = trading;
  const venue = book.venue[account];
  const missing = -netWorth(accounts, account, valuations.worth);
  if (!(missing > least)) return;
  enter(trading, account);
  tallies.unresolvedBadDebt += missing;
  tallies.badDebt[venue] += missing;
  if (breaches.began[account] === 0) tallies.initialBadDebt[venue] += missing;
  makeWhole(trading, account, missing);
}

/** Its positions stay open. */
function makeWhole(trading: Trading, account: number, usd: number): void {
  const { accounts, book, selection, layout, funds } = trading;
  const venue = book.venue[account];
  selection.closedNotional = openNotional(trading, account);
  for (
    let position = book.positionStart[account];
    position < book.positionStart[account + 1];
    position++
  ) {
    selection.closed[position] = accounts.size[position];
  }
  noteBadDebt(trading, account, usd);
  if (layout.lends[venue] === 1) extinguish(trading, account, usd);
  else accounts.cash[account] += usd / funds.peg[venue];
}
