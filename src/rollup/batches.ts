/**
 * The batches of one path, and who travels in them.
 *
 * Slot k of a chain is the time k * interval, k = 1, 2, …; a batch closes at every slot at which the chain is live, and
 * its number is k, so that an outage shifts no other batch's draws. It holds what was asked before it: whoever asks at the
 * very moment of a close waits for the next. With interval 0 every withdrawal is a batch of its own, numbered from 1.
 * Travellers are kept as linked lists over their ids.
 */
import { doubledFloats, doubledIntegers } from "../reliability/doubled.ts";

export interface Batches {
  count: number;
  chain: Int32Array;
  number: Int32Array;
  /** s */
  closedAt: Float64Array;
  /** s; equal to `closedAt` where nothing is proven, NaN until it is. */
  provenAt: Float64Array;
  /** s spent at the chain's door or in a dispute; 0 on chains that know neither. */
  queued: Float64Array;
  /** First withdrawal aboard; -1: none. */
  head: Int32Array;
  /** Per withdrawal: the next one in its batch; -1: none. */
  after: Int32Array;
}

/** An empty log; it grows by itself. */
export function createBatches(): Batches {
  const integers = (): Int32Array => new Int32Array(64);
  const floats = (): Float64Array => new Float64Array(64);
  return {
    count: 0,
    chain: integers(),
    number: integers(),
    closedAt: floats(),
    provenAt: floats(),
    queued: floats(),
    head: integers(),
    after: integers(),
  };
}

/** Notes a batch that closes now; returns its row. */
export function addBatch(
  batches: Batches,
  chain: number,
  number: number,
  head: number,
  closedAt: number,
): number {
  if (batches.count === batches.chain.length) widen(batches);
  const batch = batches.count++;
  batches.chain[batch] = chain;
  batches.number[batch] = number;
  batches.closedAt[batch] = closedAt;
  batches.provenAt[batch] = NaN;
  batches.queued[batch] = 0;
  batches.head[batch] = head;
  return batch;
}

/** Puts a withdrawal in front of the list that starts at `head`; returns the new head. */
export function boardBatch(batches: Batches, withdrawal: number, head: number): number {
  while (withdrawal >= batches.after.length) batches.after = doubledIntegers(batches.after);
  batches.after[withdrawal] = head;
  return withdrawal;
}

/**
 * The first slot at or after `time`.
 *
 * @param interval s, > 0
 */
export function slotFrom(interval: number, time: number): number {
  let slot = Math.max(1, Math.ceil(time / interval));
  // The quotient may be rounded across a whole number; the product decides.
  while (slot * interval < time) slot++;
  while (slot > 1 && (slot - 1) * interval >= time) slot--;
  return slot;
}

/** The first slot after `time`. */
export function slotAfter(interval: number, time: number): number {
  const slot = slotFrom(interval, time);
  return slot * interval > time ? slot : slot + 1;
}

function widen(batches: Batches): void {
  batches.chain = doubledIntegers(batches.chain);
  batches.number = doubledIntegers(batches.number);
  batches.closedAt = doubledFloats(batches.closedAt);
  batches.provenAt = doubledFloats(batches.provenAt);
  batches.queued = doubledFloats(batches.queued);
  batches.head = doubledIntegers(batches.head);
}
