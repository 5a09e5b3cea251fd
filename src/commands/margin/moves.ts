/**
 * Moves of the model's own prices over fixed times, which the usual margin rules are made of.
 *
 * The market alone, without impact, faults, forced events, tilts or a book: S_ex of the first paths, to the byte where paths
 * are drawn each by itself. Beside them a volatility that is estimated along each path: an exponentially weighted mean of
 * squared log returns (half-life one day, started at the configured variance), relative to where it started, looked at
 * every hour: what a rule that follows volatility does to a margin.
 */

import { setImmediate } from "node:timers/promises";
import { createPrices, movePrices, resetPrices, settlePrices } from "../../market/prices.ts";
import { varianceRate } from "../../market/varianceRate.ts";
import type { ResolvedModel } from "../../model/resolved.ts";
import { createRegistry } from "../../random/streams.ts";

const HOUR = 3600;
const DAY = 24 * HOUR;
/** Paths between two turns of the event loop, in which an interruption is heard. */
const TURN = 100;

/** By lane of the base assets, one number per path. */
export interface Moves {
  /** Simple returns over each of the times asked for: [time][lane]. */
  readonly returns: readonly (readonly Float64Array[])[];
  /** Greatest over least estimated volatility. */
  readonly peakTrough: readonly Float64Array[];
  /** Largest rise of it within a day, as a share of where it rose from. */
  readonly largestRise: readonly Float64Array[];
}

/** A time as a whole number of steps, one at least. */
export function stepsIn(model: ResolvedModel, seconds: number): number {
  return Math.max(1, Math.round(seconds / model.step));
}

/** The model without what would bend its draws, long enough for every time asked for. */
function marketOf(model: ResolvedModel, steps: number): ResolvedModel {
  const { method: _method, tilt: _tilt, strata: _strata, ...sampling } = model.sampling;
  return { ...model, steps, horizon: steps * model.step, sampling };
}

/**
 * Moves over times from t = 0, on paths 0 .. paths - 1.
 * @param times s, each taken as a whole number of steps
 * @throws the signal's reason once it is aborted
 */
export async function movesOf(
  model: ResolvedModel,
  paths: number,
  times: readonly number[],
  signal: AbortSignal,
): Promise<Moves> {
  const ends = times.map((time) => stepsIn(model, time));
  const steps = Math.max(model.steps, ...ends);
  const market = marketOf(model, steps);
  const prices = createPrices(market, createRegistry(market.sampling.seed));
  const { baseAssets } = market.market;
  const column = (): Float64Array[] => baseAssets.map(() => new Float64Array(paths));
  const moves = { returns: ends.map(column), peakTrough: column(), largestRise: column() };
  const variance = baseAssets.map((_, lane) => varianceRate(market.market, lane) * model.step);
  const watch = createWatch(model.step, variance);
  for (let path = 0; path < paths; path++) {
    if (path % TURN === 0) await setImmediate();
    signal.throwIfAborted();
    resetPrices(prices, path, false);
    watch.reset();
    for (let step = 1; step <= steps; step++) {
      movePrices(prices, path, step - 1, step * model.step);
      settlePrices(prices);
      watch.absorb(prices.logReturn, step);
      ends.forEach((end, time) => {
        if (end !== step) return;
        for (let lane = 0; lane < variance.length; lane++)
          moves.returns[time][lane][path] = prices.global[lane] / prices.start[lane] - 1;
      });
    }
    for (let lane = 0; lane < variance.length; lane++) {
      moves.peakTrough[lane][path] = peakTrough(watch.seen[lane]);
      moves.largestRise[lane][path] = largestRise(watch.seen[lane], DAY / watch.every);
    }
  }
  return moves;
}

/** Follows the estimated volatility of every lane, relative to its start. @param variance of a step, by lane */
function createWatch(step: number, variance: readonly number[]) {
  const decay = 2 ** (-step / DAY);
  const between = Math.max(1, Math.round(HOUR / step));
  const ratio = new Float64Array(variance.length);
  const seen: number[][] = variance.map(() => []);
  return {
    seen,
    /** s between two looks. */
    every: between * step,
    reset(): void {
      ratio.fill(1);
      for (const looks of seen) looks.splice(0, looks.length, 1);
    },
    absorb(logReturn: Float64Array, at: number): void {
      for (let lane = 0; lane < ratio.length; lane++) {
        const squared = variance[lane] > 0 ? logReturn[lane] ** 2 / variance[lane] : 1;
        ratio[lane] = ratio[lane] * decay + squared * (1 - decay);
        logReturn[lane] = 0;
        if (at % between === 0) seen[lane].push(Math.sqrt(ratio[lane]));
      }
    },
  };
}

/** The greatest of a series over the least: 1 for a constant. */
export function peakTrough(series: readonly number[]): number {
  return Math.max(...series) / Math.min(...series);
}

/** The largest rise from one place of a series to another at most `reach` places later: 0 for a constant. */
export function largestRise(series: readonly number[], reach: number): number {
  let largest = 0;
  for (let from = 0; from < series.length; from++)
    for (let to = from + 1; to < series.length && to - from <= reach; to++)
      largest = Math.max(largest, series[to] / series[from] - 1);
  return largest;
}
