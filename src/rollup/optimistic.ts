/**
 * Optimistic rollup: a withdrawal is final when nobody has challenged it.
 *
 * final = batch + posting delay + challenge window + settlement finality. Invalid claims and who watches for them are in
 * invalidClaims.ts.
 */
import type { Chain } from "../model/resolved/chain.ts";
import type { Settlement } from "../model/resolved/settlement.ts";
import type { FinalityRule } from "./finalityRule.ts";

/** No proof; the window runs from the posted batch. */
export function optimisticFinality(chain: Chain, settlement: Settlement): FinalityRule {
  return {
    proves: false,
    posting: chain.postingDelay,
    held: chain.challengeWindow,
    settling: settlement.finality,
    door: false,
    disputes: 0,
  };
}
