/** Holds the engine's rows of one path to the twin's, and says where they differ. */
import { type Column, columnsOfTable } from "../../src/engine/columns.ts";
import { PathError } from "../../src/engine/simulation.ts";
import { type TradingSimulator, createPathSimulator, simulatePath } from "../../src/engine/path.ts";
import { type TableBuffer, clearTable } from "../../src/engine/tables.ts";
import type { TradingBase } from "../../src/contagion/state/trading.ts";
import type { ResolvedModel } from "../../src/model/resolved.ts";
import { simulateTwinPath } from "./simulateTwinPath.ts";
import type { Row } from "./world.ts";

const RELATIVE = 1e-9;
const USD = 1e-6;
/** Times are exact, but where a fault feels stress, that is a market whose last bits differ. */
const CLOCK = 1e-12;

/** Tables that only the machinery writes (faults, batches) are not the twin's. */
const TABLES = ["paths", "venues", "cascades", "liquidations", "transfers"] as const;

const inner = (names: readonly string[], rounded: string): Column[] =>
  names.map((name) => ({
    name,
    type: name === rounded ? "number" : "integer",
    unit: name === rounded ? "USD" : "",
    meaning: "",
  }));
const DELAYS = inner(["path", "venue", "delaySteps", "closed", "count", "weight"], "");
const CONTAGION = inner(["path", "from", "to", "notional", "weight"], "notional");

export interface Comparison {
  /** What differs first, if anything does. */
  readonly difference: string | null;
  readonly events: ReadonlyMap<string, number>;
}

export function createEngine(model: ResolvedModel, book: TradingBase): TradingSimulator {
  return createPathSimulator({ model, book }, TABLES);
}

/** Simulates one path twice. The engine keeps its state from earlier paths, as it does in a run. */
export function comparePath(
  engine: TradingSimulator,
  model: ResolvedModel,
  base: TradingBase,
  path: number,
): Comparison {
  for (const table of TABLES) clearTable(engine.tables[table]!);
  for (const table of Object.values(engine.records)) clearTable(table);
  const twin = simulateTwinPath(model, base.book, path);
  try {
    simulatePath(engine, path);
  } catch (error) {
    if (!(error instanceof PathError)) throw error;
    // A squeeze that runs away to infinite prices is no path; the twin must see the same.
    return { difference: twin.overflows ? null : error.message, events: twin.events };
  }
  const found = [
    ...TABLES.toReversed().map((table) =>
      compareRows(table, columnsOfTable(model, table), rowsOf(engine.tables[table]!), twin[table]),
    ),
    compareRows("contagion", CONTAGION, rowsOf(engine.records.contagion), twin.contagion),
    compareRows("delays", DELAYS, sorted(rowsOf(engine.records.delays)), sorted(twin.delays)),
  ];
  return { difference: found.find((one) => one !== null) ?? null, events: twin.events };
}

function rowsOf({ rows, names, columns }: TableBuffer): Row[] {
  return Array.from({ length: rows }, (_, row) =>
    Object.fromEntries(names.map((name) => [name, columns[name][row]])),
  );
}

/** Delays are counted, so that their order means nothing. */
function sorted(rows: readonly Row[]): Row[] {
  const key = (row: Row): string => JSON.stringify(DELAYS.map(({ name }) => row[name]));
  return rows.toSorted((one, other) => (key(one) < key(other) ? -1 : 1));
}

function compareRows(
  table: string,
  columns: readonly Column[],
  engine: readonly Row[],
  twin: readonly Row[],
): string | null {
  for (let row = 0; row < Math.min(engine.length, twin.length); row++) {
    for (const column of columns) {
      const [ours, theirs] = [engine[row][column.name], twin[row][column.name]];
      if (agree(column, ours, theirs)) continue;
      return `${table}[${row}].${column.name}: engine ${ours}, twin ${theirs}`;
    }
  }
  if (engine.length === twin.length) return null;
  return `${table}: engine has ${engine.length} rows, twin ${twin.length}`;
}

/** Money to rounding, times to the last bits, integers and labels exactly. */
function agree({ type, unit }: Column, one: number, other: number): boolean {
  if (Object.is(one, other) || one === other) return true;
  const difference = Math.abs(one - other);
  const scale = Math.max(Math.abs(one), Math.abs(other));
  if (unit === "s") return difference <= CLOCK * scale;
  return type === "number" && difference <= RELATIVE * scale + USD;
}
