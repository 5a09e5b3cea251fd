/**
 * From a proven batch to a final withdrawal:
 *
 *   final = settling after (held after (posting after proven)),   congestion stretches posting and settling
 *
 * As long as the settlement layer has not been congested that is proven + delay. Every change of congestion moves what
 * is under way. A plasma's withdrawals also pass its door, a channel's may be disputed: time on top of what is held.
 * While a chain's exits are frozen nothing leaves it; what became final meanwhile leaves when they thaw.
 */
import { DRAWS_PER_ITEM, uniform } from "../random/streams.ts";
import { pushEvent } from "../reliability/eventHeap.ts";
import { addBatch, boardBatch, slotAfter } from "./batches.ts";
import { congestionNow, workDoneAt } from "./congestion.ts";
import { enterExitQueue, expectedExit } from "./exitQueue.ts";
import { enterProof, expectedProof } from "./proving.ts";
import { expectClose, findNextEvent } from "./rollup.ts";
import type { Rollup } from "./rollup.ts";

/**
 * A withdrawal is asked for on a live chain; `takeRollupEvent` will give its batch when it is out.
 *
 * @param withdrawal id, unique within the path
 * @param usd what leaves, for the chains whose door is finite
 */
export function askWithdrawal(
  rollup: Rollup,
  chain: number,
  withdrawal: number,
  usd: number,
  now: number,
): void {
  const interval = rollup.chains[chain].batchInterval;
  rollup.waiting[chain] = boardBatch(rollup.batches, withdrawal, rollup.waiting[chain]);
  if (interval === 0) closeBatch(rollup, chain, ++rollup.own[chain], usd, now);
  else if (rollup.closesAt[chain] === Infinity)
    expectClose(rollup, chain, slotAfter(interval, now));
  findNextEvent(rollup);
}

/** Closes a batch with whoever waits for it. @param usd aboard, where it is a single withdrawal */
export function closeBatch(
  rollup: Rollup,
  chain: number,
  number: number,
  usd: number,
  now: number,
): void {
  const batch = addBatch(rollup.batches, chain, number, rollup.waiting[chain], now);
  rollup.waiting[chain] = -1;
  if (rollup.rules[chain].proves) {
    enterProof(rollup.proving, chain, number, batch, rollup.path, now);
    return;
  }
  rollup.batches.queued[batch] = hindrance(rollup, chain, number, usd, now);
  settleBatch(rollup, batch, now);
}

/** The batch is proven (or needs no proof): it is on its way to being final. */
export function settleBatch(rollup: Rollup, batch: number, now: number): void {
  const { batches, exits } = rollup;
  batches.provenAt[batch] = now;
  if (batches.head[batch] >= 0) pushEvent(exits, finalAt(rollup, batch), batch);
}

/** s beyond what every withdrawal of the chain takes: at the door, or in a dispute. */
function hindrance(
  rollup: Rollup,
  chain: number,
  number: number,
  usd: number,
  now: number,
): number {
  const { rules, hatches, congestion, disputes, chains } = rollup;
  if (rules[chain].door) {
    const ready = now + rules[chain].held;
    return enterExitQueue(hatches.queues, chain, usd, ready, congestionNow(congestion)) - ready;
  }
  const dispute = disputes[chain];
  if (dispute === null) return 0;
  const draw = uniform(dispute, rollup.path, number * DRAWS_PER_ITEM);
  return draw < rules[chain].disputes ? chains[chain].challengeWindow : 0;
}

/** When a batch is final on settlement if congestion stays as it is, s; NaN before it is proven. */
export function finalAt(rollup: Rollup, batch: number): number {
  const { batches, congestion, rules, delay } = rollup;
  const chain = batches.chain[batch];
  if (congestion.count === 0) return batches.provenAt[batch] + delay[chain] + batches.queued[batch];
  const { posting, held, settling } = rules[chain];
  const posted = workDoneAt(congestion, batches.provenAt[batch], posting);
  return workDoneAt(congestion, posted + held + batches.queued[batch], settling);
}

/** Congestion has changed: whatever is on its way is final at another time. */
export function rescheduleExits(rollup: Rollup, now: number): void {
  const { exits } = rollup;
  const count = exits.size;
  exits.size = 0;
  // Pushing the k-th touches the first k places alone, so that the heap can be read while it is made anew.
  for (let place = 0; place < count; place++) {
    const batch = exits.id[place];
    pushEvent(exits, Math.max(now, finalAt(rollup, batch)), batch);
  }
}

/**
 * Estimate for choosing a route: time to the next close, the prover's present queue and a mean proof, the delays at the
 * present congestion, the present queue at the door, and a mean dispute.
 *
 * @returns s from `now`; Infinity while the prover stands still or exits are frozen
 */
export function expectedWithdrawal(rollup: Rollup, chain: number, now: number): number {
  const { chains, rules, delay, congestion, proving } = rollup;
  if (rollup.freezes[chain] > 0) return Infinity;
  const { batchInterval, challengeWindow } = chains[chain];
  const { posting, settling, proves, door, disputes, held } = rules[chain];
  const closes = batchInterval === 0 ? now : slotAfter(batchInterval, now) * batchInterval;
  const slowdown = congestionNow(congestion);
  let sealed = closes - now + delay[chain];
  if (slowdown > 1) sealed += (slowdown - 1) * (posting + settling);
  if (door)
    sealed +=
      expectedExit(rollup.hatches.queues, chain, 0, closes + held, slowdown) - closes - held;
  if (disputes > 0) sealed += disputes * challengeWindow;
  return proves ? sealed + expectedProof(proving, chain, closes, now) : sealed;
}
