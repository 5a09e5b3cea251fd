/**
 * Which of several things are up, since when, and for how long they were not, at exact times.
 *
 * `downtime` is true at the moment of the last `settleDowntime`, a running outage included; what is over is summed once,
 * so that looking often does not round. Everything is up at the start.
 */

export interface Uptime {
  /** 1 while it is up. */
  readonly up: Uint8Array;
  /** s; start of the latest outage, -Infinity if there was none. */
  readonly wentDownAt: Float64Array;
  /** s; end of the latest outage that is over, -Infinity if there was none. */
  readonly cameUpAt: Float64Array;
  /** s of outage so far. */
  readonly downtime: Float64Array;
  /** s of the outages that are over. */
  readonly pastDowntime: Float64Array;
  /** How many are down. */
  down: number;
}

/** `count` things, for `resetUptime` to start. */
export function createUptime(count: number): Uptime {
  return {
    up: new Uint8Array(count),
    wentDownAt: new Float64Array(count),
    cameUpAt: new Float64Array(count),
    downtime: new Float64Array(count),
    pastDowntime: new Float64Array(count),
    down: 0,
  };
}

/** Everything up, nothing ever happened. */
export function resetUptime(uptime: Uptime): void {
  uptime.up.fill(1);
  uptime.wentDownAt.fill(-Infinity);
  uptime.cameUpAt.fill(-Infinity);
  uptime.downtime.fill(0);
  uptime.pastDowntime.fill(0);
  uptime.down = 0;
}

/** Item `item`, until now up, goes down. */
export function markDown(uptime: Uptime, item: number, now: number): void {
  uptime.up[item] = 0;
  uptime.wentDownAt[item] = now;
  uptime.down++;
}

/** Item `item`, until now down, comes up. */
export function markUp(uptime: Uptime, item: number, now: number): void {
  uptime.up[item] = 1;
  uptime.cameUpAt[item] = now;
  uptime.pastDowntime[item] += now - uptime.wentDownAt[item];
  uptime.downtime[item] = uptime.pastDowntime[item];
  uptime.down--;
}

/** Brings `downtime` up to `now`. */
export function settleDowntime(uptime: Uptime, now: number): void {
  if (uptime.down === 0) return;
  const { up, downtime, pastDowntime, wentDownAt } = uptime;
  for (let item = 0; item < up.length; item++) {
    if (up[item] === 0) downtime[item] = pastDowntime[item] + (now - wentDownAt[item]);
  }
}
