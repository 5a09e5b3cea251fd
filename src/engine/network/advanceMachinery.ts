/**
 * Lets everything under the book happen up to a step's end, each event at its own exact time.
 *
 * At equal times: faults first, then batches and proofs, then landings by transfer id. A step in which nothing happens
 * costs the comparison of the next event's time with the step's end (and one pass over the fault modes that feel stress).
 */
import { settleRuns } from "../../bridges/providerRun.ts";
import { REBALANCE } from "../../bridges/transferWords.ts";
import { earliest, popEvent } from "../../reliability/eventHeap.ts";
import { stressFaults, takeFault } from "../../reliability/faults.ts";
import { settleDowntime } from "../../reliability/uptime.ts";
import { clearDue } from "../../rollup/rollbacks.ts";
import { STOPPED, takeRollupEvent } from "../../rollup/events.ts";
import { rebalancePools } from "./askTransfer.ts";
import { feelFault } from "./feelFault.ts";
import { beginDeposits, endLeg } from "./journey.ts";
import type { Machinery } from "./machinery.ts";
import { feelStop } from "./strikes.ts";

/**
 * Processes every event in (now, to]; on the first call also those at 0.
 *
 * Afterwards statuses, pools and backing are those of `to`, `transfers.landed` and `exploits` hold what landed and what
 * was taken since the call before, downtimes are counted up to `to`.
 *
 * A step may be cut into several calls, say to ask at an exact time inside it; what landed and what was taken must then
 * be read after each of them. Where a chain returns to an earlier state the advance stops at its restart, with
 * `rollbacks.due` saying which chains do: whoever holds their state undoes it, and advances on.
 *
 * @param to s, not before the latest advance
 * @param stress m >= 1, the market's stress multiplier throughout (now, to]
 */
export function advanceMachinery(machinery: Machinery, to: number, stress: number): void {
  const { transfers, exploits, rollup, exits, rollbacks } = machinery;
  transfers.landedCount = 0;
  transfers.undoneCount = 0;
  exploits.count = 0;
  rollup.backing.log.count = 0;
  machinery.theftsFelt = 0;
  machinery.bridges.runs.withdrawn = 0;
  stressFaults(machinery.faults, stress, machinery.now);
  clearDue(rollbacks);
  let reached = to;
  for (let at = nextEventAt(machinery); at <= to; at = nextEventAt(machinery)) {
    takeEvent(machinery, at);
    if (rollbacks.dueCount === 0) continue;
    reached = at;
    break;
  }
  settleDowntime(rollup.status, reached);
  settleDowntime(exits.status, reached);
  settleRuns(machinery.bridges.runs, machinery.bridges.pools, reached);
  machinery.now = reached;
}

/** When the next event under the book happens if the stress stays, s; Infinity if none does. */
export function nextEventAt(machinery: Machinery): number {
  const { faults, rollup, transfers } = machinery;
  return Math.min(faults.nextAt, rollup.nextAt, earliest(transfers.landings));
}

function takeEvent(machinery: Machinery, now: number): void {
  if (machinery.faults.nextAt === now) {
    feelFault(machinery, takeFault(machinery.faults), now);
  } else if (machinery.rollup.nextAt === now) {
    const out = takeRollupEvent(machinery.rollup);
    if (out >= 0) beginDeposits(machinery, out, now);
    else if (out === STOPPED) feelStop(machinery, now);
  } else {
    const id = popEvent(machinery.transfers.landings);
    const refilled = endLeg(machinery, id, now) && machinery.transfers.purpose[id] === REBALANCE;
    if (refilled) rebalancePools(machinery, now);
  }
}
