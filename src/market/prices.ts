/**
 * Global prices: S_ex, what the draws make of a price without any impact, and S = S_ex * exp(permanent impact).
 *
 * S_ex is the same for every margin, venue and variant; S carries the permanent part of everything sold (MODEL: impact).
 * Prices grow by factors, not through logarithms, so that a market without volatility stays where it is to the bit.
 */
import type { ResolvedModel } from "../model/resolved.ts";
import type { StreamRegistry } from "../random/streams.ts";
import { createReturns } from "./createReturns.ts";
import { type DriftTilt, createDriftTilt, driftLogRatio } from "./driftTilt.ts";
import { type JumpProcesses, createJumps, resetJumps, strikeJumps } from "./jumps.ts";
import { jumpLogRatio } from "./jumpTilt.ts";
import { type Returns, returnsAt } from "./returns.ts";
import { createShift } from "./shift.ts";

export interface Prices {
  readonly returns: Returns;
  readonly jumps: JumpProcesses;
  /** Null: the drift is not tilted. */
  readonly drift: DriftTilt | null;
  /** USD at t = 0, by lane. */
  readonly start: Float64Array;
  /** S_ex, USD, by lane. */
  readonly exogenous: Float64Array;
  /** Log of S / S_ex, by lane. */
  readonly permanent: Float64Array;
  /** exp(permanent). */
  readonly lift: Float64Array;
  /** S, USD, by lane. */
  readonly global: Float64Array;
  /** Log return of S since the last `movePrices`, everything included. */
  readonly logReturn: Float64Array;
  /** Least S so far. */
  readonly least: Float64Array;
  /** Least S_ex so far. */
  readonly leastExogenous: Float64Array;
}

/** Prices of the base assets; `resetPrices` starts a path. */
export function createPrices(model: ResolvedModel, registry: StreamRegistry): Prices {
  const { market, steps } = model;
  const tilt = model.sampling.tilt?.market;
  const drift =
    tilt?.drift === undefined
      ? null
      : createDriftTilt(createShift(market.correlation, tilt.drift), steps);
  const lanes = market.baseAssets.length;
  const start = Float64Array.from(market.baseAssets, (index) => {
    const asset = market.assets[index];
    return asset.kind === "base" ? asset.price : NaN;
  });
  return {
    returns: createReturns(model, registry, drift),
    jumps: createJumps(market, registry, tilt),
    drift,
    start,
    exogenous: new Float64Array(lanes),
    permanent: new Float64Array(lanes),
    lift: new Float64Array(lanes),
    global: new Float64Array(lanes),
    logReturn: new Float64Array(lanes),
    least: new Float64Array(lanes),
    leastExogenous: new Float64Array(lanes),
  };
}

/** Back to the prices of t = 0, with the draws of `path`. @param tilted whether the model's tilts act on it */
export function resetPrices(prices: Prices, path: number, tilted: boolean = true): void {
  if (prices.drift !== null) prices.drift.on = tilted;
  resetJumps(prices.jumps, path, tilted);
  prices.exogenous.set(prices.start);
  prices.permanent.fill(0);
  prices.lift.fill(1);
  prices.global.set(prices.start);
  prices.logReturn.fill(0);
  prices.least.set(prices.start);
  prices.leastExogenous.set(prices.start);
}

/** Log likelihood ratio of the market of a path that has run to `horizon`, whether it was tilted or not. */
export function marketLogRatio({ drift, jumps }: Prices, horizon: number): number {
  return (drift === null ? 0 : driftLogRatio(drift)) + jumpLogRatio(jumps, horizon);
}

/**
 * Moves S_ex and S to the end of a step.
 * @param step counted from 0
 * @param to s, the step's end
 */
export function movePrices(prices: Prices, path: number, step: number, to: number): void {
  const { returns, exogenous, logReturn } = prices;
  const row = returnsAt(returns, path, step);
  for (let lane = 0; lane < exogenous.length; lane++) {
    exogenous[lane] *= returns.growth[row + lane];
    logReturn[lane] += returns.logReturn[row + lane];
  }
  if (strikeJumps(prices.jumps, path, to)) {
    for (let lane = 0; lane < exogenous.length; lane++) {
      exogenous[lane] *= Math.exp(prices.jumps.logReturn[lane]);
      logReturn[lane] += prices.jumps.logReturn[lane];
    }
  }
}

/** A forced simple return of S and S_ex. */
export function forceReturn(prices: Prices, lane: number, value: number): void {
  prices.exogenous[lane] *= 1 + value;
  prices.logReturn[lane] += Math.log1p(value);
}

/** A permanent displacement of S, in logs. */
export function displaceForGood(prices: Prices, lane: number, log: number): void {
  if (log === 0) return;
  prices.permanent[lane] += log;
  prices.lift[lane] = Math.exp(prices.permanent[lane]);
  prices.logReturn[lane] += log;
}

/** Brings S and the least prices up to date after S_ex or the permanent part has moved. */
export function settlePrices(prices: Prices): void {
  const { exogenous, global, lift, least, leastExogenous } = prices;
  for (let lane = 0; lane < global.length; lane++) {
    const price = exogenous[lane] * lift[lane];
    global[lane] = price;
    if (price < least[lane]) least[lane] = price;
    if (exogenous[lane] < leastExogenous[lane]) leastExogenous[lane] = exogenous[lane];
  }
}
