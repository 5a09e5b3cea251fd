/**
 * Load that liquidations put on chains: y(t) = USD liquidated on their venues in the hour up to t, over what the keepers
 * there can close in an hour; at most 1.
 *
 * Venues without a keepers' capacity count neither above nor below; where none has one y is 0. Liquidations happen at step
 * ends, so y is constant inside a step and a difference of two running totals, kept in a ring as long as lag and window.
 */
import type { ResolvedModel } from "../../model/resolved.ts";
import type { Tallies } from "./tallies.ts";

/** s */
const WINDOW = 3600;
/** Lags are written as 2 hours and steps as 1 / 3 minute: rounding may leave this much of a step. */
const SLACK = 1e-9;

/** Whoever feels a load. */
export interface Felt {
  /** The chains behind it, by number. */
  readonly chains: readonly number[];
  /** s */
  readonly lag: number;
}

/** One entry per `Felt`. */
export interface Loads {
  readonly count: number;
  readonly venues: readonly (readonly number[])[];
  /** USD that the keepers can close in the window; 0: nobody knows. */
  readonly capacity: Float64Array;
  /** Lag, and lag and window together, in steps. */
  readonly lag: Float64Array;
  readonly reach: Float64Array;
  /** Running totals of USD liquidated, step k at place k modulo its length. */
  readonly totals: readonly Float64Array[];
}

/** Loads of a model, for `resetLoads` to start. */
export function createLoads(model: ResolvedModel, felt: readonly Felt[]): Loads {
  const venues = felt.map(({ chains }) =>
    model.venues.flatMap(({ chain, liquidation }, venue) =>
      chains.includes(chain) && liquidation.keepers < Infinity ? [venue] : [],
    ),
  );
  const capacity = venues.map((list) =>
    list.reduce((sum, venue) => sum + model.venues[venue].liquidation.keepers * WINDOW, 0),
  );
  const reach = felt.map(({ lag }) => (lag + WINDOW) / model.step);
  return {
    count: felt.length,
    venues,
    capacity: Float64Array.from(capacity),
    lag: Float64Array.from(felt, ({ lag }) => lag / model.step),
    reach: Float64Array.from(reach),
    // No load reaches beyond the path, however long its lag.
    totals: reach.map((steps) => new Float64Array(Math.ceil(Math.min(steps, model.steps)) + 2)),
  };
}

/** Nothing liquidated so far. */
export function resetLoads(loads: Loads): void {
  for (const totals of loads.totals) totals.fill(0);
}

/** Takes in the step that ends: what was liquidated on this path so far, undone since or not. */
export function noteLiquidated(
  loads: Loads,
  { liquidated, undone }: Pick<Tallies, "liquidated" | "undone">,
  step: number,
): void {
  for (let entry = 0; entry < loads.count; entry++) {
    let total = 0;
    for (const venue of loads.venues[entry]) total += liquidated[venue] + undone[venue];
    const totals = loads.totals[entry];
    totals[step % totals.length] = total;
  }
}

/**
 * The load that an entry feels throughout the step after `step`.
 *
 * @param step the latest that `noteLiquidated` took in; 0 at the start
 * @returns y in [0, 1]
 */
export function loadFelt(loads: Loads, entry: number, step: number): number {
  const capacity = loads.capacity[entry];
  const to = Math.floor(step - loads.lag[entry] + SLACK);
  if (capacity === 0 || to <= 0) return 0;
  const from = Math.floor(step - loads.reach[entry] + SLACK);
  const totals = loads.totals[entry];
  const before = from > 0 ? totals[from % totals.length] : 0;
  const usd = totals[to % totals.length] - before;
  return Math.min(1, Math.max(0, usd / capacity));
}
