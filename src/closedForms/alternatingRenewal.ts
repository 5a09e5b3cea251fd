/**
 * A component with exponential up and down times, a = 1/up and b = 1/down.
 *
 * P(up at t | up at 0) = b/(a + b) + a/(a + b) exp(-(a + b) t); expected downtime is its complement, integrated (Barlow
 * and Proschan 1975).
 */

/** Mean times, in one unit, > 0. */
export interface Alternating {
  readonly up: number;
  readonly down: number;
}

/** The long-run share of time up. */
export function availability({ up, down }: Alternating): number {
  return up / (up + down);
}

/** P(up at `time`), up at 0. */
export function availabilityAt(component: Alternating, time: number): number {
  const share = availability(component);
  return share + (1 - share) * Math.exp(-paceOf(component) * time);
}

/** Expected time down in [0, time], up at 0. */
export function expectedDowntime(component: Alternating, time: number): number {
  const pace = paceOf(component);
  return (1 - availability(component)) * (time + Math.expm1(-pace * time) / pace);
}

function paceOf({ up, down }: Alternating): number {
  return 1 / up + 1 / down;
}
