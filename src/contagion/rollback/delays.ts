/** Delays that were recorded of breaches which an undone close had ended: void, for the breaches go on. */
import type { Trading } from "../state/trading.ts";
import { KEPT, type TapeRecord, closeRecord, openRecord } from "../state/tape.ts";
import type { UndoLog } from "../state/undoLog.ts";

/** Keeps the row in which an account's delay was recorded. */
export function keepDelay({ undo, book }: Trading, account: number, row: number): void {
  const venue = book.venue[account];
  if (undo === null || undo.tape.keeps[venue] === 0) return;
  const at = openRecord(undo.tape, 2);
  undo.tape.data[at] = account;
  undo.tape.data[at + 1] = row;
  closeRecord(undo.tape, 2, KEPT.delay, venue);
}

/** A walk back has met a kept row. */
export function meetDelay({ tape, delays }: UndoLog, { first }: TapeRecord): void {
  delays.account.push(tape.data[first]);
  delays.row.push(tape.data[first + 1]);
}

/** The breach of an account is open again: what was recorded since is void. */
export function voidDelays(trading: Trading, { delays }: UndoLog, account: number): void {
  let kept = 0;
  for (let index = 0; index < delays.row.length; index++) {
    if (delays.account[index] === account) trading.records.voidDelay(delays.row[index]);
    else {
      delays.account[kept] = delays.account[index];
      delays.row[kept++] = delays.row[index];
    }
  }
  delays.account.length = delays.row.length = kept;
}

/** A walk begins. */
export function clearDelays({ delays }: UndoLog): void {
  delays.account.length = delays.row.length = 0;
}
