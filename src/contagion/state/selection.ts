/**
 * What one venue closes in one generation: which accounts, how much of each, and the flow it makes.
 *
 * Order: earlier breach at the mark, then lower margin ratio, then account index: a total order. Sorting is done on an
 * index array by a comparator over reused columns (no allocation but the sort's own).
 */
import type { Layout } from "../../book/layout.ts";
import type { Breaches } from "./breaches.ts";
import { type LiquidationRow, createLiquidationRow } from "./records.ts";

/** What a keeper repays and takes of one borrower, USD. */
export interface Handover {
  repaid: number;
  /** At the oracle. */
  handed: number;
  /** Share of every collateral balance handed over. */
  share: number;
}

export interface Selection {
  /** Liquidatable accounts of the venue at hand; `order[0 .. count - 1]`. */
  readonly order: Int32Array;
  count: number;
  /** Equity / requirement at the mark, in whole billionths, by account. */
  readonly ratio: Float64Array;
  /** Chosen of the venue at hand: account and fraction to close. */
  readonly account: Int32Array;
  readonly fraction: Float64Array;
  chosen: number;
  /** Signed flow of the generation in USD, by line. */
  readonly flowUsd: Float64Array;
  /** The same in units of the impact state. */
  readonly flow: Float64Array;
  /** Depth at the start of the generation, USD, by line. */
  readonly depth: Float64Array;
  /** Price each line's sale starts from, what the account at hand trades at, and the average fill, USD. */
  readonly reference: Float64Array;
  readonly price: Float64Array;
  readonly fill: Float64Array;
  /** Signed units that the account at hand trades, by line. */
  readonly units: Float64Array;
  /** What the close at hand has closed: signed units by position, USD at the mark in all. */
  readonly closed: Float64Array;
  closedNotional: number;
  readonly row: LiquidationRow;
  readonly handover: Handover;
  /** Permanent displacement of the generation, in logs, by lane. */
  readonly permanent: Float64Array;
}

export function createSelection(accounts: number, positions: number, layout: Layout): Selection {
  return {
    order: new Int32Array(accounts),
    count: 0,
    ratio: new Float64Array(accounts),
    account: new Int32Array(accounts),
    fraction: new Float64Array(accounts),
    chosen: 0,
    flowUsd: new Float64Array(layout.lines),
    flow: new Float64Array(layout.lines),
    depth: new Float64Array(layout.lines),
    reference: new Float64Array(layout.lines),
    price: new Float64Array(layout.lines),
    fill: new Float64Array(layout.lines),
    units: new Float64Array(layout.lines),
    closed: new Float64Array(positions),
    closedNotional: 0,
    row: createLiquidationRow(),
    handover: { repaid: 0, handed: 0, share: 0 },
    permanent: new Float64Array(layout.lanes),
  };
}

/** Sorts `order[0 .. count - 1]` into the order in which keepers take accounts. */
export function sortCandidates(selection: Selection, breaches: Breaches): void {
  const { order, count, ratio } = selection;
  if (count < 2) return;
  const { atMark } = breaches;
  order.subarray(0, count).sort((a, b) => atMark[a] - atMark[b] || ratio[a] - ratio[b] || a - b);
}

/** Chooses to close a fraction of an account. */
export function choose(selection: Selection, account: number, fraction: number): void {
  selection.account[selection.chosen] = account;
  selection.fraction[selection.chosen++] = fraction;
}
