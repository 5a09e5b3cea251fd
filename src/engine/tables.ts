/**
 * Growable tables of Float64Array columns: what one block of paths appends its rows to.
 *
 * Struct of arrays; a table is reused from block to block and grows by doubling, so that a path allocates nothing once
 * the largest block has been seen. A fresh row is all NaN: a cell that nobody writes comes out empty, never stale.
 */

import type { ResolvedModel } from "../model/resolved.ts";
import { columnsOfTable } from "./columns.ts";
import type { ColumnNames, TableName } from "./columns.ts";

/** `columns` are replaced when the table grows: take them after `appendRow`, never keep them across it. */
export interface TableBuffer<Name extends string = string> {
  /** Rows written; the arrays are longer. */
  rows: number;
  capacity: number;
  readonly names: readonly Name[];
  readonly columns: Record<Name, Float64Array<ArrayBuffer>>;
}

/** The paths table has a price column per base asset besides the fixed ones; its metrics are filled in by the block. */
export type PathsColumn =
  | ColumnNames["paths"]
  | `min_price_${string}`
  | `final_price_${string}`
  | "debt_rank";

/**
 * Records: what the second pass reads besides the paths table, any number of rows a path, in path order.
 *
 * `delays`: liquidation delays, counted, `delaySteps` from breach to close, or (`closed` 0) to recovery. `contagion`:
 * notional liquidated at venue `to` that stood under the displacement made by venue `from`. `failures`: each component
 * that failed on the path, once. `venueLosses`: bad debt of each venue that has any. `cascadeSizes`: accounts of each
 * cascade, and those of them that nobody's sale had pushed.
 */
const records = {
  delays: ["path", "venue", "delaySteps", "closed", "count", "weight"],
  contagion: ["path", "from", "to", "notional", "weight"],
  failures: ["path", "component"],
  venueLosses: ["path", "venue", "badDebt"],
  cascadeSizes: ["path", "accounts", "roots", "weight"],
} as const;

export type RecordName = keyof typeof records;
export type RecordColumn<Name extends RecordName> = (typeof records)[Name][number];

export const recordNames: readonly RecordName[] = Object.keys(records) as RecordName[];

/** Columns of each kind of record, in the order of their file. */
export const recordColumns: {
  readonly [Name in RecordName]: readonly RecordColumn<Name>[];
} = records;

/** Liquidations that were needless, as judged at the horizon; kept only where they are asked for. */
export type HindsightColumn = "path" | "judged_accounts" | "needless_accounts" | "needless_usd";

export const HINDSIGHT_COLUMNS: readonly HindsightColumn[] = [
  "path",
  "judged_accounts",
  "needless_accounts",
  "needless_usd",
];

/** The records of one simulator. */
export type RecordTables = {
  readonly [Name in RecordName]: TableBuffer<RecordColumn<Name>>;
};

/** The tables of one simulator: `paths` always, the others only where they are asked for. */
export type PathTables = { readonly paths: TableBuffer<PathsColumn> } & {
  readonly [Table in Exclude<TableName, "paths">]: TableBuffer<ColumnNames[Table]> | null;
};

const FIRST_CAPACITY = 64;

/** An empty table with the given columns. */
export function createTable<Name extends string>(names: readonly Name[]): TableBuffer<Name> {
  const columns = {} as Record<Name, Float64Array<ArrayBuffer>>;
  for (const name of names) columns[name] = new Float64Array(FIRST_CAPACITY);
  return { rows: 0, capacity: FIRST_CAPACITY, names, columns };
}

function grow(table: TableBuffer): void {
  table.capacity *= 2;
  for (const name of table.names) {
    const longer = new Float64Array(table.capacity);
    longer.set(table.columns[name]);
    table.columns[name] = longer;
  }
}

/**
 * Appends a row of empty cells.
 *
 * @returns its index: `const row = appendRow(t); t.columns.path[row] = path`
 */
export function appendRow(table: TableBuffer): number {
  if (table.rows === table.capacity) grow(table);
  const row = table.rows++;
  for (const name of table.names) table.columns[name][row] = NaN;
  return row;
}

/** Writes the rows of `path`, which are the last ones, again for each path after it up to `to`, without `to`. */
export function repeatRows(table: TableBuffer, path: number, to: number): void {
  const end = table.rows;
  let first = end;
  while (first > 0 && table.columns["path"][first - 1] === path) first--;
  for (let copy = path + 1; copy < to; copy++) {
    for (let row = first; row < end; row++) {
      const at = appendRow(table);
      for (const name of table.names) table.columns[name][at] = table.columns[name][row];
      table.columns["path"][at] = copy;
    }
  }
}

/** Forgets all rows and keeps the memory. */
export function clearTable(table: TableBuffer): void {
  table.rows = 0;
}

/** Empty tables for all kinds of records. */
export function createRecordTables(): RecordTables {
  return {
    delays: createTable(recordColumns.delays),
    contagion: createTable(recordColumns.contagion),
    failures: createTable(recordColumns.failures),
    venueLosses: createTable(recordColumns.venueLosses),
    cascadeSizes: createTable(recordColumns.cascadeSizes),
  };
}

/** The tables a simulator of `model` appends to. */
export function createPathTables(
  model: ResolvedModel,
  requested: readonly TableName[],
): PathTables {
  const named = <Table extends TableName>(table: Table): TableBuffer<ColumnNames[Table]> =>
    createTable(columnsOfTable(model, table).map(({ name }) => name as ColumnNames[Table]));
  const optional = <Table extends TableName>(table: Table) =>
    requested.includes(table) ? named(table) : null;
  return {
    paths: named("paths") as TableBuffer<PathsColumn>,
    venues: optional("venues"),
    cascades: optional("cascades"),
    faults: optional("faults"),
    liquidations: optional("liquidations"),
    batches: optional("batches"),
    transfers: optional("transfers"),
    clearing: optional("clearing"),
  };
}
