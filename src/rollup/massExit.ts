/**
 * Mass exit: what others hold on a chain leaves by force when the chain has stood still for too long.
 *
 * After a halt of `patience`, `share` of the backing under others that has not left yet asks the escape hatch at once, ahead of whoever
 * asks later; it waits there, first in, first out, at the hatch's capacity. Waiting value is trapped: USD times seconds,
 * counted once when it asks, up to the horizon. While exits are frozen nobody can ask. The book's accounts are not part
 * of it: they ask for themselves. Left out: those who would rather return when the chain is back.
 */
import type { Chain } from "../model/resolved/chain.ts";
import { createEventHeap, popEvent, pushEvent } from "../reliability/eventHeap.ts";
import type { EventHeap } from "../reliability/eventHeap.ts";
import { askEscape } from "./escapeHatch.ts";
import type { EscapeHatches } from "./escapeHatch.ts";
import { waitingUntil } from "./exitQueue.ts";

export interface MassExits {
  /** Per chain, USD at the start: what is locked under others than the book's accounts. */
  readonly others: Float64Array;
  /** Per chain; 0: nobody leaves. */
  readonly share: Float64Array;
  /** s */
  readonly patience: Float64Array;
  /** Per chain: share of the backing that has not left. */
  readonly staying: Float64Array;
  /** Per chain, s: when patience with the running halt ends; Infinity: no halt, or nobody leaves. */
  readonly due: Float64Array;
  /** Chains by the end of patience, over or not. */
  readonly timers: EventHeap;
  /** USD times seconds that value spends waiting, from all exits so far. */
  trappedUsdSeconds: number;
  readonly horizon: number;
}

/**
 * @param horizon s
 * @param booked USD of canonically bridged assets that the book holds at the start, by chain; absent: none
 */
export function createMassExits(
  chains: readonly Chain[],
  horizon: number,
  booked?: Float64Array,
): MassExits {
  return {
    others: Float64Array.from(chains, ({ valueLocked }, chain) =>
      Math.max(0, valueLocked - (booked?.[chain] ?? 0)),
    ),
    share: Float64Array.from(chains, ({ massExit }) => massExit?.share ?? 0),
    patience: Float64Array.from(chains, ({ massExit }) => massExit?.patience ?? Infinity),
    staying: new Float64Array(chains.length),
    due: new Float64Array(chains.length),
    timers: createEventHeap(),
    trappedUsdSeconds: 0,
    horizon,
  };
}

/** Nobody has left. */
export function resetMassExits(exits: MassExits): void {
  exits.staying.fill(1);
  exits.due.fill(Infinity);
  exits.timers.size = 0;
  exits.trappedUsdSeconds = 0;
}

/** The chain stands still: patience begins. */
export function beginPatience(exits: MassExits, chain: number, now: number): void {
  if (exits.share[chain] === 0) return;
  exits.due[chain] = now + exits.patience[chain];
  pushEvent(exits.timers, exits.due[chain], chain);
}

/** The chain is back: whoever has not asked stays. */
export function endPatience(exits: MassExits, chain: number): void {
  exits.due[chain] = Infinity;
}

/** The chain whose timer runs out at `now`, or -1 if its halt was over before. */
export function takeTimer(exits: MassExits, now: number): number {
  const chain = popEvent(exits.timers);
  return exits.due[chain] === now ? chain : -1;
}

/**
 * Everybody who leaves asks the hatch.
 *
 * @param ratio backing left per claim on the chain
 * @param slowdown the settlement layer's congestion now
 */
export function leaveTogether(
  exits: MassExits,
  hatches: EscapeHatches,
  chain: number,
  ratio: number,
  slowdown: number,
  now: number,
): void {
  const usd = exits.others[chain] * ratio * exits.staying[chain] * exits.share[chain];
  const out = askEscape(hatches, chain, usd, slowdown, now);
  const passing = (usd * slowdown) / hatches.queues.capacity[chain];
  exits.due[chain] = Infinity;
  exits.staying[chain] *= 1 - exits.share[chain];
  exits.trappedUsdSeconds += waitingUntil(usd, now, out, passing, exits.horizon);
}
