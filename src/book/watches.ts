/**
 * Watches: which accounts a move of a factor concerns, found without looking at the others.
 *
 * A watch holds keys in rising order; an account is *due* once the watch's value reaches one of its keys. Keys of the
 * book at t = 0 are sorted once, at load, and shared by all threads and paths; a path only moves a pointer along them.
 * Accounts that a path has armed anew wait in a binary heap beside it. A key counts only while it is of the account's
 * newest arming for the watch's concern, so nothing is ever removed from either.
 *
 * Whoever writes a value says so (`sense`): a watch that has reached no key is not looked at again.
 */
import { sharedIntegers } from "./book.ts";
import { type Accounts, isTouched } from "./accounts.ts";
import { type KeyHeap, createKeyHeap, popKey, pushKey } from "./keyHeap.ts";

/** The sorted keys of the untouched book; keys of watch w are at start[w] .. start[w + 1] - 1. */
export interface SortedKeys {
  readonly start: Int32Array;
  readonly key: Float64Array;
  readonly account: Int32Array;
}

export interface Watches {
  readonly sorted: SortedKeys;
  readonly accounts: number;
  /** Number of watches of one concern. */
  readonly perConcern: number;
  /** Watches of factors that can move. */
  readonly live: Int32Array;
  /** What each watch sees now: -low for falls, +high for rises. Whoever writes one calls `sense`. */
  readonly value: Float64Array;
  /** Smallest key that has not come due, Infinity if there is none. */
  readonly next: Float64Array;
  /** Watches that have reached their next key since keys were last collected, each once, rising. */
  readonly reached: Int32Array;
  reachedCount: number;
  readonly isReached: Uint8Array;
  /** Position of the next sorted key. */
  readonly pointer: Int32Array;
  readonly heaps: readonly KeyHeap[];
  /** Accounts that came due and were not taken yet, each once, and the concerns they came due for, as bits. */
  readonly due: Int32Array;
  dueCount: number;
  readonly concerns: Uint8Array;
}

/** Keys before sorting, in any order. */
export interface UnsortedKeys {
  readonly watch: Int32Array;
  readonly key: Float64Array;
  readonly account: Int32Array;
  readonly length: number;
}

/** @returns the keys grouped by watch and rising within each, ties by account, in shared memory. */
export function sortKeys(keys: UnsortedKeys, watches: number): SortedKeys {
  const start = sharedIntegers(watches + 1);
  for (let index = 0; index < keys.length; index++) start[keys.watch[index] + 1]++;
  for (let watch = 0; watch < watches; watch++) start[watch + 1] += start[watch];
  const order = new Uint32Array(keys.length);
  const filled = start.slice(0, watches);
  for (let index = 0; index < keys.length; index++) order[filled[keys.watch[index]]++] = index;
  for (let watch = 0; watch < watches; watch++) {
    order
      .subarray(start[watch], start[watch + 1])
      .sort((a, b) => keys.key[a] - keys.key[b] || keys.account[a] - keys.account[b]);
  }
  const key = new Float64Array(new SharedArrayBuffer(keys.length * 8));
  const account = sharedIntegers(keys.length);
  for (let index = 0; index < keys.length; index++) {
    key[index] = keys.key[order[index]];
    account[index] = keys.account[order[index]];
  }
  return { start, key, account };
}

/** Every concern, as bits. */
export const ALL_CONCERNS = 3;

/** Watches over sorted keys; `resetWatches` starts a path. @param moves 1 where a factor can move */
export function createWatches(sorted: SortedKeys, moves: Uint8Array, accounts: number): Watches {
  const perConcern = moves.length * 2;
  const watches = perConcern * 2;
  const isLive = (watch: number): boolean => moves[(watch % perConcern) >> 1] === 1;
  return {
    sorted,
    accounts,
    perConcern,
    live: Int32Array.from({ length: watches }, (_, watch) => watch).filter(isLive),
    value: new Float64Array(watches),
    next: new Float64Array(watches).fill(Infinity),
    reached: new Int32Array(watches),
    reachedCount: 0,
    isReached: new Uint8Array(watches),
    pointer: new Int32Array(watches),
    heaps: Array.from({ length: watches }, () => createKeyHeap()),
    due: new Int32Array(accounts),
    dueCount: 0,
    concerns: new Uint8Array(accounts),
  };
}

/** Back to the untouched book, at the values that are set. */
export function resetWatches(watches: Watches): void {
  const { sorted, live } = watches;
  clearDue(watches);
  watches.reachedCount = 0;
  watches.isReached.fill(0);
  for (let index = 0; index < live.length; index++) {
    const watch = live[index];
    watches.pointer[watch] = sorted.start[watch];
    watches.heaps[watch].length = 0;
    watches.next[watch] = nextSorted(watches, watch);
    sense(watches, watch);
  }
}

/** The value of a watch has been written. */
export function sense(watches: Watches, watch: number): void {
  if (watches.value[watch] >= watches.next[watch]) noteReached(watches, watch);
}

function noteReached(watches: Watches, watch: number): void {
  if (watches.isReached[watch] === 1) return;
  watches.isReached[watch] = 1;
  const { reached } = watches;
  let at = watches.reachedCount++;
  for (; at > 0 && reached[at - 1] > watch; at--) reached[at] = reached[at - 1];
  reached[at] = watch;
}

/** Watches an account from now on: it is due when the watch's value reaches `key`. */
export function watchFor(
  watches: Watches,
  watch: number,
  key: number,
  account: number,
  armed: number,
): void {
  pushKey(watches.heaps[watch], key, account, armed);
  if (key >= watches.next[watch]) return;
  watches.next[watch] = key;
  sense(watches, watch);
}

/** Puts every account whose key a watch has reached on the due list, by watch. */
export function collectDue(watches: Watches, accounts: Accounts): void {
  const { reached, isReached, value, next } = watches;
  for (let index = 0; index < watches.reachedCount; index++) {
    const watch = reached[index];
    isReached[watch] = 0;
    if (value[watch] >= next[watch]) collectWatch(watches, accounts, watch);
  }
  watches.reachedCount = 0;
}

/** Puts an account on the due list whatever its keys. @param concerns bits, 1 << concern */
export function markDue(watches: Watches, account: number, concerns: number): void {
  if (watches.concerns[account] === 0) watches.due[watches.dueCount++] = account;
  watches.concerns[account] |= concerns;
}

/** Forgets the due list. */
export function clearDue(watches: Watches): void {
  for (let index = 0; index < watches.dueCount; index++) watches.concerns[watches.due[index]] = 0;
  watches.dueCount = 0;
}

function collectWatch(watches: Watches, accounts: Accounts, watch: number): void {
  const { sorted, pointer, heaps } = watches;
  const concern = watch < watches.perConcern ? 0 : 1;
  const bit = 1 << concern;
  const armed = concern * watches.accounts;
  const value = watches.value[watch];
  const end = sorted.start[watch + 1];
  let at = pointer[watch];
  while (at < end && sorted.key[at] <= value) {
    const account = sorted.account[at++];
    if (!isTouched(accounts, account) || accounts.armed[armed + account] === 0) {
      markDue(watches, account, bit);
    }
  }
  pointer[watch] = at;
  const heap = heaps[watch];
  while (heap.length > 0 && heap.key[0] <= value) {
    const account = heap.account[0];
    if (heap.tag[0] === accounts.armed[armed + account]) markDue(watches, account, bit);
    popKey(heap);
  }
  const waiting = heap.length > 0 ? heap.key[0] : Infinity;
  watches.next[watch] = Math.min(waiting, nextSorted(watches, watch));
}

function nextSorted(watches: Watches, watch: number): number {
  const at = watches.pointer[watch];
  return at < watches.sorted.start[watch + 1] ? watches.sorted.key[at] : Infinity;
}
