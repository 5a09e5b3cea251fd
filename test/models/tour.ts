/** The acceptance tour, which uses every entity once: its switches, and what its paths leave in their tables. */
import { type TableName, columnsOfTable, tableNames } from "../../src/engine/columns.ts";
import { labelsOf } from "../../src/engine/labels.ts";
import { type TradingSimulator, simulatePath } from "../../src/engine/path.ts";
import { loadModel } from "../../src/model/load.ts";
import type { LoadedModel } from "../../src/model/parse.ts";
import { simulatorOf } from "../contagion/stage.ts";

/** The tour with settings. */
export function tour(set: readonly string[] = []): LoadedModel {
  return loadModel("models/acceptance/tour.yaml", { set });
}

/** Every rate in the tour at which something breaks, is tried, or strikes prices; its drift is 0 as it is. */
export const RATES: readonly string[] = [
  "sequencers.nitro.faults.0.rate",
  "sequencers.nitro.faults.1.rate",
  "sequencers.nitro.faults.2.rate",
  "sequencers.commons.faults.0.rate",
  "sequencers.commons.security.attempts",
  "chains.side.sequencer.faults.0.rate",
  "provers.commons-prover.faults.0.rate",
  "provers.commons-prover.faults.1.rate",
  "provers.commons-prover.soundness_bug.rate",
  "availability.dac.faults.0.rate",
  "bridges.wormgate.faults.0.rate",
  "bridges.wormgate.faults.1.rate",
  "chains.arb.invalid_claim.rate",
  "chains.side.signers.compromise_rate",
  "common_causes.cloud-region.rate",
  "common_causes.l1-upgrade.rate",
  "settlement.congestion.rate",
  "settlement.reorganisation.rate",
  "market.jumps.rate",
  "market.assets.USDC.depeg.rate",
  "market.assets.BTC.volatility",
  "market.assets.ETH.volatility",
];

/** Settings that make all rates zero but those given. */
export function still(...but: readonly string[]): string[] {
  return RATES.filter((key) => !but.includes(key)).map((key) => `${key}=0`);
}

/** Plays paths 0 .. paths - 1 with every table; a path that does not balance throws. */
export function playPaths(of: LoadedModel, paths: number): TradingSimulator {
  const simulator = simulatorOf(of);
  for (let path = 0; path < paths; path++) simulatePath(simulator, path);
  return simulator;
}

/** Distinct rows of some columns of a table, joined by spaces, in order; members of committees without their number. */
export function marks(
  { tables, context }: TradingSimulator,
  table: TableName,
  ...names: readonly string[]
): string[] {
  const { model } = context.trading;
  const labels = labelsOf(model);
  const { rows, columns } = tables[table]!;
  const cells = names.map((name): string[] => {
    const column = columnsOfTable(model, table).find((one) => one.name === name)!;
    const decode = column.labels === undefined ? String : labels[column.labels];
    const values: Float64Array = (columns as Readonly<Record<string, Float64Array>>)[name];
    return Array.from(values.subarray(0, rows), (code) => decode(code));
  });
  const told = Array.from({ length: rows }, (_, row) => cells.map((cell) => cell[row]).join(" "));
  return [...new Set(told.map((text) => text.trim().replaceAll(/-\d+ /g, " ")))].toSorted();
}

/** Names of all tables with rows in them, but for those that every path fills. */
export function tablesWithRows({ tables }: TradingSimulator): TableName[] {
  const always: readonly TableName[] = ["paths", "batches", "clearing"];
  return tableNames.filter((name) => !always.includes(name) && tables[name]!.rows > 0);
}
