/**
 * A stage for whole small models: the parts of a model file as objects, and paths of it told as plain rows.
 *
 * What no test cares about is filled in: one chain `l2` that never fails, ETH at 1000 USD without volatility, USDC.
 */
import { expect } from "vitest";
import {
  type ColumnNames,
  type TableName,
  columnsOfTable,
  tableNames,
} from "../../src/engine/columns.ts";
import { labelsOf } from "../../src/engine/labels.ts";
import {
  type TradingSimulator,
  buildBook,
  createPathSimulator,
  simulatePath,
} from "../../src/engine/path.ts";
import { type StepContext, advanceStep } from "../../src/engine/step.ts";
import { advanceMachinery } from "../../src/engine/network/advanceMachinery.ts";
import { resetMachinery } from "../../src/engine/network/machinery.ts";
import { closeHorizon } from "../../src/contagion/losses/horizon.ts";
import { findImbalance } from "../../src/engine/reconciliation.ts";
import { writeRows } from "../../src/engine/rows.ts";
import { resetTrading } from "../../src/contagion/start.ts";
import { type TableBuffer, clearTable } from "../../src/engine/tables.ts";
import type { LoadedModel } from "../../src/model/parse.ts";
import { parseModel } from "../../src/model/parse.ts";

/** A block of a model file. */
export type Block = Readonly<Record<string, unknown>>;

const ETH_AND_USDC: Block = {
  assets: { ETH: { price: 1000, volatility: 0 }, USDC: { price: 1, kind: "cash" } },
};

/** A model of `parts` over ten minutes in steps of one. */
export function world(parts: Block, set: readonly string[] = []): LoadedModel {
  const file = {
    name: "stage",
    horizon: "10 minutes",
    step: "1 minute",
    market: ETH_AND_USDC,
    chains: { l2: { kind: "optimistic", challenge_window: "7 days" } },
    sampling: { paths: 1, seed: 1 },
    ...parts,
  };
  return parseModel(JSON.stringify(file), { fileName: "stage.yaml", set });
}

/** An order book on `l2` marked at its own price; 1e6 USD move ETH 1 %, passing and without decay. */
export function orderbook(parts: Block = {}, market: Block = {}): Block {
  return {
    chain: "l2",
    kind: "orderbook",
    mark: "venue",
    collateral: { USDC: 0 },
    markets: { ETH: { depth_1pct: 1e6, resilience: "1e9 hours", ...market } },
    margin: [{ initial: 0.1, maintenance: 0.05 }],
    ...parts,
  };
}

/** A lending venue on `l2`: USDC against ETH, haircut 20 %. */
export function lending(parts: Block = {}, market: Block = {}): Block {
  return {
    chain: "l2",
    kind: "lending",
    collateral: { ETH: 0.2 },
    borrow: { USDC: {} },
    markets: { ETH: { depth_1pct: 1e6, resilience: "1e9 hours", ...market } },
    ...parts,
  };
}

/** A trader at venue `v` with `cash` USDC and ETH bought (or sold) at 1000. */
export function trader(id: string, size: number, cash: number, parts: Block = {}): Block {
  return { id, venue: "v", collateral: { USDC: cash }, positions: { ETH: { size } }, ...parts };
}

/** A borrower at venue `v` with `ETH` ETH and a debt. */
export function borrower(id: string, ETH: number, debt: number, parts: Block = {}): Block {
  return { id, venue: "v", collateral: { ETH }, debt, ...parts };
}

/** A forced simple return of ETH. */
export function move(minutes: number, ETH: number): Block {
  return { at: `${minutes} minutes`, price: { ETH } };
}

/** A forced halt of a sequencer. */
export function halt(minutes: number, duration: number, sequencer = "sequencers.s"): Block {
  return {
    at: `${minutes} minutes`,
    fault: sequencer,
    mode: "halt",
    duration: `${duration} minutes`,
  };
}

/** Chain `l2` behind sequencer `s`, which fails only where the scenario says so. */
export const HALTABLE: Block = {
  sequencers: { s: {} },
  chains: { l2: { kind: "optimistic", sequencer: "s", challenge_window: "7 days" } },
};

type LabelColumn =
  | "first_fault"
  | "venue"
  | "trigger"
  | "component"
  | "mode"
  | "cause"
  | "account"
  | "market"
  | "chain"
  | "purpose"
  | "from"
  | "to"
  | "route"
  | "outcome"
  | "institution";

export type Row<Table extends TableName> = {
  readonly [Column in ColumnNames[Table]]: Column extends LabelColumn ? string : number;
};

/** What a path wrote. */
export interface Played {
  readonly row: Row<"paths"> & Readonly<Record<"min_price_ETH" | "final_price_ETH", number>>;
  readonly venues: readonly Row<"venues">[];
  readonly cascades: readonly Row<"cascades">[];
  readonly liquidations: readonly Row<"liquidations">[];
  readonly transfers: readonly Row<"transfers">[];
  readonly faults: readonly Row<"faults">[];
  readonly clearing: readonly Row<"clearing">[];
  /** [venue, steps, closed] */
  readonly delays: readonly (readonly [string, number, boolean])[];
  /** `from>to`: USD */
  readonly contagion: Readonly<Record<string, number>>;
  readonly simulator: TradingSimulator;
}

export function simulatorOf({ model, base }: LoadedModel): TradingSimulator {
  return createPathSimulator({ model, book: buildBook(model, base) }, tableNames);
}

/** Plays one path of a model, or of a simulator that has played others. */
export function play(of: LoadedModel | TradingSimulator, path = 0): Played {
  const simulator = "context" in of ? of : simulatorOf(of);
  forgetRows(simulator);
  simulatePath(simulator, path);
  return told(simulator);
}

/** What a hand may move before a step that no fault of the model would. */
export interface Levers {
  readonly chainCapacity: Float64Array;
  readonly chainCensored: Uint8Array;
  readonly chainBackingRatio: Float64Array;
  congestion: number;
}

/** Plays path 0 of a model; before each step (from 1) `move` may pull the machinery's levers. */
export function playMoved(of: LoadedModel, move: (levers: Levers, step: number) => void): Played {
  const simulator = simulatorOf(of);
  const { context } = simulator;
  const { trading, machinery } = context;
  resetMachinery(machinery, 0);
  advanceMachinery(machinery, 0, 1);
  resetTrading(trading, { market: 0, book: 0 });
  for (let step = 1; step <= trading.model.steps; step++) {
    move(machinery, step);
    advanceStep(context, step);
  }
  closeHorizon(trading);
  expect(findImbalance(trading)).toBeNull();
  writeRows(simulator, trading, machinery, 0, 1);
  return told(simulator);
}

/** One column of the paths table over paths 0 .. paths - 1. */
export function playColumn(
  { model, base }: LoadedModel,
  column: ColumnNames["paths"] | `${"min" | "final"}_price_${string}`,
  paths: number,
): Float64Array {
  const simulator = createPathSimulator({ model, book: buildBook(model, base) }, []);
  for (let path = 0; path < paths; path++) simulatePath(simulator, path);
  return simulator.tables.paths.columns[column].slice(0, paths);
}

/** Mean of a sample and its standard error. */
export function meanOf(values: Float64Array): { mean: number; error: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, error: Math.sqrt(squares / (values.length - 1) / values.length) };
}

/** Brings a path to the end of `steps` steps and no further, for a look at its state. */
export function playUntil(of: LoadedModel, steps: number): StepContext {
  const { context } = simulatorOf(of);
  resetMachinery(context.machinery, 0);
  advanceMachinery(context.machinery, 0, 1);
  resetTrading(context.trading, { market: 0, book: 0 });
  for (let step = 1; step <= steps; step++) advanceStep(context, step);
  return context;
}

function forgetRows(simulator: TradingSimulator): void {
  for (const name of tableNames) clearTable(simulator.tables[name]!);
  for (const table of Object.values(simulator.records)) clearTable(table);
}

function told(simulator: TradingSimulator): Played {
  const { model } = simulator.context.trading;
  const { delays, contagion } = simulator.records;
  const nameOf = (venue: number): string => model.venues[venue].name;
  const table = <Table extends TableName>(name: Table): Row<Table>[] =>
    rowsOf(simulator, name) as Row<Table>[];
  return {
    row: table("paths")[0] as Played["row"],
    venues: table("venues"),
    cascades: table("cascades"),
    liquidations: table("liquidations"),
    transfers: table("transfers"),
    faults: table("faults"),
    clearing: table("clearing"),
    delays: numbered(delays, (at) => [
      nameOf(delays.columns.venue[at]),
      delays.columns.delaySteps[at],
      delays.columns.closed[at] === 1,
    ]),
    contagion: Object.fromEntries(
      numbered(contagion, (at) => [
        `${nameOf(contagion.columns.from[at])}>${nameOf(contagion.columns.to[at])}`,
        contagion.columns.notional[at],
      ]),
    ),
    simulator,
  };
}

function rowsOf(simulator: TradingSimulator, name: TableName): Record<string, number | string>[] {
  const { model } = simulator.context.trading;
  const labels = labelsOf(model);
  const table = simulator.tables[name] as TableBuffer;
  return numbered(table, (at) =>
    Object.fromEntries(
      columnsOfTable(model, name).map((column) => {
        const value = table.columns[column.name][at];
        return [column.name, column.labels === undefined ? value : labels[column.labels](value)];
      }),
    ),
  );
}

function numbered<Value>(table: TableBuffer, read: (at: number) => Value): Value[] {
  return Array.from({ length: table.rows }, (_, at) => read(at));
}
