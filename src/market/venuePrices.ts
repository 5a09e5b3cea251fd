/**
 * The price of each line at its own venue, P = S exp(D), with the state x that liquidation flow leaves behind.
 *
 * x decays while the venue's chain is live. A displacement under 1e-16 no longer changes a double: the state returns to
 * rest there, and a market that nobody pushes costs one copy a step.
 */
import type { ImpactLaw } from "./impact.ts";

const NO_DISPLACEMENT = 1e-16;

export interface VenuePrices {
  readonly law: ImpactLaw[];
  /** Lane and chain of each line. */
  readonly lane: Int32Array;
  readonly chain: Int32Array;
  /** exp(-dt / resilience), by line. */
  readonly decay: Float64Array;
  readonly state: Float64Array;
  /** D, log displacement from the global price. */
  readonly displacement: Float64Array;
  /** P, USD. */
  readonly price: Float64Array;
  /** Least P so far. */
  readonly least: Float64Array;
}

/** Prices of all lines. @param decay exp(-dt / resilience), in [0, 1), by line */
export function createVenuePrices(
  law: ImpactLaw[],
  lane: Int32Array,
  chain: Int32Array,
  decay: Float64Array,
): VenuePrices {
  const lines = lane.length;
  return {
    law,
    lane,
    chain,
    decay,
    state: new Float64Array(lines),
    displacement: new Float64Array(lines),
    price: new Float64Array(lines),
    least: new Float64Array(lines),
  };
}

/** @param start USD at t = 0, by lane */
export function resetVenuePrices(venuePrices: VenuePrices, start: Float64Array): void {
  venuePrices.state.fill(0);
  venuePrices.displacement.fill(0);
  for (let line = 0; line < venuePrices.lane.length; line++) {
    venuePrices.price[line] = venuePrices.least[line] = start[venuePrices.lane[line]];
  }
}

/** One step of decay on live chains. @param chainLive 1 or 0, by chain */
export function relaxPrices(venuePrices: VenuePrices, chainLive: Uint8Array): void {
  const { state, displacement, decay, chain, law } = venuePrices;
  for (let line = 0; line < state.length; line++) {
    if (state[line] === 0 || chainLive[chain[line]] === 0) continue;
    state[line] *= decay[line];
    law[line].displace(state, displacement, line);
    if (Math.abs(displacement[line]) < NO_DISPLACEMENT) state[line] = displacement[line] = 0;
  }
}

/** Adds flow to a line's state. */
export function pushPrice(venuePrices: VenuePrices, line: number, q: number): void {
  const { state, displacement, law } = venuePrices;
  state[line] += q;
  law[line].displace(state, displacement, line);
}

/** Brings P up to date. @param global S by lane */
export function settleVenuePrices(venuePrices: VenuePrices, global: Float64Array): void {
  const { lane, displacement, price, least } = venuePrices;
  for (let line = 0; line < lane.length; line++) {
    const at =
      displacement[line] === 0
        ? global[lane[line]]
        : global[lane[line]] * Math.exp(displacement[line]);
    price[line] = at;
    if (at < least[line]) least[line] = at;
  }
}
