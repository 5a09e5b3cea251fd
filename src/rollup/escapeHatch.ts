/**
 * Escape hatch: forced inclusion or exit through the settlement layer, open also while the sequencer is not.
 *
 *   out = max(now + delay * slowdown, queue) + usd * slowdown / capacity
 *
 * The delay is the time the settlement layer gives the operator before anybody may act in his place (Arbitrum's delayed
 * inbox: 24 h; OP Stack: a sequencing window of 12 h); the capacity is what its blocks can take. Congestion slows both.
 * A plasma's hatch is its exit game: the exit window is no work of the settlement layer and is not slowed. A closed
 * hatch (frozen exits) is the caller's concern.
 */
import type { Chain } from "../model/resolved/chain.ts";
import { CHAIN_TRAITS } from "../model/resolved/chainTraits.ts";
import { createExitQueues, enterExitQueue, expectedExit, resetExitQueues } from "./exitQueue.ts";
import type { ExitQueues } from "./exitQueue.ts";

/** One entry per chain. */
export interface EscapeHatches {
  /** s that congestion stretches; Infinity: the chain has no hatch. */
  readonly delay: Float64Array;
  /** s that it does not stretch. */
  readonly window: Float64Array;
  readonly queues: ExitQueues;
}

/** The hatches of the chains; an exit game stands in for one where there is none. */
export function createEscapeHatches(chains: readonly Chain[]): EscapeHatches {
  return {
    delay: Float64Array.from(
      chains,
      ({ kind, escapeHatch }) => escapeHatch?.delay ?? (CHAIN_TRAITS[kind].exitGame ? 0 : Infinity),
    ),
    window: Float64Array.from(chains, ({ kind, escapeHatch, challengeWindow }) =>
      CHAIN_TRAITS[kind].exitGame && escapeHatch === undefined ? challengeWindow : 0,
    ),
    queues: createExitQueues(chains.map(doorOf)),
  };
}

/** A plasma's exits share one door, whether asked for in order or by force. */
function doorOf({ escapeHatch, exitCapacity }: Chain): number {
  return escapeHatch?.capacity ?? exitCapacity ?? Infinity;
}

/** Every queue empty. */
export function resetEscapeHatches(hatches: EscapeHatches): void {
  resetExitQueues(hatches.queues);
}

/** Whether a chain has a hatch. */
export function hasEscapeHatch(hatches: EscapeHatches, chain: number): boolean {
  return hatches.delay[chain] < Infinity;
}

/**
 * When `usd` would be through the hatch, were it asked for now.
 *
 * @param slowdown the settlement layer's congestion now, >= 1
 * @returns s; Infinity where the chain has no hatch
 */
export function expectedEscape(
  hatches: EscapeHatches,
  chain: number,
  usd: number,
  slowdown: number,
  now: number,
): number {
  return expectedExit(hatches.queues, chain, usd, readyAt(hatches, chain, slowdown, now), slowdown);
}

/**
 * Asks the hatch of `chain` to take `usd`, at or after the last asking.
 *
 * @param slowdown the settlement layer's congestion now, >= 1
 * @returns s when it is through
 */
export function askEscape(
  hatches: EscapeHatches,
  chain: number,
  usd: number,
  slowdown: number,
  now: number,
): number {
  return enterExitQueue(
    hatches.queues,
    chain,
    usd,
    readyAt(hatches, chain, slowdown, now),
    slowdown,
  );
}

function readyAt(hatches: EscapeHatches, chain: number, slowdown: number, now: number): number {
  return now + hatches.delay[chain] * slowdown + hatches.window[chain];
}
