/**
 * How many times faster the engine is than its naive twin, which values every account in every step, on the same paths:
 * of the default model, and of the scaling model with its 10^4 accounts, both cut to a few hours. Both must liquidate
 * the same amount, or the ratio compares nothing.
 */
import { simulateTwinPath } from "../test/twin/simulateTwinPath.ts";
import { interleaved } from "./measure.ts";
import { runPaths, simulatorOf, total } from "./paths.ts";
import { type Prepared, prepare } from "./prepare.ts";

export interface TwinRatio {
  readonly engine_ns_per_account_step: number;
  readonly twin_ns_per_account_step: number;
  readonly ratio_to_twin: number;
  readonly ratio_to_twin_1e4: number;
}

const DEFAULT_HOURS = 6;
const SCALING_HOURS = 3;
/** Rounding between running sums and sums made afresh. */
const TOLERANCE = 1e-9;

interface Seconds {
  readonly engine: number;
  readonly twin: number;
}

/** @returns s for paths 0 .. paths - 1. @throws Error if engine and twin liquidate different amounts, or nothing */
export async function timeAgainstTwin(
  prepared: Prepared,
  paths: number,
  repeats: number,
): Promise<Seconds> {
  const { model, book } = prepared;
  const simulator = simulatorOf(prepared);
  let ofTwin = 0;
  const twin = (): void => {
    ofTwin = 0;
    for (let path = 0; path < paths; path++)
      ofTwin += Number(simulateTwinPath(model, book.book, path).paths[0]["liquidated_usd"]);
  };
  const seconds = await interleaved({ engine: () => runPaths(simulator, paths), twin }, repeats);
  const ofEngine = total(simulator, "liquidated_usd");
  if (!(ofTwin > 0 && Math.abs(ofEngine - ofTwin) <= TOLERANCE * ofTwin))
    throw new Error(`the engine liquidates ${ofEngine} USD where its twin has ${ofTwin}`);
  return seconds;
}

export async function measureTwinRatio(paths: number, repeats: number): Promise<TwinRatio> {
  const usual = prepare("models/three-rollups", [`horizon=${DEFAULT_HOURS} hours`]);
  const many = prepare("bench/models/scaling", [`horizon=${SCALING_HOURS} hours`]);
  const seconds = await timeAgainstTwin(usual, paths, repeats);
  const withMany = await timeAgainstTwin(many, paths, repeats);
  const accountSteps = paths * usual.model.steps * usual.book.book.accounts;
  return {
    engine_ns_per_account_step: (1e9 * seconds.engine) / accountSteps,
    twin_ns_per_account_step: (1e9 * seconds.twin) / accountSteps,
    ratio_to_twin: seconds.twin / seconds.engine,
    ratio_to_twin_1e4: withMany.twin / withMany.engine,
  };
}
