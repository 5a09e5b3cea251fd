/** What happens next on the chains: a batch closes, a proof ends, a withdrawal is out, a claim is over, everybody leaves. */
import { popEvent } from "../reliability/eventHeap.ts";
import { congestionNow } from "./congestion.ts";
import { hasEscapeHatch } from "./escapeHatch.ts";
import { leaveTogether, takeTimer } from "./massExit.ts";
import { holdBack, starve } from "./outages.ts";
import { takeProof } from "./proverQueue.ts";
import { enterAggregate } from "./proving.ts";
import { CLAIM_DUE, EXIT_DUE, expectClose, findNextEvent } from "./rollup.ts";
import type { Rollup } from "./rollup.ts";
import { endClaim } from "./theft.ts";
import { closeBatch, settleBatch } from "./withdrawals.ts";

/** What an event meant, where it is not the number of a batch. */
export const NOTHING_OUT = -1;
/** A chain or its exits have stopped. */
export const STOPPED = -2;

/**
 * Lets the event at `nextAt` happen.
 *
 * @returns the batch whose withdrawals are final and out now, NOTHING_OUT or STOPPED
 */
export function takeRollupEvent(rollup: Rollup): number {
  const result = happen(rollup, rollup.next, rollup.nextAt);
  findNextEvent(rollup);
  return result;
}

function happen(rollup: Rollup, next: number, now: number): number {
  const chains = rollup.chains.length;
  const provers = rollup.proving.queues.length;
  if (next < chains) return closeSlot(rollup, next, now);
  if (next < chains + provers) return endProof(rollup, next - chains, now);
  if (next === chains + provers + EXIT_DUE) return leave(rollup);
  if (next === chains + provers + CLAIM_DUE) return endClaim(rollup, now) ? STOPPED : NOTHING_OUT;
  return exitTogether(rollup, now);
}

function closeSlot(rollup: Rollup, chain: number, now: number): number {
  if (rollup.withheld[chain] > 0) {
    starve(rollup, chain, now);
    return STOPPED;
  }
  const slot = rollup.slot[chain];
  if (rollup.observed[chain] === 1) expectClose(rollup, chain, slot + 1);
  else rollup.closesAt[chain] = Infinity;
  closeBatch(rollup, chain, slot, 0, now);
  return NOTHING_OUT;
}

function endProof(rollup: Rollup, prover: number, now: number): number {
  const { proving, path } = rollup;
  const job = takeProof(proving.queues[prover]);
  const aggregation = proving.aggregations[prover];
  if (aggregation === null) settleBatch(rollup, job, now);
  else if (job >= 0) enterAggregate(proving, prover, aggregation, job, path, now);
  else {
    const first = (-1 - job) * aggregation.batches;
    for (let place = first; place < first + aggregation.batches; place++)
      settleBatch(rollup, aggregation.proofs[place], now);
  }
  return NOTHING_OUT;
}

/** The batch that is final now takes its withdrawals out, unless exits are frozen. */
function leave(rollup: Rollup): number {
  const batch = popEvent(rollup.exits);
  if (rollup.freezes[rollup.batches.chain[batch]] === 0) return batch;
  holdBack(rollup, batch);
  return NOTHING_OUT;
}

/** Patience with a halt is over. */
function exitTogether(rollup: Rollup, now: number): number {
  const { massExits, hatches, backing, congestion } = rollup;
  const chain = takeTimer(massExits, now);
  if (chain < 0 || rollup.freezes[chain] > 0 || !hasEscapeHatch(hatches, chain)) return NOTHING_OUT;
  const ratio = backing.ratio[chain];
  leaveTogether(massExits, hatches, chain, ratio, congestionNow(congestion), now);
  return NOTHING_OUT;
}
