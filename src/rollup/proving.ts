/**
 * Provers and what they prove: one queue each, the batches of all the chains it serves, and their aggregates.
 *
 * The proof time of batch k of chain c is draw 16 k of the stream (prover, `proof/<chain>`). A job is a batch, or an
 * aggregate a, as -1 - a.
 */
import type { ResolvedModel } from "../model/resolved.ts";
import { compileDistribution } from "../random/distribution.ts";
import type { Sampler } from "../random/sampler.ts";
import { DRAWS_PER_ITEM, streamOf, uniform } from "../random/streams.ts";
import type { Stream, StreamRegistry } from "../random/streams.ts";
import { aggregateLength, createAggregation, gatherProof } from "./aggregation.ts";
import type { Aggregation } from "./aggregation.ts";
import type { FinalityRule } from "./finalityRule.ts";
import {
  createProverQueue,
  enterQueue,
  expectedProofTime,
  loseProgress,
  paceQueue,
  resetProverQueue,
} from "./proverQueue.ts";
import type { ProverQueue } from "./proverQueue.ts";

export interface Proving {
  /** Per prover. */
  readonly queues: readonly ProverQueue[];
  readonly proofTimes: readonly Sampler[];
  readonly aggregations: readonly (Aggregation | null)[];
  /** 1 where a halt loses the work in progress. */
  readonly losesWork: Uint8Array;
  /** s that a batch waits for its aggregate to fill, on average. */
  readonly filling: Float64Array;
  /** Per chain: its prover; -1 where nothing is proven. */
  readonly prover: Int32Array;
  readonly proofs: readonly (Stream | null)[];
}

/** @param rules one per chain */
export function createProving(
  { chains, provers }: ResolvedModel,
  rules: readonly FinalityRule[],
  registry: StreamRegistry,
): Proving {
  const prover = Int32Array.from(chains, (chain, index) =>
    rules[index].proves ? chain.prover : -1,
  );
  const arrivals = (of: number): number =>
    chains.reduce(
      (sum, { batchInterval }, chain) =>
        prover[chain] === of && batchInterval > 0 ? sum + 1 / batchInterval : sum,
      0,
    );
  return {
    queues: provers.map(({ workers }) => createProverQueue(workers)),
    proofTimes: provers.map(({ proofTime }) => compileDistribution(proofTime)),
    aggregations: provers.map((described) => createAggregation(described, registry)),
    losesWork: Uint8Array.from(provers, ({ haltLosesWork }) => (haltLosesWork === true ? 1 : 0)),
    filling: Float64Array.from(provers, ({ aggregation }, index) =>
      aggregation === undefined || arrivals(index) === 0
        ? 0
        : (aggregation.batches - 1) / (2 * arrivals(index)),
    ),
    prover,
    proofs: chains.map(({ name }, chain) =>
      prover[chain] < 0
        ? null
        : streamOf(registry, `provers.${provers[prover[chain]].name}`, `proof/${name}`),
    ),
  };
}

/** Empties every queue. */
export function resetProving(proving: Proving): void {
  for (const queue of proving.queues) resetProverQueue(queue);
  for (const aggregation of proving.aggregations) if (aggregation !== null) aggregation.count = 0;
}

/** Batch `number` of a chain that proves joins its prover's queue as job `batch`. */
export function enterProof(
  proving: Proving,
  chain: number,
  number: number,
  batch: number,
  path: number,
  now: number,
): void {
  const prover = proving.prover[chain];
  const stream = proving.proofs[chain];
  if (stream === null) return;
  const draw = uniform(stream, path, number * DRAWS_PER_ITEM);
  enterQueue(proving.queues[prover], proving.proofTimes[prover].quantile(draw), batch, now);
}

/** The own proof of a batch has ended where there are aggregates: a full one joins the queue. */
export function enterAggregate(
  { queues }: Proving,
  prover: number,
  aggregation: Aggregation,
  batch: number,
  path: number,
  now: number,
): void {
  const aggregate = gatherProof(aggregation, batch);
  if (aggregate < 0) return;
  enterQueue(queues[prover], aggregateLength(aggregation, aggregate, path), -1 - aggregate, now);
}

/** A prover works at another pace from `now` on; Infinity: not at all. */
export function pace(proving: Proving, prover: number, slowdown: number, now: number): void {
  const queue = proving.queues[prover];
  const stops = slowdown === Infinity && queue.slowdown !== Infinity;
  if (stops && proving.losesWork[prover] === 1) loseProgress(queue, now);
  paceQueue(queue, slowdown, now);
}

/** What a batch of a chain that proves, closed at `closes`, should expect until it is proven, s; see `expectedProofTime`. */
export function expectedProof(
  proving: Proving,
  chain: number,
  closes: number,
  now: number,
): number {
  const prover = proving.prover[chain];
  const queue = proving.queues[prover];
  const own = expectedProofTime(queue, closes, proving.proofTimes[prover].mean, now);
  const aggregation = proving.aggregations[prover];
  return aggregation === null
    ? own
    : own + proving.filling[prover] + aggregation.time.mean * queue.slowdown;
}
