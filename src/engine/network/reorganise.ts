/**
 * A reorganisation of the settlement layer: what was sent within its depth was never sent.
 *
 *   asked > now - depth, and already landed by now
 *
 * The sender has his money again, the receiver keeps what he got, and the bridge that had paid before the sending was
 * final has lost as much: a double spend. Whoever waits for more confirmations than the depth has not paid yet; what
 * is under way sets out anew. Hit are bridges out of chains whose order is that of the settlement layer, all but
 * sidechains and channels, which have a consensus of their own. Canonical deposits are never hit: the chain that credits
 * them is undone with them. Left out: transactions on a chain that are undone with it.
 */
import { IN_FLIGHT, LANDED, REORGANISED } from "../../bridges/transferWords.ts";
import { undoTransfer } from "../../bridges/transfers.ts";
import { setOutAnew } from "./journey.ts";
import type { Machinery } from "./machinery.ts";
import { WAYS } from "./ways/ways.ts";

/** @param depth s */
export function reorganise(machinery: Machinery, depth: number, now: number): void {
  const { transfers, ordered } = machinery;
  for (let id = transfers.count - 1; id >= 0 && transfers.askedAt[id] > now - depth; id--) {
    const way = transfers.way[id];
    if (way === null || WAYS[way.kind].throughSettlement || ordered[way.from] === 0) continue;
    if (transfers.outcome[id] === IN_FLIGHT) setOutAnew(machinery, id, way, now);
    if (transfers.outcome[id] !== LANDED) continue;
    undoTransfer(transfers, id, REORGANISED);
    WAYS[way.kind].charge(machinery, id, way, now);
  }
}

/** USD of what a reorganisation of `depth` s would give back to its senders although it has landed: the double spend. */
export function doubleSpend({ transfers, ordered }: Machinery, depth: number, now: number): number {
  let usd = 0;
  for (let id = transfers.count - 1; id >= 0 && transfers.askedAt[id] > now - depth; id--) {
    const way = transfers.way[id];
    const hit = way !== null && !WAYS[way.kind].throughSettlement && ordered[way.from] === 1;
    if (hit && transfers.outcome[id] === LANDED) usd += transfers.amount[id];
  }
  return usd;
}
