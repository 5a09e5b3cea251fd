/**
 * Optimistic rollup: a withdrawal is final when nobody has challenged it.
 *
 * final = batch + posting delay + challenge window + settlement finality. Left out: watchers that fail, invalid claims,
 * forced inclusion.
 */
import type { Chain, Settlement } from "../model/resolved.ts";
import type { FinalityRule } from "./finalityRule.ts";

/** No proof; the window runs from the posted batch. */
export function optimisticFinality(chain: Chain, settlement: Settlement): FinalityRule {
  return { proves: false, delay: chain.postingDelay + chain.challengeWindow + settlement.finality };
}
