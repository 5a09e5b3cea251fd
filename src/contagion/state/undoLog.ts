/** What it takes to undo the last minutes of a chain: the tape, the cells that are watched, and what a walk back has met. */
import type { Network } from "../../bridges/network.ts";
import type { ResolvedModel } from "../../model/resolved.ts";
import { type CellState, type Cells, createCells, keepCells, resetCells } from "./cells.ts";
import type { Posting } from "./postings.ts";
import { type Tape, type TapeRecord, createTape, resetTape } from "./tape.ts";

/** Rows of recorded delays that a walk back has met and nothing has voided yet. */
export interface DelayRows {
  readonly account: number[];
  readonly row: number[];
}

export interface UndoLog {
  readonly tape: Tape;
  readonly cells: Cells;
  /** s before a halt that a restart can undo at most, by chain; -1: none does. */
  readonly longest: Float64Array;
  /** Step to whose end each chain returns in the walk under way; -1: it does not. */
  readonly since: Int32Array;
  readonly record: TapeRecord;
  readonly posting: Posting;
  readonly delays: DelayRows;
  /** Transfers whose crediting the walk has undone, newest first. */
  readonly arrived: number[];
}

/** A tape for the venues of chains that may return; null if none may. @param longest s that a restart can undo, by chain */
export function tapeFor(model: ResolvedModel, longest: Float64Array): Tape | null {
  if (longest.every((seconds) => seconds < 0)) return null;
  return createTape(Uint8Array.from(model.venues, ({ chain }) => (longest[chain] >= 0 ? 1 : 0)));
}

export function createUndoLog(tape: Tape, state: CellState, longest: Float64Array): UndoLog {
  return {
    tape,
    cells: createCells(state, tape.keeps),
    longest,
    since: new Int32Array(longest.length),
    record: { first: 0, kind: 0, venue: 0, step: 0, next: 0 },
    posting: { asset: 0, from: 0, to: 0, units: 0 },
    delays: { account: [], row: [] },
    arrived: [],
  };
}

/** A path begins; its trading state is that of t = 0. */
export function resetUndoLog({ tape, cells }: UndoLog): void {
  resetTape(tape);
  resetCells(cells);
}

/** Step `step` begins. @param length s, of a step */
export function beginUndoStep(undo: UndoLog, network: Network, step: number, length: number): void {
  const { tape, longest } = undo;
  const now = (step - 1) * length;
  tape.step = step;
  let needed = now;
  for (let chain = 0; chain < longest.length; chain++) {
    if (longest[chain] < 0) continue;
    const halted =
      network.chainLive[chain] === 1 ? now : Math.min(now, network.chainHaltedAt[chain]);
    needed = Math.min(needed, halted - longest[chain]);
  }
  // Of the step that holds this moment the end before it is returned to.
  tape.needed = Math.floor(needed / length) - 1;
}

/** A step ends. */
export function endUndoStep({ tape, cells }: UndoLog): void {
  keepCells(cells, tape);
}
