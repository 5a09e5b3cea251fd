/**
 * Volatility regimes: a continuous-time Markov chain that scales every volatility and changes their correlation.
 *
 * A regime lasts an exponential time of its own mean and is followed by any other with equal probability, so that its
 * stationary share is proportional to its mean duration; a path starts there, and by loss of memory the first regime's
 * remaining time is of the same law. Switching times are exact. Given them a step's return is normal with covariance
 *
 *   sum over the regimes of the step of time_k scale_k^2 correlation_k
 *
 * so that a switch inside a step costs one more Cholesky factor and no approximation. The n-th stay is draw n of its
 * streams.
 */
import type { Regime } from "../model/resolved/market.ts";
import {
  type Stream,
  type StreamRegistry,
  exponential,
  streamOf,
  uniform,
} from "../random/streams.ts";
import { cholesky, factorise } from "./cholesky.ts";

export interface Regimes {
  readonly lanes: number;
  readonly regimes: readonly Regime[];
  /** Factor of scale^2 * correlation, by regime. */
  readonly factors: readonly Float64Array[];
  readonly start: Stream;
  readonly stay: Stream;
  readonly next: Stream;
  /** Covariance per second of the step at hand over that of unit volatilities, and its factor; for steps with a switch. */
  readonly mixed: Float64Array;
  readonly mixedFactor: Float64Array;
  current: number;
  /** s; end of the current stay. */
  until: number;
  /** Stays so far. */
  count: number;
  /** Of the step at hand: mean of scale^2, and the factor in force. */
  intensity: number;
  factor: Float64Array;
}

/** The regimes of a market; `resetRegimes` starts a path. */
export function createRegimes(
  regimes: readonly Regime[],
  lanes: number,
  registry: StreamRegistry,
): Regimes {
  const factors = regimes.map(({ correlation, scale }) =>
    cholesky(correlation, lanes).map((entry) => entry * scale),
  );
  return {
    lanes,
    regimes,
    factors,
    start: streamOf(registry, "market.regimes", "start"),
    stay: streamOf(registry, "market.regimes", "stay"),
    next: streamOf(registry, "market.regimes", "next"),
    mixed: new Float64Array(lanes * lanes),
    mixedFactor: new Float64Array(lanes * lanes),
    current: 0,
    until: 0,
    count: 0,
    intensity: 1,
    factor: factors[0],
  };
}

/** Share of time in each regime. */
export function stationaryShares(regimes: readonly Regime[]): number[] {
  const total = regimes.reduce((sum, { meanDuration }) => sum + meanDuration, 0);
  return regimes.map(({ meanDuration }) => meanDuration / total);
}

/** Long-run mean of scale^2. @param regimes none: 1 */
export function meanIntensity(regimes: readonly Regime[] | undefined): number {
  if (regimes === undefined) return 1;
  const shares = stationaryShares(regimes);
  return regimes.reduce((sum, { scale }, regime) => sum + shares[regime] * scale ** 2, 0);
}

/** Draws the regime that a path begins in. */
export function resetRegimes(state: Regimes, path: number): void {
  const shares = stationaryShares(state.regimes);
  const drawn = uniform(state.start, path, 0);
  let below = shares[0];
  state.current = 0;
  while (state.current < shares.length - 1 && drawn >= below) below += shares[++state.current];
  state.count = 0;
  state.until = 0;
  stay(state, path);
}

/** Moves to the end of a step; `intensity` and `factor` are then those of the step. @param from s; @param to s */
export function advanceRegimes(state: Regimes, path: number, from: number, to: number): void {
  if (state.until >= to) {
    state.intensity = state.regimes[state.current].scale ** 2;
    state.factor = state.factors[state.current];
    return;
  }
  state.mixed.fill(0);
  let since = from;
  while (state.until < to) {
    addStay(state, (state.until - since) / (to - from));
    since = state.until;
    switchRegime(state, path);
  }
  addStay(state, (to - since) / (to - from));
  state.intensity = state.mixed[0];
  factorise(state.mixed, state.lanes, state.mixedFactor);
  state.factor = state.mixedFactor;
}

function addStay({ mixed, regimes, current }: Regimes, share: number): void {
  const { scale, correlation } = regimes[current];
  for (let cell = 0; cell < mixed.length; cell++)
    mixed[cell] += share * scale ** 2 * correlation[cell];
}

function switchRegime(state: Regimes, path: number): void {
  const others = state.regimes.length - 1;
  const place = Math.floor(uniform(state.next, path, state.count - 1) * others);
  state.current = place < state.current ? place : place + 1;
  stay(state, path);
}

function stay(state: Regimes, path: number): void {
  const { meanDuration } = state.regimes[state.current];
  // One regime alone is never left.
  state.until =
    state.regimes.length === 1
      ? Infinity
      : state.until + exponential(state.stay, path, state.count) * meanDuration;
  state.count++;
}
