/**
 * A block: a range of paths simulated by one thread, and what is handed over of it.
 *
 * The thread that simulates also writes its rows as CSV text and cuts its columns to length, so that the threads share
 * that work; the receiver only appends. All of a result lies in one buffer, which is the receiver's alone, can be
 * transferred, and is given back for a later block. What a block holds depends on its paths alone, never on the blocks
 * before it.
 */

import type { ResolvedModel } from "../model/resolved.ts";
import { columnsOfTable, numericNames, pathColumns, tableNames } from "./columns.ts";
import type { Column, TableName } from "./columns.ts";
import { labelsOf } from "./labels.ts";
import { compileMetrics } from "./metrics.ts";
import type { FillMetric } from "./metrics.ts";
import { loadSimulation, PathError } from "./simulation.ts";
import type { Loaded, PathSimulator, Purpose, Simulation } from "./simulation.ts";
import { createArena, placeBytes, placeDoubles } from "./arena.ts";
import type { Arena } from "./arena.ts";
import { createText, writeTable } from "./tableText.ts";
import type { Text } from "./tableText.ts";
import { clearTable, recordColumns, recordNames, repeatRows } from "./tables.ts";
import type { RecordColumn, RecordName, TableBuffer } from "./tables.ts";

/** Paths `from` to `to`, without `to`. */
export interface PathRange {
  readonly from: number;
  readonly to: number;
}

export interface BlockResult extends PathRange {
  /** What every array of the block lies in. */
  readonly buffer: ArrayBuffer;
  /** CSV bytes of the rows of each requested table, without a header. */
  readonly text: Partial<Record<TableName, Uint8Array<ArrayBuffer>>>;
  /** Number of those rows. */
  readonly rows: Partial<Record<TableName, number>>;
  /** Numeric columns of the paths table, one value per path; NaN: empty. */
  readonly columns: Record<string, Float64Array<ArrayBuffer>>;
  readonly records: {
    readonly [Name in RecordName]: Record<RecordColumn<Name>, Float64Array<ArrayBuffer>>;
  };
  /** Rows of the tables that were asked for as numbers, labels as codes. */
  readonly tables: Partial<Record<TableName, Record<string, Float64Array<ArrayBuffer>>>>;
  /** Columns of a pilot's evidence and of hindsight, one value per path; none where neither is asked for. */
  readonly evidence: Record<string, Float64Array<ArrayBuffer>>;
}

/** Everything a thread needs to simulate blocks: plain data. */
export interface BlockJob {
  readonly loaded: Loaded;
  /** Tables to write; the columns of `paths` are made in any case. */
  readonly requested: readonly TableName[];
  /** Tables whose rows are handed over as numbers; absent: none. */
  readonly numbered?: readonly TableName[];
  /** Address of the simulation's module. */
  readonly simulation: string;
  /** A run unless given; blocks of a pilot hold the evidence that tilts are chosen from, of hindsight what it says. */
  readonly purpose?: Purpose;
}

/** A range of paths of a job. */
export interface BlockTask {
  readonly job: BlockJob;
  readonly range: PathRange;
}

/** A job that is ready to run in this thread. */
export interface BlockSimulator {
  readonly simulation: Simulation;
  readonly simulator: PathSimulator;
  readonly metrics: readonly FillMetric[];
  readonly pathNumbers: readonly string[];
  readonly writers: readonly TableWriter[];
  readonly numbered: readonly NumberedTable[];
}

interface NumberedTable {
  readonly name: TableName;
  readonly table: TableBuffer;
}

interface TableWriter {
  readonly name: TableName;
  readonly table: TableBuffer;
  readonly text: Text;
  /** Writes all rows of the table into the text. */
  readonly write: () => void;
}

function writersOf(
  model: ResolvedModel,
  simulator: PathSimulator,
  requested: readonly TableName[],
): TableWriter[] {
  const labels = labelsOf(model);
  const writer = (name: TableName): TableWriter[] => {
    const table = simulator.tables[name];
    const columns: readonly Column[] = columnsOfTable(model, name);
    if (table === null || !requested.includes(name)) return [];
    const text = createText();
    return [{ name, table, text, write: () => writeTable(text, table, columns, labels) }];
  };
  return tableNames.flatMap(writer);
}

/** Prepares a job in this thread: loads the simulation, compiles the metrics, allocates the tables. */
export async function createBlockSimulator(job: BlockJob): Promise<BlockSimulator> {
  const { model } = job.loaded;
  const { requested, numbered = [] } = job;
  const simulation = await loadSimulation(job.simulation);
  const made = [...new Set([...requested, ...numbered])];
  const simulator = simulation.createPathSimulator(job.loaded, made, job.purpose);
  return {
    simulation,
    simulator,
    metrics: await compileMetrics(model.metrics),
    pathNumbers: numericNames(pathColumns(model)),
    writers: writersOf(model, simulator, requested),
    numbered: numbered.flatMap((name) => {
      const table = simulator.tables[name];
      return table === null ? [] : [{ name, table }];
    }),
  };
}

/** The tables that have a row, or several, of some paths each. */
function tablesOf({ tables, records, hindsight }: PathSimulator): TableBuffer[] {
  const asked = tableNames.flatMap((name): TableBuffer[] => {
    const table = tables[name];
    return table === null ? [] : [table];
  });
  const judged = hindsight == null ? [] : [hindsight];
  return [...asked, ...recordNames.map((name): TableBuffer => records[name]), ...judged];
}

/** Tables that a job asks for beside those of a run. */
function besides({ evidence, hindsight }: PathSimulator): TableBuffer[] {
  return [evidence?.table, hindsight].filter((table) => table != null);
}

function clear(simulator: PathSimulator): void {
  for (const table of tablesOf(simulator)) clearTable(table);
  if (simulator.evidence != null) clearTable(simulator.evidence.table);
}

function simulatePaths({ simulation, simulator }: BlockSimulator, { from, to }: PathRange): void {
  let path = from;
  try {
    while (path < to) {
      const alike = simulation.simulatePath(simulator, path);
      if (!(alike >= 1)) throw new TypeError(`stands for ${alike} paths`);
      const next = Math.min(path + alike, to);
      if (next > path + 1) for (const table of tablesOf(simulator)) repeatRows(table, path, next);
      path = next;
    }
  } catch (error) {
    if (error instanceof PathError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new PathError(path, reason, { cause: error });
  }
}

/** The columns of a table, one after the other in the arena. */
function place<Name extends string>(
  arena: Arena,
  { rows, columns }: TableBuffer<Name>,
  names: readonly Name[],
): Record<Name, Float64Array<ArrayBuffer>> {
  const pieces = names.map(
    (name) => [name, placeDoubles(arena, columns[name].subarray(0, rows))] as const,
  );
  return Object.fromEntries(pieces) as Record<Name, Float64Array<ArrayBuffer>>;
}

function placeRecords(arena: Arena, { records }: PathSimulator): BlockResult["records"] {
  const pieces = recordNames.map(
    (name) => [name, place<string>(arena, records[name], recordColumns[name])] as const,
  );
  return Object.fromEntries(pieces) as unknown as BlockResult["records"];
}

/** Bytes that the tables of a block take. */
function sizeOf({ simulator, pathNumbers, writers, numbered }: BlockSimulator): number {
  const { tables, records } = simulator;
  const doubles =
    besides(simulator).reduce((sum, { rows, names }) => sum + rows * names.length, 0) +
    tables.paths.rows * pathNumbers.length +
    numbered.reduce((cells, { table }) => cells + table.rows * table.names.length, 0) +
    recordNames.reduce((sum, name) => sum + records[name].rows * recordColumns[name].length, 0);
  const texts = writers.reduce((bytes, { text }) => bytes + text.length, 0);
  return doubles * Float64Array.BYTES_PER_ELEMENT + texts;
}

/**
 * Simulates a range of paths.
 *
 * @param spare the buffer of a block that nobody reads any more; it may become that of this one
 * @throws PathError naming the first path that fails, whatever the failure was
 */
export function simulateBlock(
  block: BlockSimulator,
  range: PathRange,
  spare: ArrayBuffer | null,
): BlockResult {
  const { simulator, metrics, pathNumbers, writers, numbered } = block;
  clear(simulator);
  simulatePaths(block, range);
  const paths: TableBuffer = simulator.tables.paths;
  for (const fill of metrics) fill(paths);
  for (const { write } of writers) write();
  const arena = createArena(sizeOf(block), spare);
  return {
    ...range,
    buffer: arena.buffer,
    columns: place(arena, paths, pathNumbers),
    records: placeRecords(arena, simulator),
    tables: Object.fromEntries(
      numbered.map(({ name, table }) => [name, place(arena, table, table.names)]),
    ),
    evidence: Object.assign(
      {},
      ...besides(simulator).map((table) => place(arena, table, table.names)),
    ) as BlockResult["evidence"],
    text: Object.fromEntries(
      writers.map(({ name, text }) => [
        name,
        placeBytes(arena, text.bytes.subarray(0, text.length)),
      ]),
    ),
    rows: Object.fromEntries(writers.map(({ name, table }) => [name, table.rows])),
  };
}
