/**
 * Funding: each interval, longs pay clamp(time average of P / S - 1, +-cap) of notional, through the line's charge index.
 *
 * Intervals that end while the chain is halted are settled together at its first live step, each with its own clamp. A
 * negative rate pays longs. The net goes to the counterparty.
 */
import type { ResolvedModel } from "../model/resolved.ts";
import type { Layout } from "./layout.ts";

export interface Funding {
  /** Lines that have funding. */
  readonly lines: Int32Array;
  /** s and fraction, by entry of `lines`, as all below. */
  readonly interval: Float64Array;
  readonly cap: Float64Array;
  /** Chain of the line. */
  readonly chain: Int32Array;
  /** Integral of P / S - 1 over the interval under way, s. */
  readonly premium: Float64Array;
  /** s, end of the interval under way. */
  readonly due: Float64Array;
  /** Rates of ended intervals that are not settled yet, summed. */
  readonly owed: Float64Array;
}

/** Funding of every line that has it; `resetFunding` starts a path. */
export function createFunding(model: ResolvedModel, layout: Layout): Funding {
  const funded = model.venues.flatMap((venue, index) =>
    venue.markets.flatMap(({ funding }, market) =>
      funding === null
        ? []
        : [{ ...funding, line: layout.lineStart[index] + market, chain: venue.chain }],
    ),
  );
  return {
    lines: Int32Array.from(funded, ({ line }) => line),
    interval: Float64Array.from(funded, ({ interval }) => interval),
    cap: Float64Array.from(funded, ({ cap }) => cap),
    chain: Int32Array.from(funded, ({ chain }) => chain),
    premium: new Float64Array(funded.length),
    due: new Float64Array(funded.length),
    owed: new Float64Array(funded.length),
  };
}

/** Back to t = 0: every first interval under way. */
export function resetFunding(funding: Funding): void {
  funding.premium.fill(0);
  funding.owed.fill(0);
  funding.due.set(funding.interval);
}

/**
 * Lets a step's premium accrue to one entry and ends its interval if that is due.
 * @param premium P / S - 1
 * @param chainLive whether the line's chain is live
 * @returns the rate to settle now, fraction of notional; 0 if none
 */
export function accrueFunding(
  funding: Funding,
  entry: number,
  premium: number,
  step: number,
  now: number,
  chainLive: boolean,
): number {
  const { interval, cap } = funding;
  let since = now - step;
  // A step that is an interval's end to rounding is its end.
  while (now >= funding.due[entry] - 1e-9 * interval[entry]) {
    funding.premium[entry] += premium * (funding.due[entry] - since);
    const average = funding.premium[entry] / interval[entry];
    funding.owed[entry] += Math.min(cap[entry], Math.max(-cap[entry], average));
    funding.premium[entry] = 0;
    since = funding.due[entry];
    funding.due[entry] += interval[entry];
  }
  if (now > since) funding.premium[entry] += premium * (now - since);
  if (!chainLive || funding.owed[entry] === 0) return 0;
  const rate = funding.owed[entry];
  funding.owed[entry] = 0;
  return rate;
}
