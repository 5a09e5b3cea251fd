/**
 * Nanoseconds per step of a path, in one thread: the whole, and what is under it.
 *
 *   prices          correlated normals and jumps, S_ex and S
 *   machinery       faults, batches, proofs, routes up to each step's end
 *   one_account     a whole step with a book of one account per cohort: what a step costs before anybody trades
 *   whole           a whole step of the default model, the path's beginning, end and rows included
 */
import { advanceMachinery } from "../src/engine/network/advanceMachinery.ts";
import { resetMachinery } from "../src/engine/network/machinery.ts";
import type { TradingSimulator } from "../src/engine/path.ts";
import { movePrices, resetPrices, settlePrices } from "../src/market/prices.ts";
import { interleaved } from "./measure.ts";
import { runPaths, simulatorOf } from "./paths.ts";
import { prepare } from "./prepare.ts";

export interface StepCosts {
  readonly prices_ns: number;
  readonly machinery_ns: number;
  readonly one_account_ns: number;
  readonly whole_ns: number;
}

function pricesOf({ context }: TradingSimulator, paths: number): void {
  const { prices, model } = context.trading;
  for (let path = 0; path < paths; path++) {
    resetPrices(prices, path);
    for (let step = 1; step <= model.steps; step++) {
      movePrices(prices, path, step - 1, step * model.step);
      settlePrices(prices);
    }
  }
}

function machineryOf({ context }: TradingSimulator, paths: number): void {
  const { machinery, trading } = context;
  const { steps, step: dt } = trading.model;
  for (let path = 0; path < paths; path++) {
    resetMachinery(machinery, path);
    for (let step = 1; step <= steps; step++) advanceMachinery(machinery, step * dt, 1);
  }
}

export async function measureSteps(paths: number, repeats: number): Promise<StepCosts> {
  const full = prepare("models/three-rollups");
  const small = prepare("models/three-rollups", ["book.cohorts.*.accounts=1"]);
  const [whole, lone, parts] = [full, small, small].map(simulatorOf);
  const seconds = await interleaved(
    {
      prices: () => pricesOf(parts, paths),
      machinery: () => machineryOf(parts, paths),
      one: () => runPaths(lone, paths),
      whole: () => runPaths(whole, paths),
    },
    repeats,
  );
  const perStep = (total: number): number => (1e9 * total) / (paths * full.model.steps);
  return {
    prices_ns: perStep(seconds.prices),
    machinery_ns: perStep(seconds.machinery),
    one_account_ns: perStep(seconds.one),
    whole_ns: perStep(seconds.whole),
  };
}
