/**
 * Validity (zk) rollup: a withdrawal is final when its batch is proven.
 *
 * final = proven + posting delay + execution delay + settlement finality; proven = batch + time in the prover's queue.
 * Left out: proofs that have to be executed in the order of their batches.
 */
import type { Chain } from "../model/resolved/chain.ts";
import type { Settlement } from "../model/resolved/settlement.ts";
import type { FinalityRule } from "./finalityRule.ts";

/** Every batch is proven first; the execution delay is a timelock. */
export function zkFinality(chain: Chain, settlement: Settlement): FinalityRule {
  return {
    proves: true,
    posting: chain.postingDelay,
    held: chain.executionDelay,
    settling: settlement.finality,
    door: false,
    disputes: 0,
  };
}
