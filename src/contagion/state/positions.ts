/**
 * Running totals of each line's open positions: what the counterparty holds, without looking at an account.
 *
 * The makers (or a pool's vault) hold minus the accounts' net size at minus their net cost, so that a line's unrealised
 * profit sums to zero. They are kept apart from the accounts' totals and compared with them: identity (1) of the ledger.
 */
import type { Book } from "../../book/book.ts";
import type { Layout } from "../../book/layout.ts";

export interface OpenPositions {
  /** Sum of |q| of longs and of shorts, units, by line. */
  readonly long: Float64Array;
  readonly short: Float64Array;
  /** Sum of |q| * charge settled, by side and line: what of a charge index is not owed. */
  readonly longSettled: Float64Array;
  readonly shortSettled: Float64Array;
  /** The counterparty's signed units and cost, by line. */
  readonly counterpartySize: Float64Array;
  readonly counterpartyCost: Float64Array;
}

export function allocatePositions(lines: number): OpenPositions {
  return {
    long: new Float64Array(lines),
    short: new Float64Array(lines),
    longSettled: new Float64Array(lines),
    shortSettled: new Float64Array(lines),
    counterpartySize: new Float64Array(lines),
    counterpartyCost: new Float64Array(lines),
  };
}

/** The totals of the untouched book. */
export function startPositions(layout: Layout, book: Book): OpenPositions {
  const totals = allocatePositions(layout.lines);
  for (let position = 0; position < book.positionStart[book.accounts]; position++) {
    const line = book.positionLine[position];
    const size = book.positionSize[position];
    if (size > 0) totals.long[line] += size;
    else totals.short[line] -= size;
    totals.counterpartySize[line] -= size;
    totals.counterpartyCost[line] -= size * book.positionEntry[position];
  }
  return totals;
}

/** Overwrites `to` with `from`. */
export function copyPositions(from: OpenPositions, to: OpenPositions): void {
  to.long.set(from.long);
  to.short.set(from.short);
  to.longSettled.set(from.longSettled);
  to.shortSettled.set(from.shortSettled);
  to.counterpartySize.set(from.counterpartySize);
  to.counterpartyCost.set(from.counterpartyCost);
}

/** Share of a line's first open positions under which the running totals hold nothing but rounding. */
const ROUNDING = 1e-10;

/** Units open on both sides of a line: exactly 0 once all are closed, whatever rounding has left in the totals. */
export function openUnits(totals: OpenPositions, start: OpenPositions, line: number): number {
  const open = totals.long[line] + totals.short[line];
  return open > ROUNDING * (start.long[line] + start.short[line]) ? open : 0;
}

/** The counterparty takes over `units` (signed) that an account closes; `settled` is the account's charge reference. */
export function takeOver(
  totals: OpenPositions,
  line: number,
  units: number,
  entry: number,
  settled: number,
): void {
  if (units > 0) {
    totals.long[line] -= units;
    totals.longSettled[line] -= units * settled;
  } else {
    totals.short[line] += units;
    totals.shortSettled[line] += units * settled;
  }
  totals.counterpartySize[line] += units;
  totals.counterpartyCost[line] += units * entry;
}

/** An account of signed `size` settles its charge from `before` to `after`. */
export function moveReference(
  totals: OpenPositions,
  line: number,
  size: number,
  before: number,
  after: number,
): void {
  if (size > 0) totals.longSettled[line] += size * (after - before);
  else totals.shortSettled[line] -= size * (after - before);
}
