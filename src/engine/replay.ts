/** One path of a run alone, with everything that can be told of it: its rows of every table, and its trace. */

import type { ResolvedModel } from "../model/resolved.ts";
import { createBlockSimulator, simulateBlock } from "./block.ts";
import { columnsOfTable, tableNames } from "./columns.ts";
import type { TableName } from "./columns.ts";
import { labelsOf } from "./labels.ts";
import type { Loaded } from "./simulation.ts";
import type { TableBuffer } from "./tables.ts";
import { type Trace, addMoment, createTrace } from "./trace.ts";

/** A cell as files have it: a number, or the text of a label; null where it is empty. */
export type ReplayedCell = number | string | null;
export type ReplayedRow = Readonly<Record<string, ReplayedCell>>;

export interface Replay {
  /** The rows of every table, in file order. */
  readonly rows: Readonly<Record<TableName, readonly ReplayedRow[]>>;
  readonly trace: Trace;
}

/** Rows of a table with their labels written out. */
function rowsOf(
  model: ResolvedModel,
  name: TableName,
  table: TableBuffer | null,
): readonly ReplayedRow[] {
  if (table === null) return [];
  const labels = labelsOf(model);
  const columns = columnsOfTable(model, name);
  const cell = (code: number, decode: ((code: number) => string) | null): ReplayedCell => {
    if (decode !== null) return decode(code) === "" ? null : decode(code);
    return Number.isNaN(code) ? null : code;
  };
  return Array.from({ length: table.rows }, (_, row) =>
    Object.fromEntries(
      columns.map(({ name: column, labels: set }) => [
        column,
        cell(table.columns[column][row], set === undefined ? null : labels[set]),
      ]),
    ),
  );
}

/**
 * Simulates one path as a run would.
 *
 * @param simulation address of the simulation's module
 * @throws PathError if it fails
 */
export async function replayPath(
  loaded: Loaded,
  path: number,
  simulation: string,
): Promise<Replay> {
  const { model } = loaded;
  const block = await createBlockSimulator({ loaded, requested: tableNames, simulation });
  const trace = createTrace(model);
  const { simulatePath } = block.simulation;
  const watched = {
    ...block.simulation,
    simulatePath: (simulator: typeof block.simulator, number: number): number =>
      simulatePath(simulator, number, (context) => addMoment(trace, context)),
  };
  simulateBlock({ ...block, simulation: watched }, { from: path, to: path + 1 }, null);
  const { tables } = block.simulator;
  const rows = tableNames.map((name) => [name, rowsOf(model, name, tables[name])] as const);
  return { rows: Object.fromEntries(rows) as Replay["rows"], trace };
}
