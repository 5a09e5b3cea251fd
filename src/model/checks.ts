/**
 * Checks across the whole resolved model: what no single entity can know of itself.
 */

import type { Context } from "./context.ts";
import { refuse } from "./context.ts";
import { checkClocks } from "./eventCheck.ts";
import type { ResolvedModel } from "./resolved.ts";
import type { Prover } from "./resolved/component.ts";
import { meanOf } from "./schema/support.ts";

/** Batches of one chain in one path, and jumps before one: beyond this a path would never end. */
const mostEvents = 1e6;
const mostBatches = 1e7;

/** exp(700) is the last that a double holds; ten standard deviations of a log price must stay below. */
const largestLogPrice = 600;
const deviations = 10;

/** Reports rates and intervals that the horizon makes absurd, and warns of provers that cannot keep up. */
export function checkModel(context: Context, model: ResolvedModel): void {
  checkClocks(context, model);
  for (const { name, batchInterval } of model.chains) {
    if (batchInterval > 0 && model.horizon / batchInterval > mostBatches) {
      refuse(
        context,
        ["chains", name, "batch_interval"],
        `makes more than ${mostBatches} batches in the horizon`,
      );
    }
  }
  checkBacking(context, model);
  checkPrices(context, model);
  checkExcitation(context, model.market);
  checkHistory(context, model);
  checkMethod(context, model);
  checkSplitting(context, model);
  model.provers.forEach((prover, index) => warnOfLoad(context, model, prover, index));
}

/** Only a diffusion has normals to mirror or to lead. */
function checkMethod(context: Context, { sampling, market }: ResolvedModel): void {
  if (sampling.method?.kind === "sobol" && sampling.strata !== undefined)
    refuse(context, ["sampling", "strata"], "cannot stand beside method 'sobol'");
  if (sampling.method === undefined || market.history === undefined) return;
  refuse(context, ["sampling", "method"], "leads a diffusion, and this market has none");
}

/** Copies are independent from a level on: nothing else may decide how paths are drawn. */
function checkSplitting(context: Context, { sampling, book }: ResolvedModel): void {
  const { splitting, method, strata, tilt, pathsPerWorld } = sampling;
  if (splitting === undefined) return;
  const path = ["sampling", "splitting"];
  if (method !== undefined) refuse(context, path, `cannot stand beside method '${method.kind}'`);
  if (strata !== undefined) refuse(context, path, "cannot stand beside strata");
  if (tilt !== undefined) refuse(context, path, "cannot stand beside a tilt");
  if (pathsPerWorld !== undefined)
    refuse(context, path, "cannot stand beside uncertain parameters");
  if (book.cohorts.length + book.accounts.length + (book.desks ?? []).length === 0)
    refuse(context, path, "watches the distance to liquidation, and this model has no accounts");
}

/** What can be taken must be there. */
function checkBacking(context: Context, model: ResolvedModel): void {
  for (const chain of model.chains) {
    const { name, valueLocked, backingAtRisk } = chain;
    if (valueLocked > 0 || backingAtRisk === undefined) continue;
    refuse(
      context,
      ["chains", name, "value_locked"],
      "must be above 0 on a chain whose backing can be taken",
    );
  }
}

/** Refuses a market whose prices would leave the range of doubles within the horizon. */
function checkPrices(context: Context, { market, horizon }: ResolvedModel): void {
  market.baseAssets.forEach((index, base) => {
    const asset = market.assets[index];
    if (asset.kind !== "base") return;
    const jump = market.jumps?.sizes[base] ?? { mean: 0, sd: 0 };
    const scale = Math.max(1, ...(market.regimes ?? []).map((regime) => regime.scale));
    const squared = Math.max(asset.volatility ** 2, market.heston?.[base]?.longRun ?? 0);
    const jumpsExpected = (market.jumps?.rate ?? 0) * horizon;
    const variance =
      squared * scale ** 2 * horizon + jumpsExpected * (jump.mean ** 2 + jump.sd ** 2);
    const drift =
      Math.abs(asset.drift) * horizon + jumpsExpected * Math.abs(jump.mean) + variance / 2;
    if (drift + deviations * Math.sqrt(variance) <= largestLogPrice) return;
    refuse(
      context,
      ["market", "assets", asset.name],
      "the price would leave the range of numbers within the horizon",
    );
  });
}

/** Past returns must fit the grid, and a window the horizon. */
function checkHistory(context: Context, { market, step, horizon }: ResolvedModel): void {
  const { history, baseAssets } = market;
  if (history === undefined) return;
  const { kind, interval, returns } = history;
  const path = ["market", kind];
  const ratio = Math.max(interval, step) / Math.min(interval, step);
  if (Math.abs(ratio - Math.round(ratio)) > 1e-9 * ratio) {
    const reason = `has a return every ${interval} seconds: one of that and the step (${step} seconds) must be a multiple of the other`;
    refuse(context, path, reason);
  }
  const rows = returns.length / baseAssets.length;
  const held = kind === "replay" ? rows - Math.max(0, history.start) : Infinity;
  if (held * interval < Math.floor(horizon / interval + 1e-9) * interval) {
    const reason = `holds ${held * interval} seconds, the horizon is ${horizon}`;
    refuse(context, path, reason);
  }
  for (let base = 0; base < baseAssets.length; base++) {
    let [sum, squares] = [0, 0];
    for (let cell = base; cell < returns.length; cell += baseAssets.length) {
      sum += returns[cell];
      squares += returns[cell] ** 2;
    }
    const times = horizon / interval / rows;
    if (Math.abs(sum) * times + deviations * Math.sqrt(squares * times) > largestLogPrice)
      refuse(context, path, "would take a price out of the range of numbers within the horizon");
  }
}

/** An excited process runs for 20 relaxations before a path begins (`market/excitation.ts`). */
function checkExcitation(context: Context, { jumps }: ResolvedModel["market"]): void {
  if (jumps?.excitation === undefined) return;
  const { branching, decay } = jumps.excitation;
  if ((jumps.rate * 20 * decay) / (1 - branching) <= mostEvents) return;
  refuse(
    context,
    ["market", "jumps", "excitation"],
    `takes more than ${mostEvents} jumps to forget how it began`,
  );
}

/**
 * Load of a prover's queue: batches per second of all its chains * (mean proof time + its share of an aggregate) / workers.
 * @returns a fraction of its capacity; an upper bound where the proof time is capped.
 */
export function proverLoad(model: ResolvedModel, prover: number): number {
  const { proofTime, workers, aggregation } = model.provers[prover];
  const arrivals = model.chains.filter(
    (chain) => chain.prover === prover && chain.batchInterval > 0,
  );
  const batches = arrivals.reduce((sum, chain) => sum + 1 / chain.batchInterval, 0);
  if (batches === 0) return 0;
  const aggregate = aggregation === undefined ? 0 : meanOf(aggregation.time) / aggregation.batches;
  return (batches * (meanOf(proofTime) + aggregate)) / workers;
}

function warnOfLoad(context: Context, model: ResolvedModel, prover: Prover, index: number): void {
  const load = proverLoad(model, index);
  if (load < 1) return;
  context.warnings.push(
    `provers.${prover.name}: the queue's load is ${load.toFixed(2)}: it grows without end (batches arrive faster than ` +
      `${prover.workers} workers prove them)`,
  );
}
