/**
 * A restart that undoes the last minutes: every venue of the chain returns to the state at a step's end before the halt.
 *
 *   returns     accounts, funds, flow states, indices, totals: the tape backwards; postings are reversed, not deleted
 *   stays       S, oracles, other chains, what people have decided, extremes that were seen
 *   happens     what came from elsewhere lands again; funding accrues over the gap at the premium returned to
 *
 * Undone liquidations keep their rows, marked, and leave all sums. Whoever changed is looked at anew, so that the
 * liquidation index is as exact as before. Left out: transactions that get into the new blocks in another order.
 */
import { accrueFunding } from "../../book/funding.ts";
import { charge } from "../charges.ts";
import { queueAgain } from "../owners/orders.ts";
import { makeUp, refillUnits } from "../owners/refill.ts";
import { REFILL } from "../../bridges/transferWords.ts";
import { FATE } from "../state/infrastructure.ts";
import { takeBack } from "../state/funds.ts";
import { undoSales } from "../state/sales.ts";
import { recountMinutes } from "../state/tallies.ts";
import type { Trading } from "../state/trading.ts";
import { assetPrice } from "../prices.ts";
import { landTopUp } from "../owners/landTopUp.ts";
import { undoAccount } from "./undoAccount.ts";
import { undoCell, undoStep } from "../state/cells.ts";
import { undoCredit } from "./credits.ts";
import { clearDelays, meetDelay } from "./delays.ts";
import { undoDepartures } from "./departures.ts";
import { readPosting } from "../state/postings.ts";
import { KEPT, readRecord } from "../state/tape.ts";
import type { UndoLog } from "../state/undoLog.ts";

/**
 * Takes chains back; the machinery stands at their restart.
 *
 * @param due chains, the first `count`
 * @param returnsTo step to whose end each returns, by chain
 */
export function rollBack(
  trading: Trading,
  due: Int32Array,
  count: number,
  returnsTo: Int32Array,
): void {
  const { undo, layout } = trading;
  if (undo === null) return;
  undo.since.fill(-1);
  // Nothing of this step has been traded yet, and what has landed in it since its own restart stays.
  for (let index = 0; index < count; index++)
    if (returnsTo[due[index]] < trading.step) undo.since[due[index]] = returnsTo[due[index]];
  for (let venue = 0; venue < layout.venues; venue++) leaveSums(trading, undo, venue);
  walkBack(trading, undo);
  for (let venue = 0; venue < layout.venues; venue++) catchUp(trading, undo, venue);
  recountMinutes(trading.tallies, trading.sales);
  queueAgain(trading);
  undoDepartures(trading, undo);
  landAgain(trading, undo);
}

/** The step that a venue returns to, -1 if it does not. */
function sinceOf({ model }: Trading, { since }: UndoLog, venue: number): number {
  return since[model.venues[venue].chain];
}

/** What was closed since is in no sum any more; totals of this step's own are gone with it. */
function leaveSums(trading: Trading, undo: UndoLog, venue: number): void {
  const { tallies, sales, records, model } = trading;
  const since = sinceOf(trading, undo, venue);
  if (since < 0) return;
  tallies.undone[venue] += tallies.liquidated[venue];
  undoSales(sales, venue, since * model.step);
  records.undo(venue, since * model.step);
  undoStep(undo.cells, venue);
}

function walkBack(trading: Trading, undo: UndoLog): void {
  const { tape, record, since } = undo;
  const earliest = since.reduce(
    (least, step) => (step < 0 ? least : Math.min(least, step)),
    Infinity,
  );
  clearDelays(undo);
  undo.arrived.length = 0;
  for (let end = tape.length; readRecord(tape, end, earliest, record); end = record.next) {
    const to = sinceOf(trading, undo, record.venue);
    if (to >= 0 && record.step > to) undoRecord(trading, undo);
  }
}

function undoRecord(trading: Trading, undo: UndoLog): void {
  const { tape, record, posting } = undo;
  switch (record.kind) {
    case KEPT.cell:
      undoCell(undo.cells, tape, record);
      return;
    case KEPT.account:
      undoAccount(trading, undo, record);
      return;
    case KEPT.posting:
      readPosting(tape, record, posting);
      takeBack(trading.funds, record.venue, posting, assetPrice(trading, posting.asset));
      return;
    case KEPT.delay:
      meetDelay(undo, record);
      return;
    case KEPT.credit:
      undoCredit(trading, undo, record);
  }
}

/** The venue's clocks run on to the last step's end: funding at the premium that it returned to, and the index sees it. */
function catchUp(trading: Trading, undo: UndoLog, venue: number): void {
  const { tallies, layout, funding, venuePrices, model, step } = trading;
  const since = sinceOf(trading, undo, venue);
  if (since < 0) return;
  tallies.undone[venue] -= tallies.liquidated[venue];
  // The readings of the charge indices.
  for (let line = layout.lineStart[venue]; line < layout.lineStart[venue + 1]; line++)
    charge(trading, line, 0, 0);
  const before = (step - 1) * model.step;
  for (let entry = 0; entry < funding.lines.length; entry++) {
    const line = funding.lines[entry];
    if (layout.lineVenue[line] !== venue) continue;
    const premium = Math.expm1(venuePrices.displacement[line]);
    accrueFunding(funding, entry, premium, before - since * model.step, before, false);
  }
}

/** What came from elsewhere in the undone minutes lands at the restart, in the order in which it had. */
function landAgain(trading: Trading, undo: UndoLog): void {
  const { network, funds } = trading;
  const { transfers } = network;
  for (let id = 0; id < transfers.count; id++) {
    if (transfers.purpose[id] !== REFILL) continue;
    if (trading.recall.fateOf(id, undo.since) !== FATE.landsAgain) continue;
    const venue = transfers.owner[id];
    makeUp(trading, venue, refillUnits(trading, id) * funds.peg[venue]);
    trading.recall.landAgain(id);
  }
  for (let index = undo.arrived.length - 1; index >= 0; index--) {
    trading.recall.landAgain(undo.arrived[index]);
    landTopUp(trading, undo.arrived[index]);
  }
}
