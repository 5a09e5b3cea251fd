/**
 * Plasma: data and execution off the settlement layer, safe through an exit game (Poon and Buterin 2017).
 *
 * An exit is open to challenge for the exit window, then leaves through a door of finite capacity, in the order asked:
 * out = max(asked + window, queue) + usd / capacity, then settlement finality. When everybody leaves at once, the queue is
 * the mass exit. Left out: priority by the age of coins, the data of single coins.
 */
import type { Chain } from "../model/resolved/chain.ts";
import type { Settlement } from "../model/resolved/settlement.ts";
import type { FinalityRule } from "./finalityRule.ts";

/** No batches and no proof; the door is the chain's exit queue. */
export function plasmaFinality(chain: Chain, settlement: Settlement): FinalityRule {
  return {
    proves: false,
    posting: 0,
    held: chain.challengeWindow,
    settling: settlement.finality,
    door: chain.exitCapacity !== undefined,
    disputes: 0,
  };
}
