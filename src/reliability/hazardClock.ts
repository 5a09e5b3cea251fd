/**
 * The cumulative-hazard clock: a fault starts when the integral of its hazard reaches a standard exponential draw.
 *
 * Hazard = rate * m^stress, m the market's stress multiplier, constant between two changes of it (Cox 1955; the
 * inversion is Lewis and Shedler 1979 in operational time). A clock keeps what is left of the draw and when that was
 * last true, so the fault time is exact: since + residual / hazard. A constant hazard jumps straight to it; only clocks
 * with an exponent are brought up to date when m changes. A stopped clock keeps its residual and shows Infinity.
 */

export interface HazardClocks {
  /** Per second, one per clock. */
  readonly rate: Float64Array;
  /** Exponent of the stress multiplier. */
  readonly stress: Float64Array;
  /** Clocks whose exponent is not 0. */
  readonly stressed: Int32Array;
  /** 1 while the clock runs. */
  readonly running: Uint8Array;
  /** Hazard per second now. */
  readonly hazard: Float64Array;
  /** Of the exponential draw, still to be used up as of `since`; dimensionless. */
  readonly residual: Float64Array;
  readonly since: Float64Array;
  /** s; when the clock strikes if nothing changes; Infinity while it is stopped. */
  readonly strikesAt: Float64Array;
  /** The multiplier m that `hazard` stands for. */
  multiplier: number;
}

/**
 * Clocks that do not run yet.
 *
 * @param rate per second, >= 0
 * @param stress exponents, one per rate
 */
export function createClocks(rate: readonly number[], stress: readonly number[]): HazardClocks {
  const count = rate.length;
  return {
    rate: Float64Array.from(rate),
    stress: Float64Array.from(stress),
    stressed: Int32Array.from(stress.flatMap((exponent, clock) => (exponent === 0 ? [] : [clock]))),
    running: new Uint8Array(count),
    hazard: Float64Array.from(rate),
    residual: new Float64Array(count),
    since: new Float64Array(count),
    strikesAt: new Float64Array(count).fill(Infinity),
    multiplier: 1,
  };
}

/** Stops every clock and calms the market (m = 1). */
export function resetClocks(clocks: HazardClocks): void {
  clocks.running.fill(0);
  clocks.strikesAt.fill(Infinity);
  clocks.hazard.set(clocks.rate);
  clocks.multiplier = 1;
}

/** Gives a clock a new exponential draw to use up; it does not run until `runClock`. */
export function windClock(clocks: HazardClocks, clock: number, draw: number): void {
  clocks.residual[clock] = draw;
}

/** Lets a stopped clock run from `now` on. */
export function runClock(clocks: HazardClocks, clock: number, now: number): void {
  clocks.running[clock] = 1;
  clocks.since[clock] = now;
  clocks.strikesAt[clock] = now + clocks.residual[clock] / clocks.hazard[clock];
}

/** Stops a clock at `now`, keeping what is left of its draw; a stopped clock stays as it is. */
export function stopClock(clocks: HazardClocks, clock: number, now: number): void {
  if (clocks.running[clock] === 0) return;
  useUp(clocks, clock, now);
  clocks.running[clock] = 0;
  clocks.strikesAt[clock] = Infinity;
}

/**
 * Changes the stress multiplier from `now` on.
 *
 * @param multiplier m >= 1
 * @returns whether any clock may strike at another time than before
 */
export function changeStress(clocks: HazardClocks, multiplier: number, now: number): boolean {
  if (multiplier === clocks.multiplier || clocks.stressed.length === 0) return false;
  clocks.multiplier = multiplier;
  for (let at = 0; at < clocks.stressed.length; at++) {
    const clock = clocks.stressed[at];
    const runs = clocks.running[clock] === 1;
    if (runs) useUp(clocks, clock, now);
    clocks.hazard[clock] = clocks.rate[clock] * multiplier ** clocks.stress[clock];
    if (runs) runClock(clocks, clock, now);
  }
  return true;
}

/** Takes the hazard since the last look off the draw. Rounding may leave a hair less than nothing: that is nothing. */
function useUp(clocks: HazardClocks, clock: number, now: number): void {
  const used = clocks.hazard[clock] * (now - clocks.since[clock]);
  clocks.residual[clock] = Math.max(0, clocks.residual[clock] - used);
  clocks.since[clock] = now;
}
