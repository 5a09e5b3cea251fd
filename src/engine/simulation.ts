/**
 * What the engine needs to know of a simulation: a module that prepares a book and simulates one path.
 *
 * The real one is `path.ts`. It is named by its address and loaded in each thread, so that executors, blocks and
 * checkpoints work for any simulator with the same face, and are tested with one that is small and exact.
 */

import type { ResolvedModel } from "../model/resolved.ts";
import type { TableName } from "./columns.ts";
import type { StepContext } from "./step.ts";
import type { PathTables, RecordTables, TableBuffer } from "./tables.ts";

/** A model and its book; the book's typed arrays lie in SharedArrayBuffers and are never copied. */
export interface Loaded<Book = unknown> {
  readonly model: ResolvedModel;
  readonly book: Book;
}

/** State that is reused from path to path, and the tables that the paths append to. */
export interface PathSimulator {
  readonly tables: PathTables;
  readonly records: RecordTables;
  /** What its tilts would have to be, by path; of pilots alone. */
  readonly evidence?: { readonly table: TableBuffer } | null;
  /** Columns of needless liquidations; where they are asked for. */
  readonly hindsight?: TableBuffer | null;
}

/**
 * What paths are simulated for: a run, the choice of its tilts, the judgement of its liquidations, or the shares of its
 * variance (`hybrids.ts`).
 */
export type Purpose = "run" | "pilot" | "hindsight" | "hybrids";

export interface Simulation<Book = unknown> {
  /** The book of `model`, screened under the margins of `base` (the same file without `--set`). */
  readonly buildBook: (model: ResolvedModel, base: ResolvedModel) => Book;
  readonly createPathSimulator: (
    loaded: Loaded<Book>,
    requested: readonly TableName[],
    purpose?: Purpose,
  ) => PathSimulator;
  /**
   * Appends the rows of one path to the simulator's tables.
   * @param watch told at t = 0 and at every step's end
   * @returns how many paths, from this one on, are the same; the rows of the others are not written
   * @throws PathError if its ledger does not balance
   */
  readonly simulatePath: (
    simulator: PathSimulator,
    path: number,
    watch?: (context: StepContext) => void,
  ) => number;
}

/** One path that cannot be trusted; it stops the run. */
export class PathError extends Error {
  override readonly name = "PathError";
  readonly path: number;
  readonly reason: string;

  constructor(path: number, reason: string, options?: ErrorOptions) {
    super(`path ${path}: ${reason}`, options);
    this.path = path;
    this.reason = reason;
  }
}

/** Sources are loaded as they are (tests, development), compiled files where they are installed. */
const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";

/** Address of the simulation that Faultline ships. */
export const shippedSimulation: string = new URL(`./path.${extension}`, import.meta.url).href;

/** Loads the simulation at an address. */
export async function loadSimulation(address: string): Promise<Simulation> {
  return (await import(address)) as Simulation;
}
