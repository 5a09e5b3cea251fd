/**
 * State channel: all counterparties sign the closing state, or it waits out a dispute.
 *
 * P(closed at once) = liveness^count, one draw per withdrawal; else the last signed state stands after the dispute
 * window. Then settlement finality. Left out: a stale state that nobody disputes, top-ups of the channel itself.
 */
import type { Chain } from "../model/resolved/chain.ts";
import type { Settlement } from "../model/resolved/settlement.ts";
import type { FinalityRule } from "./finalityRule.ts";

/** No batches and no proof; `disputes` is the probability that somebody is absent. */
export function channelFinality(chain: Chain, settlement: Settlement): FinalityRule {
  const { count, liveness } = chain.counterparties ?? { count: 0, liveness: 1 };
  return {
    proves: false,
    posting: 0,
    held: 0,
    settling: settlement.finality,
    door: false,
    disputes: 1 - liveness ** count,
  };
}
