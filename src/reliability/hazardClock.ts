/**
 * The cumulative-hazard clock: a fault starts when the integral of its hazard reaches a standard exponential draw.
 *
 * Hazard = g * (rate * m^stress * (1 + load * y) + aftershock), m the market's stress multiplier and y the load on the
 * component's chains, each constant between two changes of it, the aftershock for `window` after a restart, g the tilt
 * of importance sampling (Cox 1955; the inversion is Lewis and Shedler 1979 in operational time). A clock keeps what is
 * left of the draw and when that was last true, so the fault time is exact. Only clocks that feel a change are brought
 * up to date by it. A stopped clock keeps its residual and shows Infinity.
 */

/** What a clock's hazard is made of. */
export interface HazardLaw {
  /** Per second, >= 0. */
  readonly rate: number;
  /** Exponent of the stress multiplier. */
  readonly stress: number;
  /** Factor on the load. */
  readonly load: number;
  /** Hazard per second on top of the rest after a restart, and for how long, s. */
  readonly aftershock: number;
  readonly window: number;
}

export interface HazardClocks {
  readonly laws: readonly HazardLaw[];
  /** Clocks whose exponent is not 0. */
  readonly stressed: Int32Array;
  /** 1 while the clock runs. */
  readonly running: Uint8Array;
  /** Factor on the hazard on this path. */
  readonly tilt: Float64Array;
  /** Load y in [0, 1] that `hazard` stands for. */
  readonly load: Float64Array;
  /** Hazard per second now, but for the aftershock's. */
  readonly hazard: Float64Array;
  /** s; end of the latest window of aftershocks, -Infinity if there was none. */
  readonly calmAt: Float64Array;
  /** The exponential draw of this spell. */
  readonly draw: Float64Array;
  /** Of the draw, still to be used up as of `since`; dimensionless. */
  readonly residual: Float64Array;
  readonly since: Float64Array;
  /** s; when the clock strikes if nothing changes; Infinity while it is stopped. */
  readonly strikesAt: Float64Array;
  /** The multiplier m that `hazard` stands for. */
  multiplier: number;
}

/** Clocks that do not run yet. */
export function createClocks(laws: readonly HazardLaw[]): HazardClocks {
  const floats = (): Float64Array => new Float64Array(laws.length);
  return {
    laws,
    stressed: Int32Array.from(laws.flatMap(({ stress }, clock) => (stress === 0 ? [] : [clock]))),
    running: new Uint8Array(laws.length),
    tilt: floats().fill(1),
    load: floats(),
    hazard: Float64Array.from(laws, ({ rate }) => rate),
    calmAt: floats().fill(-Infinity),
    draw: floats(),
    residual: floats(),
    since: floats(),
    strikesAt: floats().fill(Infinity),
    multiplier: 1,
  };
}

/** Stops every clock, calms the market (m = 1, y = 0) and takes `tilt` as it stands. */
export function resetClocks(clocks: HazardClocks): void {
  clocks.running.fill(0);
  clocks.strikesAt.fill(Infinity);
  clocks.load.fill(0);
  clocks.calmAt.fill(-Infinity);
  clocks.multiplier = 1;
  for (let clock = 0; clock < clocks.laws.length; clock++)
    clocks.hazard[clock] = clocks.tilt[clock] * clocks.laws[clock].rate;
}

/** Gives a clock a new exponential draw to use up; it does not run until `runClock`. */
export function windClock(clocks: HazardClocks, clock: number, draw: number): void {
  clocks.draw[clock] = draw;
  clocks.residual[clock] = draw;
}

/** Lets a stopped clock run from `now` on. */
export function runClock(clocks: HazardClocks, clock: number, now: number): void {
  clocks.running[clock] = 1;
  clocks.since[clock] = now;
  clocks.strikesAt[clock] = nextStrike(clocks, clock);
}

/** Lets a stopped clock run from `now` on, after a restart: its window of aftershocks opens. */
export function restartClock(clocks: HazardClocks, clock: number, now: number): void {
  const { aftershock, window } = clocks.laws[clock];
  if (aftershock > 0) clocks.calmAt[clock] = now + window;
  runClock(clocks, clock, now);
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
  for (let at = 0; at < clocks.stressed.length; at++)
    changeHazard(clocks, clocks.stressed[at], now);
  return true;
}

/**
 * Changes the load on one clock from `now` on.
 *
 * @param load y in [0, 1]
 * @returns whether it may strike at another time than before
 */
export function changeLoad(
  clocks: HazardClocks,
  clock: number,
  load: number,
  now: number,
): boolean {
  if (load === clocks.load[clock]) return false;
  clocks.load[clock] = load;
  changeHazard(clocks, clock, now);
  return true;
}

/** Of a strike at `now`: the probability that it is an aftershock, the share of that hazard in the whole. */
export function aftershockShare(clocks: HazardClocks, clock: number, now: number): number {
  if (now > clocks.calmAt[clock]) return 0;
  const shocks = aftershockHazard(clocks, clock);
  return shocks / (clocks.hazard[clock] + shocks);
}

/** How much of its draw a clock has used up by `now`: its tilted hazard, accumulated over this spell. */
export function usedUp(clocks: HazardClocks, clock: number, now: number): number {
  const left = clocks.residual[clock];
  const used = clocks.running[clock] === 1 ? accumulated(clocks, clock, now) : 0;
  return clocks.draw[clock] - Math.max(0, left - used);
}

function changeHazard(clocks: HazardClocks, clock: number, now: number): void {
  const { rate, stress, load } = clocks.laws[clock];
  const runs = clocks.running[clock] === 1;
  if (runs) useUp(clocks, clock, now);
  const loaded = 1 + load * clocks.load[clock];
  clocks.hazard[clock] = clocks.tilt[clock] * (rate * clocks.multiplier ** stress * loaded);
  if (runs) runClock(clocks, clock, now);
}

/** Takes the hazard since the last look off the draw. Rounding may leave a hair less than nothing: that is nothing. */
function useUp(clocks: HazardClocks, clock: number, now: number): void {
  const left = clocks.residual[clock] - accumulated(clocks, clock, now);
  clocks.residual[clock] = Math.max(0, left);
  clocks.since[clock] = now;
}

/** Hazard of a running clock between its last look and `now`. */
function accumulated(clocks: HazardClocks, clock: number, now: number): number {
  const since = clocks.since[clock];
  const plain = clocks.hazard[clock] * (now - since);
  const shaky = Math.min(now, clocks.calmAt[clock]) - since;
  return shaky > 0 ? plain + aftershockHazard(clocks, clock) * shaky : plain;
}

function nextStrike(clocks: HazardClocks, clock: number): number {
  const since = clocks.since[clock];
  const hazard = clocks.hazard[clock];
  const left = clocks.residual[clock];
  const shaky = clocks.calmAt[clock] - since;
  // What is used up strikes at once, also where nothing hastens it: 0 / 0 must not become NaN.
  if (left === 0) return since;
  if (!(shaky > 0)) return since + left / hazard;
  const all = hazard + aftershockHazard(clocks, clock);
  return left <= all * shaky
    ? since + left / all
    : clocks.calmAt[clock] + (left - all * shaky) / hazard;
}

function aftershockHazard(clocks: HazardClocks, clock: number): number {
  return clocks.tilt[clock] * clocks.laws[clock].aftershock;
}
