/** An account, kept as it is before a close, a deposit or deleveraging changes it. */
import { hasLeft } from "../state/drawDowns.ts";
import { ORDER } from "../state/orders.ts";
import type { Trading } from "../state/trading.ts";
import { KEPT, closeRecord, openRecord } from "../state/tape.ts";

/** Numbers of a record: its own, then two of each position, then one of each balance. */
export const OWN = 15;

/** Keeps an account (touched) that is about to be changed at its venue. */
export function keepAccount(trading: Trading, account: number): void {
  const { undo, accounts, book, breaches, orders, drawDowns } = trading;
  const venue = book.venue[account];
  if (undo === null || undo.tape.keeps[venue] === 0) return;
  const firstPosition = book.positionStart[account];
  const firstBalance = book.collateralStart[account];
  const positions = book.positionStart[account + 1] - firstPosition;
  const balances = book.collateralStart[account + 1] - firstBalance;
  const count = OWN + 2 * positions + balances;
  let at = openRecord(undo.tape, count);
  const { data } = undo.tape;
  data[at++] = account;
  data[at++] = accounts.standing[account];
  data[at++] = accounts.cash[account];
  data[at++] = accounts.debt[account];
  data[at++] = accounts.chargesPaid[account];
  data[at++] = breaches.liquidated[account];
  data[at++] = breaches.began[account];
  data[at++] = breaches.atMark[account];
  data[at++] = breaches.cause[account];
  data[at++] = breaches.parent[account];
  data[at++] = breaches.sharesAt[account];
  data[at++] = breaches.lastClose[account];
  data[at++] = breaches.closedSteps[account];
  data[at++] = orders.stage.length === 0 ? ORDER.none : orders.stage[account];
  data[at++] = hasLeft(drawDowns, account) ? 1 : 0;
  for (let position = firstPosition; position < firstPosition + positions; position++) {
    data[at++] = accounts.size[position];
    data[at++] = accounts.chargeSettled[position];
  }
  for (let balance = firstBalance; balance < firstBalance + balances; balance++)
    data[at++] = accounts.units[balance];
  closeRecord(undo.tape, count, KEPT.account, venue);
}
