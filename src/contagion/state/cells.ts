/**
 * What a venue has besides its accounts: flow states, funds, indices, running totals, each a cell of some array.
 *
 * Nobody who changes a cell needs to say so: at each step's end all cells are compared with what they were at the last
 * one, and the old value of a changed one is kept. S, oracles and what was seen of extremes are no cells: an oracle's
 * updates of the undone minutes land again with those that were held back, and a depth that was reached was reached.
 */
import type { Funding } from "../../book/funding.ts";
import type { Layout } from "../../book/layout.ts";
import type { VenuePrices } from "../../market/venuePrices.ts";
import type { Funds } from "./funds.ts";
import type { Inventories } from "./inventories.ts";
import type { OpenPositions } from "./positions.ts";
import type { Pressure } from "./pressure.ts";
import type { Tallies } from "./tallies.ts";
import { KEPT, type Tape, type TapeRecord, closeRecord, openRecord } from "./tape.ts";
import type { VaultRuns } from "./vaultRuns.ts";
import type { Valuations } from "./valuations.ts";

type Numbers = Float64Array | Int32Array;

export interface Cells {
  /** Array, place in it and venue of each cell. */
  readonly array: readonly Numbers[];
  readonly at: Int32Array;
  readonly venue: Int32Array;
  /** As of the last step's end. */
  readonly last: Float64Array;
}

/** What of a trading state cells are made of. */
export interface CellState {
  readonly layout: Layout;
  readonly funds: Funds;
  readonly inventories: Inventories;
  readonly positions: OpenPositions;
  readonly pressure: Pressure;
  readonly tallies: Tallies;
  readonly valuations: Valuations;
  readonly venuePrices: VenuePrices;
  readonly funding: Funding;
  readonly keepers: Float64Array;
  readonly lent: Float64Array;
  readonly vaultRuns: VaultRuns;
}

/** The cells of every venue whose state may be undone. @param keeps 1 or 0, by venue */
export function createCells(state: CellState, keeps: Uint8Array): Cells {
  const array: Numbers[] = [];
  const at: number[] = [];
  const owner: number[] = [];
  for (let venue = 0; venue < keeps.length; venue++) {
    if (keeps[venue] === 0) continue;
    for (const [values, place] of cellsOf(state, venue)) {
      array.push(values);
      at.push(place);
      owner.push(venue);
    }
  }
  return {
    array,
    at: Int32Array.from(at),
    venue: Int32Array.from(owner),
    last: new Float64Array(at.length),
  };
}

/** Takes every cell as it is. */
export function resetCells({ array, at, last }: Cells): void {
  for (let cell = 0; cell < last.length; cell++) last[cell] = array[cell][at[cell]];
}

/** A step ends: keeps the old value of every cell that has changed in it. */
export function keepCells({ array, at, venue, last }: Cells, tape: Tape): void {
  for (let cell = 0; cell < last.length; cell++) {
    const now = array[cell][at[cell]];
    if (Object.is(now, last[cell])) continue;
    const place = openRecord(tape, 2);
    tape.data[place] = cell;
    tape.data[place + 1] = last[cell];
    closeRecord(tape, 2, KEPT.cell, venue[cell]);
    last[cell] = now;
  }
}

/** Undoes what the step under way has changed at a venue so far. */
export function undoStep({ array, at, venue, last }: Cells, of: number): void {
  for (let cell = 0; cell < last.length; cell++)
    if (venue[cell] === of) array[cell][at[cell]] = last[cell];
}

/** Puts a cell back to a kept value. */
export function undoCell({ array, at }: Cells, { data }: Tape, { first }: TapeRecord): void {
  const cell = data[first];
  array[cell][at[cell]] = data[first + 1];
}

function cellsOf(state: CellState, venue: number): [Numbers, number][] {
  const { layout, funding } = state;
  const cells = ownCells(state).map((values): [Numbers, number] => [values, venue]);
  for (let from = 0; from < layout.venues; from++)
    cells.push([state.tallies.contagion, from * layout.venues + venue]);
  for (let line = layout.lineStart[venue]; line < layout.lineStart[venue + 1]; line++) {
    for (const values of lineCells(state)) cells.push([values, line]);
    const { flow, flowSale, flowPermanent } = state.pressure;
    for (const values of [flow, flowSale, flowPermanent])
      cells.push([values, 2 * line], [values, 2 * line + 1]);
    const entry = funding.lines.indexOf(line);
    if (entry < 0) continue;
    for (const values of [funding.premium, funding.due, funding.owed]) cells.push([values, entry]);
  }
  return cells;
}

function ownCells(state: CellState): Numbers[] {
  const { funds, inventories, tallies, keepers, lent, vaultRuns } = state;
  return [
    funds.insuranceGained,
    funds.vaultGained,
    funds.lendersGained,
    inventories.flow,
    keepers,
    lent,
    vaultRuns.base,
    vaultRuns.dueAt,
    vaultRuns.withdrawn,
    tallies.liquidated,
    tallies.liquidatedAccounts,
    tallies.badDebt,
    tallies.initialLiquidated,
    tallies.initialBadDebt,
    tallies.insuranceUsed,
    tallies.vaultLoss,
    tallies.deleveraged,
    tallies.deleveragedNotional,
    tallies.socialised,
    tallies.penalties,
    tallies.closes,
    tallies.closesByImpact,
    tallies.closesSameStep,
    tallies.deepestGeneration,
    tallies.exhaustedAt,
  ];
}

function lineCells({ venuePrices, positions, valuations }: CellState): Numbers[] {
  return [
    venuePrices.state,
    venuePrices.displacement,
    positions.long,
    positions.short,
    positions.longSettled,
    positions.shortSettled,
    positions.counterpartySize,
    positions.counterpartyCost,
    valuations.mark.chargeLong,
    valuations.mark.chargeShort,
  ];
}
