/**
 * The chains of one path at exact times: outages, batches, proofs, and when a withdrawal is final on settlement.
 *
 * A batch closes on its slot if the chain is live, joins its prover's queue at once and is final a fixed delay after its
 * proof. The proof time of batch k of chain c is draw 16 k of the stream (prover, `proof/<chain>`). A chain that proves
 * nothing closes its batches unobserved (no event) unless somebody waits for one or they are to be logged. At equal times
 * batches close before proofs end; then file order.
 */
import type { Chain, ResolvedModel } from "../model/resolved.ts";
import { compileDistribution } from "../random/distribution.ts";
import type { Sampler } from "../random/sampler.ts";
import { DRAWS_PER_ITEM, streamOf, uniform } from "../random/streams.ts";
import type { Stream, StreamRegistry } from "../random/streams.ts";
import { createUptime, markDown, markUp, resetUptime } from "../reliability/uptime.ts";
import type { Uptime } from "../reliability/uptime.ts";
import { addBatch, boardBatch, createBatches, slotAfter, slotFrom } from "./batches.ts";
import type { Batches } from "./batches.ts";
import { finalityOf } from "./finality.ts";
import {
  createProverQueue,
  enterQueue,
  expectedProofTime,
  nextProofAt,
  paceQueue,
  resetProverQueue,
  takeProof,
} from "./proverQueue.ts";
import type { ProverQueue } from "./proverQueue.ts";

export interface Rollup {
  readonly chains: readonly Chain[];
  /** Of the chains: up while their sequencer is. */
  readonly status: Uptime;
  readonly batches: Batches;
  /** One per prover. */
  readonly queues: readonly ProverQueue[];
  readonly proofTimes: readonly Sampler[];
  /** Per chain; null where nothing is proven. */
  readonly proofs: readonly (Stream | null)[];
  /** s from proof to final, per chain. */
  readonly delay: Float64Array;
  /** Per chain: 1 if every batch is an event, whoever travels. */
  readonly observed: Uint8Array;
  /** Per chain: next slot that is an event, and its time; Infinity if none. */
  readonly slot: Float64Array;
  readonly closesAt: Float64Array;
  /** Per chain: latest withdrawal waiting for a batch; -1: none. */
  readonly waiting: Int32Array;
  /** Per chain with interval 0: batches so far. */
  readonly own: Int32Array;
  path: number;
  /** s; next close or proof, Infinity if none. */
  nextAt: number;
  /** Whose it is: a chain's number, or chains.length + a prover's. */
  next: number;
}

/**
 * Compiles the chains and provers of a model.
 *
 * @param logBatches close every batch as an event, also where nobody would notice
 */
export function createRollup(
  model: ResolvedModel,
  registry: StreamRegistry,
  logBatches: boolean,
): Rollup {
  const { chains, provers, settlement } = model;
  const rules = chains.map((chain) => finalityOf(chain, settlement));
  const proofs = chains.map(({ name, prover }, chain) =>
    rules[chain].proves
      ? streamOf(registry, `provers.${provers[prover].name}`, `proof/${name}`)
      : null,
  );
  return {
    chains,
    status: createUptime(chains.length),
    batches: createBatches(),
    queues: provers.map(({ workers }) => createProverQueue(workers)),
    proofTimes: provers.map(({ proofTime }) => compileDistribution(proofTime)),
    proofs,
    delay: Float64Array.from(rules, ({ posting, held, settling }) => posting + held + settling),
    observed: Uint8Array.from(chains, ({ batchInterval }, chain) =>
      batchInterval > 0 && (logBatches || proofs[chain] !== null) ? 1 : 0,
    ),
    slot: new Float64Array(chains.length),
    closesAt: new Float64Array(chains.length),
    waiting: new Int32Array(chains.length),
    own: new Int32Array(chains.length),
    path: 0,
    nextAt: Infinity,
    next: -1,
  };
}

/** Starts a path: every chain live, every queue empty. */
export function resetRollup(rollup: Rollup, path: number): void {
  rollup.path = path;
  resetUptime(rollup.status);
  rollup.batches.count = 0;
  for (const queue of rollup.queues) resetProverQueue(queue);
  rollup.waiting.fill(-1);
  rollup.own.fill(0);
  rollup.closesAt.fill(Infinity);
  for (let chain = 0; chain < rollup.chains.length; chain++) {
    if (rollup.observed[chain] === 1) expectClose(rollup, chain, 1);
  }
  findNext(rollup);
}

/** The sequencer in front of `chain` stops: no batch closes until it is back. */
export function haltRollup(rollup: Rollup, chain: number, now: number): void {
  markDown(rollup.status, chain, now);
  rollup.closesAt[chain] = Infinity;
  findNext(rollup);
}

/** The sequencer is back: batches close again from the first slot at or after `now`. */
export function restartRollup(rollup: Rollup, chain: number, now: number): void {
  markUp(rollup.status, chain, now);
  if (rollup.observed[chain] === 1 || rollup.waiting[chain] >= 0) {
    expectClose(rollup, chain, slotFrom(rollup.chains[chain].batchInterval, now));
  }
  findNext(rollup);
}

/** A prover works at another pace from `now` on; Infinity: not at all. */
export function paceProver(rollup: Rollup, prover: number, slowdown: number, now: number): void {
  paceQueue(rollup.queues[prover], slowdown, now);
  findNext(rollup);
}

/**
 * Lets the event at `nextAt` happen.
 *
 * @returns the batch that is proven now (its withdrawals are final at `finalAt`), or -1
 */
export function takeRollupEvent(rollup: Rollup): number {
  const { next, nextAt: now, chains } = rollup;
  const batch =
    next < chains.length
      ? closeSlot(rollup, next, now)
      : endProof(rollup, next - chains.length, now);
  findNext(rollup);
  return batch;
}

/**
 * A withdrawal is asked for on a live chain.
 *
 * @param withdrawal id, unique within the path
 * @returns its batch if that is proven at once, else -1: `takeRollupEvent` will give it
 */
export function askWithdrawal(
  rollup: Rollup,
  chain: number,
  withdrawal: number,
  now: number,
): number {
  const interval = rollup.chains[chain].batchInterval;
  rollup.waiting[chain] = boardBatch(rollup.batches, withdrawal, rollup.waiting[chain]);
  let batch = -1;
  if (interval === 0) batch = closeBatch(rollup, chain, ++rollup.own[chain], now);
  else if (rollup.closesAt[chain] === Infinity)
    expectClose(rollup, chain, slotAfter(interval, now));
  findNext(rollup);
  return batch;
}

/** When the withdrawals of a proven batch are final on settlement, s; NaN before it is proven. */
export function finalAt(rollup: Rollup, batch: number): number {
  return rollup.batches.provenAt[batch] + rollup.delay[rollup.batches.chain[batch]];
}

/**
 * Estimate for choosing a route: time to the next close, the prover's present queue and a mean proof, and the delays.
 *
 * @returns s from `now`; Infinity while the prover stands still
 */
export function expectedWithdrawal(rollup: Rollup, chain: number, now: number): number {
  const { batchInterval, prover } = rollup.chains[chain];
  const closes = batchInterval === 0 ? now : slotAfter(batchInterval, now) * batchInterval;
  const sealed = closes - now + rollup.delay[chain];
  if (rollup.proofs[chain] === null) return sealed;
  return (
    sealed + expectedProofTime(rollup.queues[prover], closes, rollup.proofTimes[prover].mean, now)
  );
}

function closeSlot(rollup: Rollup, chain: number, now: number): number {
  const slot = rollup.slot[chain];
  if (rollup.observed[chain] === 1) expectClose(rollup, chain, slot + 1);
  else rollup.closesAt[chain] = Infinity;
  return closeBatch(rollup, chain, slot, now);
}

function closeBatch(rollup: Rollup, chain: number, number: number, now: number): number {
  const batch = addBatch(rollup.batches, chain, number, rollup.waiting[chain], now);
  rollup.waiting[chain] = -1;
  const proof = rollup.proofs[chain];
  if (proof === null) {
    rollup.batches.provenAt[batch] = now;
    return batch;
  }
  const prover = rollup.chains[chain].prover;
  const length = rollup.proofTimes[prover].quantile(
    uniform(proof, rollup.path, number * DRAWS_PER_ITEM),
  );
  enterQueue(rollup.queues[prover], length, batch, now);
  return -1;
}

function endProof(rollup: Rollup, prover: number, now: number): number {
  const batch = takeProof(rollup.queues[prover]);
  rollup.batches.provenAt[batch] = now;
  return batch;
}

function expectClose(rollup: Rollup, chain: number, slot: number): void {
  rollup.slot[chain] = slot;
  rollup.closesAt[chain] = slot * rollup.chains[chain].batchInterval;
}

function findNext(rollup: Rollup): void {
  const { closesAt, queues } = rollup;
  let next = -1;
  let nextAt = Infinity;
  for (let chain = 0; chain < closesAt.length; chain++) {
    if (closesAt[chain] < nextAt) nextAt = closesAt[(next = chain)];
  }
  for (let prover = 0; prover < queues.length; prover++) {
    const at = nextProofAt(queues[prover]);
    if (at >= nextAt) continue;
    nextAt = at;
    next = closesAt.length + prover;
  }
  rollup.next = next;
  rollup.nextAt = nextAt;
}
