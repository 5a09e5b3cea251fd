/**
 * The shipped simulation with an outage that takes an exponential time, drawn by path, and nothing after it: each path of
 * a model whose chain is halted from t = 0 ends where its outage does. The price then is that of `closedForms/outageGap`.
 */
import {
  createPathSimulator as createShipped,
  simulatePath as simulateShipped,
} from "../../src/engine/path.ts";
import type { TradingSimulator } from "../../src/engine/path.ts";
import type { TradingBase } from "../../src/contagion/state/trading.ts";
import type { Loaded } from "../../src/engine/simulation.ts";
import { HINDSIGHT_COLUMNS, appendRow, createTable } from "../../src/engine/tables.ts";
import { createRegistry, exponential, streamOf } from "../../src/random/streams.ts";

export { buildBook } from "../../src/engine/path.ts";

/** s. */
export const MEAN_OUTAGE = 100 * 3600;

interface Outages extends TradingSimulator {
  readonly loaded: Loaded<TradingBase>;
}

export function createPathSimulator(loaded: Loaded<TradingBase>): Outages {
  return { ...createShipped(loaded, []), hindsight: createTable(HINDSIGHT_COLUMNS), loaded };
}

export function simulatePath({ loaded, tables, hindsight }: Outages, path: number): number {
  const { model, book } = loaded;
  const outages = streamOf(createRegistry(model.sampling.seed), "outages", "duration");
  const horizon = MEAN_OUTAGE * exponential(outages, path, 0);
  const scenario = model.scenario.map((event) => ({ ...event, duration: 2 * horizon }));
  const once = { ...model, horizon, step: horizon, steps: 1, scenario };
  const alone = createShipped({ model: once, book }, []);
  simulateShipped(alone, path);
  const row = appendRow(tables.paths);
  const [from, to] = [alone.tables.paths.columns, tables.paths.columns] as Record<
    string,
    Float64Array
  >[];
  for (const name of Object.keys(from)) to[name][row] = from[name][0];
  const judged = appendRow(hindsight!);
  for (const name of HINDSIGHT_COLUMNS) hindsight!.columns[name][judged] = 0;
  hindsight!.columns.path[judged] = path;
  return 1;
}
