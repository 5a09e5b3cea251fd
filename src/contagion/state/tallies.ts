/** What a path adds up, by venue and in all. USD, s. */

export interface Tallies {
  readonly liquidated: Float64Array;
  readonly liquidatedAccounts: Int32Array;
  readonly badDebt: Float64Array;
  readonly insuranceUsed: Float64Array;
  readonly vaultLoss: Float64Array;
  readonly deleveraged: Float64Array;
  readonly deleveragedNotional: Float64Array;
  readonly socialised: Float64Array;
  readonly penalties: Float64Array;
  readonly largestDisplacement: Float64Array;
  readonly leastDepthShare: Float64Array;
  /** Notional pushed by venue `from` at venue `to`, from * venues + to. */
  readonly contagion: Float64Array;
  readonly venues: number;
  closes: number;
  closesByImpact: number;
  closesSameStep: number;
  /** -1: no liquidation. */
  deepestGeneration: number;
  unresolvedBadDebt: number;
  trappedUsdSeconds: number;
  mevUsd: number;
  /** s; NaN: no fund ran dry. */
  insuranceExhaustedAt: number;
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
    insuranceUsed: perVenue(),
    vaultLoss: perVenue(),
    deleveraged: perVenue(),
    deleveragedNotional: perVenue(),
    socialised: perVenue(),
    penalties: perVenue(),
    largestDisplacement: perVenue(),
    leastDepthShare: perVenue(),
    contagion: new Float64Array(venues * venues),
    venues,
    closes: 0,
    closesByImpact: 0,
    closesSameStep: 0,
    deepestGeneration: -1,
    unresolvedBadDebt: 0,
    trappedUsdSeconds: 0,
    mevUsd: 0,
    insuranceExhaustedAt: NaN,
    minute: -1,
    minuteUsd: 0,
    peakMinuteUsd: 0,
  };
}

export function resetTallies(tallies: Tallies): void {
  tallies.liquidated.fill(0);
  tallies.liquidatedAccounts.fill(0);
  tallies.badDebt.fill(0);
  tallies.insuranceUsed.fill(0);
  tallies.vaultLoss.fill(0);
  tallies.deleveraged.fill(0);
  tallies.deleveragedNotional.fill(0);
  tallies.socialised.fill(0);
  tallies.penalties.fill(0);
  tallies.largestDisplacement.fill(0);
  tallies.leastDepthShare.fill(1);
  tallies.contagion.fill(0);
  tallies.closes = tallies.closesByImpact = tallies.closesSameStep = 0;
  tallies.deepestGeneration = -1;
  tallies.unresolvedBadDebt = tallies.trappedUsdSeconds = tallies.mevUsd = 0;
  tallies.insuranceExhaustedAt = NaN;
  tallies.minute = -1;
  tallies.minuteUsd = tallies.peakMinuteUsd = 0;
}

/** Notional closed at `now`: minutes are those of the clock, a step longer than one counts whole. */
export function countLiquidated(tallies: Tallies, venue: number, usd: number, now: number): void {
  tallies.liquidated[venue] += usd;
  // A step's end belongs to the minute it closes.
  const minute = Math.ceil(now / 60);
  if (minute !== tallies.minute) {
    tallies.minute = minute;
    tallies.minuteUsd = 0;
  }
  tallies.minuteUsd += usd;
  if (tallies.minuteUsd > tallies.peakMinuteUsd) tallies.peakMinuteUsd = tallies.minuteUsd;
}
