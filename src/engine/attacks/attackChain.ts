/**
 * A chain's backing is taken: by its signers at once (sidechain), or by an invalid claim once its window is over
 * (optimistic, plasma), for whoever could challenge it has been bought or kept out; that is what the stake is the price of.
 */
import { CHAIN_TRAITS } from "../../model/resolved/chainTraits.ts";
import { logFault } from "../../reliability/faultLog.ts";
import { ATTACK, COMPROMISE, INVALID_CLAIM } from "../../reliability/modes.ts";
import { assertUnchallenged } from "../../rollup/theft.ts";
import { stealFromChain } from "../network/strikes.ts";
import type { Attack, Ground } from "./attack.ts";

export const attackChain: Attack = {
  profit: ({ machinery }, { index, loss }) => backingOf(machinery, index) * loss,
  carryOut({ machinery }, { component, index, loss, at }) {
    const { faults, rollup } = machinery;
    const signed = CHAIN_TRAITS[rollup.chains[index].kind].signed;
    const mode = signed ? COMPROMISE : INVALID_CLAIM;
    faults.log.end[logFault(faults.log, component, mode, ATTACK, at)] = at;
    if (!signed) return assertUnchallenged(rollup, index, loss, at);
    stealFromChain(machinery, index, loss, at);
    return at;
  },
};

/** USD of canonical backing that could leave a chain, at the start's prices: none once its exits are frozen. */
export function backingOf({ rollup }: Ground["machinery"], chain: number): number {
  if (rollup.freezes[chain] > 0) return 0;
  const { locked, ratio } = rollup.backing;
  return locked[chain] * ratio[chain];
}
