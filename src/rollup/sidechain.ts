/**
 * Sidechain: a chain with a consensus of its own, whose bridge is held by signers.
 *
 * They sign a withdrawal when it is asked for, so it is final with settlement. When `threshold` of them are compromised
 * together they take what the model says of the backing, all of it unless it says otherwise: nothing checks them.
 */
import type { Chain } from "../model/resolved/chain.ts";
import type { Settlement } from "../model/resolved/settlement.ts";
import type { FinalityRule } from "./finalityRule.ts";

/** No batches, no proof, no window. */
export function sidechainFinality(_chain: Chain, settlement: Settlement): FinalityRule {
  return {
    proves: false,
    posting: 0,
    held: 0,
    settling: settlement.finality,
    door: false,
    disputes: 0,
  };
}
