/** The second leg of a canonical way and of one through a hatch: from the settlement layer into a chain. */
import { TOP_UP } from "../../../bridges/transferWords.ts";
import type { Machinery } from "../machinery.ts";

/** Whether a chain takes up what comes from the settlement layer: a top-up that a censor drops can be forced in. */
export function takesDeposit(machinery: Machinery, id: number, chain: number): boolean {
  const { transfers, chainLive, chainCensored, forcible } = machinery;
  const dropped = transfers.purpose[id] === TOP_UP && chainCensored[chain] === 1;
  return chainLive[chain] === 1 && !(dropped && forcible[chain] === 1);
}
