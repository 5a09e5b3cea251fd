/**
 * Stratified sampling over how many things fail: paths are allotted to the number of clocks whose first draw is used up
 * within the horizon at base rates, 0, 1, ..., and the last stratum "that many or more".
 *
 * The number is the sum of independent indicators with p_c = 1 - exp(-g_c rate_c T) (Poisson-binomial; Chen and Liu 1997).
 * Clocks are drawn in order, each given how many are still needed: of the draw u of a clock that strikes with conditional
 * probability q, the part below q is spread over its first p, the rest over the rest, so that every clock keeps its own
 * draw. A path in stratum s has weight P_s over the share of paths allotted to s. Where hazards are tilted the event is
 * the same, for E <= g rate T says E/g <= rate T; only P_s is another. Stress, load and outages move strike times, not
 * strata.
 */
import type { Renewal } from "./renewals.ts";
import type { Tilts } from "./tilt.ts";

/** Which stratum a path is in: a cycle of paths goes through all of them. */
export interface Strata {
  /** Stratum by place in the cycle. */
  readonly places: Int32Array;
  /** By stratum: share of the paths. */
  readonly shares: Float64Array;
  readonly plain: Occupancy;
  readonly tilted: Occupancy;
}

/** The law of the number of strikes under one set of hazards. */
export interface Occupancy {
  /** By clock: that its first draw is used up in the horizon. */
  readonly strikes: Float64Array;
  /** P(exactly, or at least, n strikes among the clocks from c on), row c, n up to the number of strata less one. */
  readonly exactly: Float64Array;
  readonly atLeast: Float64Array;
}

/** @param allotted paths of each stratum in a cycle; undefined: no strata */
export function compileStrata(
  allotted: readonly number[] | undefined,
  processes: Pick<Tilts, "tilt"> & { readonly renewals: readonly Renewal[] },
  horizon: number,
): Strata | null {
  if (allotted === undefined) return null;
  const cycle = allotted.reduce((sum, paths) => sum + paths, 0);
  const rates = processes.renewals.map(({ law }) => law.rate);
  const strikes = (factor: (clock: number) => number): Float64Array =>
    Float64Array.from(rates, (rate, clock) => -Math.expm1(-factor(clock) * rate * horizon));
  const last = allotted.length - 1;
  return {
    places: Int32Array.from(allotted.flatMap((paths, stratum) => Array(paths).fill(stratum))),
    shares: Float64Array.from(allotted, (paths) => paths / cycle),
    plain: occupancyOf(
      strikes(() => 1),
      last,
    ),
    tilted: occupancyOf(
      strikes((clock) => processes.tilt[clock]),
      last,
    ),
  };
}

function occupancyOf(strikes: Float64Array, last: number): Occupancy {
  const width = last + 1;
  const exactly = new Float64Array((strikes.length + 1) * width);
  const atLeast = new Float64Array((strikes.length + 1) * width);
  exactly[strikes.length * width] = 1;
  atLeast[strikes.length * width] = 1;
  for (let clock = strikes.length - 1; clock >= 0; clock--) {
    const p = strikes[clock];
    for (let n = 0; n <= last; n++) {
      const [here, next] = [clock * width + n, (clock + 1) * width + n];
      exactly[here] = (1 - p) * exactly[next] + (n > 0 ? p * exactly[next - 1] : 0);
      atLeast[here] = n > 0 ? p * atLeast[next - 1] + (1 - p) * atLeast[next] : 1;
    }
  }
  return { strikes, exactly, atLeast };
}

/** The stratum of a path. */
export function stratumOf({ places }: Strata, path: number): number {
  return places[path % places.length];
}

/** Share of the paths in a stratum over its probability: how much more often than by chance it is drawn. */
export function overdraw({ shares }: Strata, occupancy: Occupancy, stratum: number): number {
  return shares[stratum] / probabilityOf(occupancy, shares.length - 1, stratum);
}

/** Probability of a stratum. @param last the number of the last one */
export function probabilityOf(occupancy: Occupancy, last: number, stratum: number): number {
  return stratum === last ? occupancy.atLeast[last] : occupancy.exactly[stratum];
}

/** Turns the uniform draws of all clocks, in their order, into those of a path in a stratum. Allocates nothing. */
export function stratify(
  { shares }: Strata,
  { strikes, exactly, atLeast }: Occupancy,
  stratum: number,
  draws: Float64Array,
): void {
  const width = shares.length;
  const law = stratum === width - 1 ? atLeast : exactly;
  let needed = stratum;
  for (let clock = 0; clock < strikes.length; clock++) {
    const p = strikes[clock];
    const next = (clock + 1) * width + needed;
    const without = law[next];
    // Once at least so many have struck, the others are free; of exactly none, none may strike.
    const within = needed > 0 ? law[next - 1] : law === atLeast ? 1 : 0;
    const q = (p * within) / (p * within + (1 - p) * without);
    const u = draws[clock];
    if (u < q) {
      draws[clock] = (p * u) / q;
      if (needed > 0) needed--;
    } else {
      draws[clock] = p + ((1 - p) * (u - q)) / (1 - q);
    }
  }
}
