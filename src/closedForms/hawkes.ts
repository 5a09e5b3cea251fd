/**
 * Counts of a Hawkes process with exponential kernel: intensity = base + branching * decay * sum of exp(-decay age).
 *
 * Stationary rate r = base/(1 - n). With c = decay (1 - n): Var N(T) = r T/(1 - n)^2 + r (1 - 1/(1 - n)^2)
 * (1 - exp(-c T))/c from a stationary start, E N(T) = r T + (base - r)(1 - exp(-c T))/c from an empty one (Hawkes 1971;
 * Da Fonseca and Zaatour 2014).
 */

/** base > 0 and decay > 0 per unit of time, branching in [0, 1). */
export interface Hawkes {
  readonly base: number;
  readonly branching: number;
  readonly decay: number;
}

/** The long-run number of events per unit of time. @throws RangeError if branching is not in [0, 1) */
export function hawkesRate({ base, branching }: Hawkes): number {
  if (!(branching >= 0 && branching < 1))
    throw new RangeError(`branching must lie in [0, 1), got ${branching}`);
  return base / (1 - branching);
}

/** Variance of the count in [0, time], started stationary. */
export function hawkesVariance(process: Hawkes, time: number): number {
  const rate = hawkesRate(process);
  const inflation = 1 / (1 - process.branching) ** 2;
  return rate * time * inflation + rate * (1 - inflation) * relaxation(process, time);
}

/** Mean count in [0, time], started with no event in the past. */
export function hawkesMeanFromEmpty(process: Hawkes, time: number): number {
  const rate = hawkesRate(process);
  return rate * time + (process.base - rate) * relaxation(process, time);
}

/** Integral of exp(-c t) over [0, time]. */
function relaxation({ branching, decay }: Hawkes, time: number): number {
  const pull = decay * (1 - branching);
  return -Math.expm1(-pull * time) / pull;
}
