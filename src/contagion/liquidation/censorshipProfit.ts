/**
 * What censoring a chain for a time T would earn.
 *
 *   lag      |S / oracle - 1| * open interest, at venues that mark at their oracle: trades against a price that is late
 *   penalty  2 N(-d) * penalty of its first close, by account: the censor liquidates what its keepers may not
 *   gap      w (n(d) - d N(-d)), by account: what prices run beyond its level while nobody can close it or top it up
 *
 * An account's margin excess X = E - M is taken to be linear in one normal move of all prices of its venue; w is what it
 * loses when each of them moves one deviation m * sigma * sqrt(T) against it, d = max(0, X) / w. Accounts that three
 * deviations down or up would not make liquidatable count for nothing, so that only those near their level, which the
 * index knows, are looked at. Bachelier's (1900) put and the reflection principle. Left out: what the censor would move
 * prices by, drift, jumps but for their variance.
 */
import { type Valuation, valueAccount } from "../../book/margin.ts";
import { type Nearby, addNearby, addWithin, clearNearby, createNearby } from "../../book/nearby.ts";
import { varianceRate } from "../../market/varianceRate.ts";
import { normalCdf } from "../../random/normalCdf.ts";
import { enter } from "./breach.ts";
import { penaltyOf } from "./censorship.ts";
import { openInterest } from "../owners/openInterest.ts";
import type { Trading } from "../state/trading.ts";

/** Deviations beyond which an account counts for nothing. */
const DEVIATIONS = 3;
/** A price cannot fall by all of itself. */
const DEEPEST = 0.999;

/** Scratch of the profit: who is near, and prices three deviations away. */
export interface Outlook {
  readonly nearby: Nearby;
  readonly low: Valuation;
  readonly high: Valuation;
  /** Variance of the log price per s, by lane. */
  readonly variance: Float64Array;
}

/** The outlook of a path's trading. */
export function createOutlook({ model, book, layout, valuations }: Trading): Outlook {
  const moved = (): Valuation => ({
    ...valuations.mark,
    mark: new Float64Array(layout.lines),
    collateral: new Float64Array(layout.slots),
  });
  return {
    nearby: createNearby(book.accounts),
    low: moved(),
    high: moved(),
    variance: Float64Array.from({ length: layout.lanes }, (_, lane) =>
      varianceRate(model.market, lane),
    ),
  };
}

/** USD that censoring `chain` for `duration` s would earn now. */
export function censorshipProfit(
  trading: Trading,
  outlook: Outlook,
  chain: number,
  duration: number,
): number {
  const { model } = trading;
  let usd = 0;
  for (let venue = 0; venue < model.venues.length; venue++) {
    if (model.venues[venue].chain !== chain) continue;
    usd += lagProfit(trading, venue);
    lookAround(trading, outlook, venue, duration);
    for (let index = 0; index < outlook.nearby.count; index++)
      usd += accountProfit(trading, outlook, outlook.nearby.list[index], venue);
  }
  return usd;
}

function lagProfit(trading: Trading, venue: number): number {
  const { layout, prices, oracles } = trading;
  let usd = 0;
  for (let line = layout.lineStart[venue]; line < layout.lineStart[venue + 1]; line++) {
    const feed = layout.lineFeed[line];
    if (feed < 0 || layout.lends[venue] === 1) continue;
    const lag = Math.abs(prices.global[layout.lineLane[line]] / oracles.value[feed] - 1);
    usd += lag * openInterest(trading, line);
  }
  return usd;
}

/** Lists who is in breach at a venue or near it, and moves its prices down and up. */
function lookAround(trading: Trading, outlook: Outlook, venue: number, duration: number): void {
  const { layout, valuations, index, breaches, book } = trading;
  const { nearby, low, high } = outlook;
  clearNearby(nearby);
  for (let at = 0; at < breaches.count; at++) {
    if (book.venue[breaches.list[at]] === venue) addNearby(nearby, breaches.list[at]);
  }
  for (let line = layout.lineStart[venue]; line < layout.lineStart[venue + 1]; line++) {
    const reach = reachOf(trading, outlook, layout.lineLane[line], duration);
    low.mark[line] = valuations.mark.mark[line] * (1 - reach);
    high.mark[line] = valuations.mark.mark[line] * (1 + reach);
    addWithin(index, line, reach, nearby);
  }
  for (let slot = layout.slotStart[venue]; slot < layout.slotStart[venue + 1]; slot++) {
    const lane = layout.slotLane[slot];
    const reach = lane < 0 ? 0 : reachOf(trading, outlook, lane, duration);
    low.collateral[slot] = valuations.mark.collateral[slot] * (1 - reach);
    high.collateral[slot] = valuations.mark.collateral[slot] * (1 + reach);
    if (reach > 0) addWithin(index, index.factors.firstSlot + slot, reach, nearby);
  }
}

function reachOf(
  { stress }: Trading,
  { variance }: Outlook,
  lane: number,
  duration: number,
): number {
  return Math.min(DEEPEST, DEVIATIONS * stress.multiplier * Math.sqrt(variance[lane] * duration));
}

/** Nothing where three deviations leave the account safe. */
function accountProfit(
  trading: Trading,
  { low, high }: Outlook,
  account: number,
  venue: number,
): number {
  const { valuations } = trading;
  const excess = excessAt(trading, account, valuations.mark);
  const worst = Math.min(excessAt(trading, account, low), excessAt(trading, account, high));
  if (worst >= 0) return 0;
  const deviation = (excess - worst) / DEVIATIONS;
  // Its own cells are what the penalty is taken of.
  enter(trading, account);
  const penalty = penaltyOf(trading, account, venue);
  if (!(deviation > 0)) return penalty;
  const distance = Math.max(0, excess) / deviation;
  const beyond = normalCdf(-distance);
  const gap = deviation * (density(distance) - distance * beyond);
  return 2 * beyond * penalty + gap;
}

function excessAt(trading: Trading, account: number, valuation: Valuation): number {
  const { layout, accounts, state } = trading;
  valueAccount(layout, accounts, account, valuation, state);
  return state.equity - state.requirement;
}

function density(x: number): number {
  return Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
}
