/**
 * Top-ups that a venue has taken in during undone minutes.
 *
 * What came from another chain was sent there, and that does not move back: it is under way again, and lands at the
 * restart. What came from the venue's own chain has never left the wallet: its owner, if he is still under his call level,
 * is called again in the same episode, and decides as before.
 */
import { markDue, ALL_CONCERNS } from "../../book/watches.ts";
import { assetPrice } from "../prices.ts";
import { HOLDER, type Holder, post } from "../state/ledger.ts";
import { STAGE } from "../state/topUps.ts";
import type { Trading } from "../state/trading.ts";
import { KEPT, type TapeRecord, closeRecord, openRecord } from "../state/tape.ts";
import type { UndoLog } from "../state/undoLog.ts";

/** What became of a top-up: credited from a transfer, sent back to the wallet after the close, credited on its own chain. */
export const CREDIT = { landed: 0, returned: 1, local: 2 } as const;
type Credit = (typeof CREDIT)[keyof typeof CREDIT];

/** Keeps what has become of a top-up. @param units that arrived */
export function keepCredit(
  { undo, book }: Trading,
  account: number,
  id: number,
  units: number,
  credit: Credit,
): void {
  const venue = book.venue[account];
  if (undo === null || undo.tape.keeps[venue] === 0) return;
  const at = openRecord(undo.tape, 4);
  const { data } = undo.tape;
  data[at] = account;
  data[at + 1] = id;
  data[at + 2] = units;
  data[at + 3] = credit;
  closeRecord(undo.tape, 4, KEPT.credit, venue);
}

/** Undoes it; `undo.arrived` gets what is under way again. */
export function undoCredit(trading: Trading, undo: UndoLog, { first }: TapeRecord): void {
  const { data } = undo.tape;
  const account = data[first];
  const id = data[first + 1];
  const units = data[first + 2];
  if (data[first + 3] === CREDIT.local) undoLocal(trading, account, id, units);
  else {
    if (data[first + 3] === CREDIT.landed) undoLanded(trading, account, units);
    else undoReturned(trading, account, id, units);
    trading.topUps.stage[account] = STAGE.underWay;
    trading.topUps.unlanded[account] = trading.network.transfers.units[id];
    undo.arrived.push(id);
  }
}

function undoLanded(trading: Trading, account: number, units: number): void {
  trading.topUps.landed--;
  postBack(trading, account, HOLDER.accounts, HOLDER.transit, units);
}

function undoReturned(trading: Trading, account: number, id: number, units: number): void {
  const { topUps, network } = trading;
  topUps.returned[account] -= units;
  topUps.blockedUsd -= network.transfers.amount[id];
  postBack(trading, account, HOLDER.wallets, HOLDER.transit, units);
}

function undoLocal(trading: Trading, account: number, id: number, units: number): void {
  const { topUps, index } = trading;
  trading.recall.cancel(id);
  topUps.landed--;
  topUps.sent[account] -= units;
  topUps.unlanded[account] = 0;
  topUps.inEpisode[account] = 0;
  topUps.episode[account]--;
  postBack(trading, account, HOLDER.accounts, HOLDER.wallets, units);
  markDue(index.watches, account, ALL_CONCERNS);
}

function postBack(
  trading: Trading,
  account: number,
  from: Holder,
  to: Holder,
  units: number,
): void {
  const { topUps, book, ledger } = trading;
  const { asset } = topUps.policies[book.policy[account]];
  post(ledger, asset, from, to, units, assetPrice(trading, asset));
}
