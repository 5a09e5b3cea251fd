/** What a path adds up, by venue and in all. USD, s. */
import type { Sales } from "./sales.ts";

export interface Tallies {
  readonly liquidated: Float64Array;
  readonly liquidatedAccounts: Int32Array;
  readonly badDebt: Float64Array;
  /** Parts of both that are owed to who was liquidatable at t = 0. */
  readonly initialLiquidated: Float64Array;
  readonly initialBadDebt: Float64Array;
  readonly insuranceUsed: Float64Array;
  readonly vaultLoss: Float64Array;
  readonly deleveraged: Float64Array;
  readonly deleveragedNotional: Float64Array;
  readonly socialised: Float64Array;
  readonly penalties: Float64Array;
  readonly largestDisplacement: Float64Array;
  readonly leastDepthShare: Float64Array;
  /** Liquidations, those with cause impact, those of generation 1 and deeper. */
  readonly closes: Int32Array;
  readonly closesByImpact: Int32Array;
  readonly closesSameStep: Int32Array;
  /** -1: no liquidation. */
  readonly deepestGeneration: Int32Array;
  /** s, when the insurance fund first ran dry; Infinity: it did not. */
  readonly exhaustedAt: Float64Array;
  /** Liquidated, and undone since by a rollback: in no sum, but work that the venue's chain has done. */
  readonly undone: Float64Array;
  /** Notional pushed by venue `from` at venue `to`, from * venues + to. */
  readonly contagion: Float64Array;
  readonly venues: number;
  unresolvedBadDebt: number;
  trappedUsdSeconds: number;
  mevUsd: number;
  /** Liquidated in the current minute, and the most in one. */
  minute: number;
  minuteUsd: number;
  peakMinuteUsd: number;
}

export function createTallies(venues: number): Tallies {
  const perVenue = (): Float64Array => new Float64Array(venues);
  return {
    liquidated: perVenue(),
    liquidatedAccounts: new Int32Array(venues),
    badDebt: perVenue(),
    initialLiquidated: perVenue(),
    initialBadDebt: perVenue(),
    insuranceUsed: perVenue(),
    vaultLoss: perVenue(),
    deleveraged: perVenue(),
    deleveragedNotional: perVenue(),
    socialised: perVenue(),
    penalties: perVenue(),
    largestDisplacement: perVenue(),
    leastDepthShare: perVenue(),
    closes: new Int32Array(venues),
    closesByImpact: new Int32Array(venues),
    closesSameStep: new Int32Array(venues),
    deepestGeneration: new Int32Array(venues),
    exhaustedAt: perVenue(),
    undone: perVenue(),
    contagion: new Float64Array(venues * venues),
    venues,
    unresolvedBadDebt: 0,
    trappedUsdSeconds: 0,
    mevUsd: 0,
    minute: -1,
    minuteUsd: 0,
    peakMinuteUsd: 0,
  };
}

export function resetTallies(tallies: Tallies): void {
  tallies.liquidated.fill(0);
  tallies.liquidatedAccounts.fill(0);
  tallies.badDebt.fill(0);
  tallies.initialLiquidated.fill(0);
  tallies.initialBadDebt.fill(0);
  tallies.insuranceUsed.fill(0);
  tallies.vaultLoss.fill(0);
  tallies.deleveraged.fill(0);
  tallies.deleveragedNotional.fill(0);
  tallies.socialised.fill(0);
  tallies.penalties.fill(0);
  tallies.largestDisplacement.fill(0);
  tallies.leastDepthShare.fill(1);
  tallies.contagion.fill(0);
  tallies.closes.fill(0);
  tallies.closesByImpact.fill(0);
  tallies.closesSameStep.fill(0);
  tallies.deepestGeneration.fill(-1);
  tallies.exhaustedAt.fill(Infinity);
  tallies.undone.fill(0);
  tallies.unresolvedBadDebt = tallies.trappedUsdSeconds = tallies.mevUsd = 0;
  tallies.minute = -1;
  tallies.minuteUsd = tallies.peakMinuteUsd = 0;
}

/** Counts the minutes anew, from what was sold and stands. */
export function recountMinutes(tallies: Tallies, sales: Sales): void {
  tallies.minute = -1;
  tallies.minuteUsd = tallies.peakMinuteUsd = 0;
  for (let sale = 0; sale < sales.count; sale++) {
    if (sales.generation[sale] >= 0) countMinute(tallies, sales.notional[sale], sales.time[sale]);
  }
}

/** Notional closed at `now`: minutes are those of the clock, a step longer than one counts whole. */
export function countLiquidated(tallies: Tallies, venue: number, usd: number, now: number): void {
  tallies.liquidated[venue] += usd;
  countMinute(tallies, usd, now);
}

function countMinute(tallies: Tallies, usd: number, now: number): void {
  // A step's end belongs to the minute it closes.
  const minute = Math.ceil(now / 60);
  if (minute !== tallies.minute) {
    tallies.minute = minute;
    tallies.minuteUsd = 0;
  }
  tallies.minuteUsd += usd;
  if (tallies.minuteUsd > tallies.peakMinuteUsd) tallies.peakMinuteUsd = tallies.minuteUsd;
}
