/**
 * Accounts that a move of prices might bring to their level, found by the index: whoever has a key for a breach within
 * the move. Nobody else can be brought there (`safeRadius.ts`), so nobody else is looked at.
 */
import { type Accounts, isTouched } from "./accounts.ts";
import { CONCERN, fallWatch } from "./factors.ts";
import type { LiquidationIndex } from "./liquidationIndex.ts";
import type { Watches } from "./watches.ts";

/** A list of accounts, each once. */
export interface Nearby {
  readonly list: Int32Array;
  count: number;
  /** Round in which an account was listed last. */
  readonly listedIn: Int32Array;
  round: number;
}

/** An empty list for a book of so many accounts. */
export function createNearby(accounts: number): Nearby {
  return { list: new Int32Array(accounts), count: 0, listedIn: new Int32Array(accounts), round: 0 };
}

/** Empties the list. */
export function clearNearby(nearby: Nearby): void {
  nearby.count = 0;
  nearby.round++;
}

/** Lists an account unless it is there. */
export function addNearby(nearby: Nearby, account: number): void {
  if (nearby.listedIn[account] === nearby.round) return;
  nearby.listedIn[account] = nearby.round;
  nearby.list[nearby.count++] = account;
}

/**
 * Lists the accounts that a fall or a rise of one price by `reach` concerns.
 *
 * @param factor a line, or `factors.firstSlot` + a slot
 * @param reach relative, in [0, 1)
 */
export function addWithin(
  index: LiquidationIndex,
  factor: number,
  reach: number,
  nearby: Nearby,
): void {
  const { watches, factors, accounts } = index;
  const fall = fallWatch(factors, factor, CONCERN.breach);
  addUpTo(watches, accounts, fall, watches.value[fall] * (1 - reach), nearby);
  addUpTo(watches, accounts, fall + 1, watches.value[fall + 1] * (1 + reach), nearby);
}

function addUpTo(
  { sorted, pointer, heaps, accounts: size }: Watches,
  accounts: Accounts,
  watch: number,
  value: number,
  nearby: Nearby,
): void {
  const armed = CONCERN.breach * size;
  const end = sorted.start[watch + 1];
  for (let at = pointer[watch]; at < end && sorted.key[at] <= value; at++) {
    const account = sorted.account[at];
    if (!isTouched(accounts, account) || accounts.armed[armed + account] === 0)
      addNearby(nearby, account);
  }
  const { length, key, account: owner, tag } = heaps[watch];
  for (let at = 0; at < length; at++) {
    if (key[at] <= value && tag[at] === accounts.armed[armed + owner[at]])
      addNearby(nearby, owner[at]);
  }
}
