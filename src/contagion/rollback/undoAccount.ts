/**
 * Accounts go back to what was kept of them.
 *
 * Money goes back to what it was. A breach does not: its clock runs by S, which does not move back, so that one that has
 * begun since and goes on does go on. But one that an undone close (or deposit) has ended is open again as it was, with
 * its beginning; the delay that was recorded of it is void. Orders that were carried out are sent again: who wanted out
 * still does.
 */
import { STANDING } from "../../book/accounts.ts";
import { ALL_CONCERNS, markDue } from "../../book/watches.ts";
import { reopenBreach } from "../liquidation/breach.ts";
import { readyAgain } from "../owners/drawDown.ts";
import { ORDER } from "../state/orders.ts";
import type { TapeRecord } from "../state/tape.ts";
import type { Trading } from "../state/trading.ts";
import type { UndoLog } from "../state/undoLog.ts";
import { voidDelays } from "./delays.ts";
import { OWN } from "./keepAccount.ts";

/** Puts an account back to what was kept of it, and has it looked at. */
export function undoAccount(trading: Trading, undo: UndoLog, { first }: TapeRecord): void {
  const { accounts, breaches, index } = trading;
  const { data } = undo.tape;
  const account = data[first];
  restoreMoney(trading, account, data, first);
  breaches.liquidated[account] = data[first + 5];
  if (data[first + 1] === STANDING.breached) {
    reopenBreach(trading, account);
    restoreBreach(trading, account, data, first + 6);
    voidDelays(trading, undo, account);
  } else if (accounts.standing[account] === STANDING.closed) {
    accounts.standing[account] = STANDING.safe;
  }
  sendAgain(trading, account, data[first + 13]);
  if (data[first + 14] === 0) readyAgain(trading, account);
  markDue(index.watches, account, ALL_CONCERNS);
}

function restoreMoney(
  { accounts, book }: Trading,
  account: number,
  data: Float64Array,
  first: number,
): void {
  accounts.cash[account] = data[first + 2];
  accounts.debt[account] = data[first + 3];
  accounts.chargesPaid[account] = data[first + 4];
  let at = first + OWN;
  for (
    let position = book.positionStart[account];
    position < book.positionStart[account + 1];
    position++
  ) {
    accounts.size[position] = data[at++];
    accounts.chargeSettled[position] = data[at++];
  }
  for (
    let balance = book.collateralStart[account];
    balance < book.collateralStart[account + 1];
    balance++
  ) {
    accounts.units[balance] = data[at++];
  }
}

function restoreBreach(
  { breaches }: Trading,
  account: number,
  data: Float64Array,
  at: number,
): void {
  breaches.began[account] = data[at];
  breaches.atMark[account] = data[at + 1];
  breaches.cause[account] = data[at + 2];
  breaches.parent[account] = data[at + 3];
  breaches.sharesAt[account] = data[at + 4];
  breaches.lastClose[account] = data[at + 5];
  breaches.closedSteps[account] = data[at + 6];
}

/** @param stage of the account's order when it was kept */
function sendAgain({ orders }: Trading, account: number, stage: number): void {
  const wanted = stage === ORDER.scheduled || stage === ORDER.sent;
  if (!wanted || orders.stage[account] !== ORDER.done) return;
  orders.stage[account] = ORDER.sent;
  orders.forcedAt[account] = Infinity;
  orders.sent[orders.sentCount++] = account;
}
