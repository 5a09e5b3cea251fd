/** Paths of one simulator in this thread, their rows forgotten afterwards but for the last batch's. */
import { type TradingSimulator, createPathSimulator, simulatePath } from "../src/engine/path.ts";
import { clearTable } from "../src/engine/tables.ts";
import type { Prepared } from "./prepare.ts";

export function simulatorOf({ model, book }: Prepared): TradingSimulator {
  return createPathSimulator({ model, book }, []);
}

/** Simulates paths 0 .. paths - 1; the tables hold their rows alone. */
export function runPaths(simulator: TradingSimulator, paths: number): void {
  for (const table of [simulator.tables.paths, ...Object.values(simulator.records)])
    clearTable(table);
  for (let path = 0; path < paths; path++) simulatePath(simulator, path);
}

/** A column of the paths table over what `runPaths` simulated, summed. */
export function total(
  { tables: { paths } }: TradingSimulator,
  column: "liquidated_usd" | "liquidated_accounts" | "bad_debt_usd",
): number {
  return paths.columns[column].subarray(0, paths.rows).reduce((sum, value) => sum + value, 0);
}
