/**
 * One door that everybody must leave by: a first-in-first-out fluid queue in front of each chain's way out by force.
 *
 *   out = max(ready, free) + usd * slowdown / capacity,   free = when whoever asked before is out
 *
 * `ready` is the earliest moment at which the request may be served (a delay, an exit window). Whoever asked first is
 * served first, also where his request is ready later. The time is promised at the asking, at the congestion of that
 * moment; later congestion does not move it. Left out: partial exits (a request is out when its last dollar is),
 * fees that buy a place.
 */

/** One entry per chain. */
export interface ExitQueues {
  /** USD per second; Infinity: nobody waits for another. */
  readonly capacity: Float64Array;
  /** s; when the last request so far is out. */
  readonly free: Float64Array;
}

/** @param capacities USD per second, one per chain; Infinity: no limit */
export function createExitQueues(capacities: readonly number[]): ExitQueues {
  return {
    capacity: Float64Array.from(capacities),
    free: new Float64Array(capacities.length),
  };
}

/** Nobody waits. */
export function resetExitQueues(queues: ExitQueues): void {
  queues.free.fill(-Infinity);
}

/**
 * When `usd` that are ready at `ready` would be out, were they asked for now.
 *
 * @param slowdown factor on the time the door takes, >= 1
 * @returns s
 */
export function expectedExit(
  queues: ExitQueues,
  chain: number,
  usd: number,
  ready: number,
  slowdown: number,
): number {
  return Math.max(ready, queues.free[chain]) + (usd * slowdown) / queues.capacity[chain];
}

/** The request joins the queue; returns when it is out, s. */
export function enterExitQueue(
  queues: ExitQueues,
  chain: number,
  usd: number,
  ready: number,
  slowdown: number,
): number {
  const out = expectedExit(queues, chain, usd, ready, slowdown);
  queues.free[chain] = out;
  return out;
}

/**
 * USD times seconds that a request which leaves evenly, as one door lets it, spends waiting until `horizon`.
 *
 * It waits whole until the door has let out everybody before it, then shrinks to nothing at `out`.
 *
 * @param now s, when it was asked for
 * @param passing s that the door takes for it; its first dollar leaves at out - passing
 */
export function waitingUntil(
  usd: number,
  now: number,
  out: number,
  passing: number,
  horizon: number,
): number {
  const first = out - passing;
  const whole = usd * Math.max(0, Math.min(first, horizon) - now);
  if (horizon <= first || passing === 0) return whole;
  const share = Math.min(1, (horizon - first) / passing);
  return whole + usd * passing * share * (1 - share / 2);
}
