/**
 * Waiting in a queue with Poisson arrivals: Erlang's formulas for c servers, Pollaczek and Khinchine's for one.
 *
 * B is the share lost when nobody may wait, C the share that waits when everybody may (Erlang 1917); the mean wait of
 * M/G/1 is rate * mean^2 (1 + cv^2) / (2 (1 - load)).
 */

/**
 * Erlang's B by its recursion, which never forms a factorial.
 * @param servers whole number >= 1
 * @param load arrivals per mean service time, > 0
 */
export function erlangB(servers: number, load: number): number {
  let lost = 1;
  for (let server = 1; server <= servers; server++) lost = (load * lost) / (server + load * lost);
  return lost;
}

/** Erlang's C. @throws RangeError unless load < servers: the queue would grow for ever */
export function erlangC(servers: number, load: number): number {
  if (!(load < servers))
    throw new RangeError(`load must be below servers (${servers}), got ${load}`);
  const lost = erlangB(servers, load);
  return lost / (1 - (load / servers) * (1 - lost));
}

/**
 * The mean wait of M/G/1, without the service itself.
 * @param rate of arrivals
 * @param mean of the service
 * @param squaredVariation of the service: variance / mean^2; 0 is M/D/1
 * @throws RangeError unless rate * mean < 1
 */
export function meanWait(rate: number, mean: number, squaredVariation: number): number {
  const load = rate * mean;
  if (!(load < 1)) throw new RangeError(`load must be below 1, got ${load}`);
  return (load * mean * (1 + squaredVariation)) / (2 * (1 - load));
}
