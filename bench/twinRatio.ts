/**
 * How many times faster the engine is than its naive twin, which values every account in every step, on the same paths
 * of the default model, cut to a few hours. Both must liquidate the same amount, or the ratio compares nothing.
 */
import { createPathSimulator, simulatePath } from "../src/engine/path.ts";
import { clearTable } from "../src/engine/tables.ts";
import { simulateTwinPath } from "../test/twin/simulateTwinPath.ts";
import { interleaved } from "./measure.ts";
import { prepare } from "./prepare.ts";

export interface TwinRatio {
  readonly engine_ns_per_account_step: number;
  readonly twin_ns_per_account_step: number;
  readonly ratio_to_twin: number;
}

const HOURS = 6;
/** Rounding between running sums and sums made afresh. */
const TOLERANCE = 1e-9;

export async function measureTwinRatio(paths: number, repeats: number): Promise<TwinRatio> {
  const { model, book } = prepare("three-rollups", [`horizon=${HOURS} hours`]);
  const simulator = createPathSimulator({ model, book }, []);
  const table = simulator.tables.paths;
  let ofTwin = 0;
  const engine = (): void => {
    for (const one of [table, simulator.delays, simulator.contagion]) clearTable(one);
    for (let path = 0; path < paths; path++) simulatePath(simulator, path);
  };
  const twin = (): void => {
    ofTwin = 0;
    for (let path = 0; path < paths; path++)
      ofTwin += Number(simulateTwinPath(model, book.book, path).paths[0]["liquidated_usd"]);
  };
  const seconds = await interleaved({ engine, twin }, repeats);
  const ofEngine = table.columns.liquidated_usd.subarray(0, paths).reduce((a, b) => a + b, 0);
  if (!(Math.abs(ofEngine - ofTwin) <= TOLERANCE * ofTwin))
    throw new Error(`the engine liquidates ${ofEngine} USD where its twin has ${ofTwin}`);
  const accountSteps = paths * model.steps * book.book.accounts;
  return {
    engine_ns_per_account_step: (1e9 * seconds.engine) / accountSteps,
    twin_ns_per_account_step: (1e9 * seconds.twin) / accountSteps,
    ratio_to_twin: seconds.twin / seconds.engine,
  };
}
