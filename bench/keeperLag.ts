/**
 * The open workload *keeper lag* (`keeperLagModel.ts`): 200 runs at each of three lags, with the liquidation index, and
 * without it, which is the naive twin. The twin does a few of the runs and its time is scaled to all of them.
 */
import { buildBook } from "../src/engine/path.ts";
import { keeperLagModel } from "./keeperLagModel.ts";
import { runPaths, simulatorOf, total } from "./paths.ts";
import { interleaved } from "./measure.ts";
import { timeAgainstTwin } from "./twinRatio.ts";

/** Slots. */
const LAGS = [1, 5, 20] as const;
const RUNS = 200;
const TWIN_RUNS = 1;

export type KeeperLag = Readonly<
  Record<
    | "keeper_lag_s"
    | "keeper_lag_twin_s"
    | "keeper_lag_ratio_to_twin"
    | `keeper_lag_${(typeof LAGS)[number]}_bad_debt_usd`,
    number
  >
>;

interface OneLag {
  /** s for all runs. */
  readonly engine: number;
  /** s for all runs, scaled from `TWIN_RUNS`. */
  readonly twin: number;
  /** USD, mean of a run. */
  readonly badDebt: number;
}

export async function measureKeeperLag(repeats: number): Promise<KeeperLag> {
  const [first, second, third] = [
    await measureLag(LAGS[0], repeats),
    await measureLag(LAGS[1], repeats),
    await measureLag(LAGS[2], repeats),
  ];
  const all = [first, second, third];
  const engine = all.reduce((sum, lag) => sum + lag.engine, 0);
  const twin = all.reduce((sum, lag) => sum + lag.twin, 0);
  return {
    keeper_lag_s: engine,
    keeper_lag_twin_s: twin,
    keeper_lag_ratio_to_twin: twin / engine,
    keeper_lag_1_bad_debt_usd: first.badDebt,
    keeper_lag_5_bad_debt_usd: second.badDebt,
    keeper_lag_20_bad_debt_usd: third.badDebt,
  };
}

async function measureLag(lag: number, repeats: number): Promise<OneLag> {
  const model = keeperLagModel(lag);
  const prepared = { model, book: buildBook(model, model) };
  const { twin } = await timeAgainstTwin(prepared, TWIN_RUNS, repeats);
  const simulator = simulatorOf(prepared);
  const { engine } = await interleaved({ engine: () => runPaths(simulator, RUNS) }, repeats);
  return {
    engine,
    twin: (twin * RUNS) / TWIN_RUNS,
    badDebt: total(simulator, "bad_debt_usd") / RUNS,
  };
}
