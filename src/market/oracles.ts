/**
 * Oracles: each venue's feed of each base asset, on the venue's chain.
 *
 * At a step's end an update is sent if S has moved more than `deviation` from the last one sent, or that is older than
 * `heartbeat`. It lands `latency` later. While the chain is halted landed updates are held back; at the first live step
 * they land together and the newest counts.
 */
import type { ResolvedModel } from "../model/resolved.ts";
import type { Oracle } from "../model/resolved/venue.ts";

export interface Oracles {
  readonly lanes: number;
  /** Feeds in use; feed = venue * lanes + lane. */
  readonly feeds: Int32Array;
  /** Chain, heartbeat, deviation, latency by feed in use. */
  readonly chain: Int32Array;
  readonly heartbeat: Float64Array;
  readonly deviation: Float64Array;
  readonly latency: Float64Array;
  /** What contracts read, USD, by feed, and what they would read of the same update had nobody moved S. */
  readonly value: Float64Array;
  readonly exogenous: Float64Array;
  readonly sent: Float64Array;
  readonly sentAt: Float64Array;
  /** Updates under way: a ring per feed, one update per step at most. */
  readonly ringSize: number;
  readonly ringValue: Float64Array;
  readonly ringExogenous: Float64Array;
  readonly ringLanding: Float64Array;
  readonly ringFirst: Int32Array;
  readonly ringLength: Int32Array;
}

/**
 * @param venues oracle, chain and lanes in use of each venue
 */
export function createOracles(
  venues: readonly {
    readonly oracle: Oracle;
    readonly chain: number;
    readonly lanes: readonly number[];
  }[],
  lanes: number,
  { step, horizon }: Pick<ResolvedModel, "step" | "horizon">,
): Oracles {
  const used = venues.flatMap((venue, index) =>
    venue.lanes.map((lane) => ({ ...venue, feed: index * lanes + lane })),
  );
  const cells = venues.length * lanes;
  // An update that lands after the horizon need not be kept: it never does.
  const latencies = venues.map(({ oracle }) => oracle.latency);
  const longest = Math.max(0, ...latencies.filter((latency) => latency < horizon));
  const ringSize = Math.ceil(longest / step) + 2;
  return {
    lanes,
    feeds: Int32Array.from(used, ({ feed }) => feed),
    chain: Int32Array.from(used, ({ chain }) => chain),
    heartbeat: Float64Array.from(used, ({ oracle }) => oracle.heartbeat),
    deviation: Float64Array.from(used, ({ oracle }) => oracle.deviation),
    latency: Float64Array.from(used, ({ oracle }) => oracle.latency),
    value: new Float64Array(cells),
    exogenous: new Float64Array(cells),
    sent: new Float64Array(cells),
    sentAt: new Float64Array(cells),
    ringSize,
    ringValue: new Float64Array(cells * ringSize),
    ringExogenous: new Float64Array(cells * ringSize),
    ringLanding: new Float64Array(cells * ringSize),
    ringFirst: new Int32Array(cells),
    ringLength: new Int32Array(cells),
  };
}

/** @param start USD at t = 0, by lane */
export function resetOracles(oracles: Oracles, start: Float64Array): void {
  for (let index = 0; index < oracles.feeds.length; index++) {
    const feed = oracles.feeds[index];
    const price = start[feed % oracles.lanes];
    oracles.value[feed] = oracles.exogenous[feed] = oracles.sent[feed] = price;
    oracles.sentAt[feed] = 0;
    oracles.ringLength[feed] = 0;
  }
}

/**
 * Sends and lands updates at a step's end.
 * @param global S by lane
 * @param exogenous S_ex by lane
 * @param chainLive 1 or 0, by chain
 */
export function updateOracles(
  oracles: Oracles,
  global: Float64Array,
  exogenous: Float64Array,
  chainLive: Uint8Array,
  now: number,
): void {
  const { feeds, lanes, sent, sentAt, deviation, heartbeat, latency } = oracles;
  for (let index = 0; index < feeds.length; index++) {
    const feed = feeds[index];
    const price = global[feed % lanes];
    const last = sent[feed];
    if (Math.abs(price - last) > deviation[index] * last || now - sentAt[feed] > heartbeat[index]) {
      sent[feed] = price;
      sentAt[feed] = now;
      sendUpdate(oracles, feed, price, exogenous[feed % lanes], now + latency[index]);
    }
    if (oracles.ringLength[feed] > 0 && chainLive[oracles.chain[index]] === 1)
      landUpdates(oracles, feed, now);
  }
}

/** A ring fills only while the chain is down; its first two updates have arrived then, and the second one counts. */
function sendUpdate(
  oracles: Oracles,
  feed: number,
  value: number,
  exogenous: number,
  landing: number,
): void {
  const { ringSize, ringLength, ringFirst, ringLanding } = oracles;
  const base = feed * ringSize;
  if (ringLength[feed] === ringSize) dropFirst(oracles, feed);
  const cell = base + ((ringFirst[feed] + ringLength[feed]++) % ringSize);
  oracles.ringValue[cell] = value;
  oracles.ringExogenous[cell] = exogenous;
  ringLanding[cell] = landing;
}

function landUpdates(oracles: Oracles, feed: number, now: number): void {
  const { ringSize, ringFirst, ringLength, ringLanding, ringValue, ringExogenous } = oracles;
  while (ringLength[feed] > 0) {
    const cell = feed * ringSize + ringFirst[feed];
    if (ringLanding[cell] > now) return;
    oracles.value[feed] = ringValue[cell];
    oracles.exogenous[feed] = ringExogenous[cell];
    dropFirst(oracles, feed);
  }
}

function dropFirst(oracles: Oracles, feed: number): void {
  oracles.ringFirst[feed] = (oracles.ringFirst[feed] + 1) % oracles.ringSize;
  oracles.ringLength[feed]--;
}
