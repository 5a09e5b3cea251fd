/**
 * Recursive aggregation: proofs are gathered, and a proof of the gathered ones is what settlement verifies.
 *
 * Every `batches` proofs, of whichever chains the prover serves, in the order in which they end, make an aggregate; it
 * joins the end of the same queue, and its batches are proven together when it is. A batch therefore waits for the ones
 * after it: (batches - 1) / (2 * arrivals) on average. The time of the k-th aggregate is draw 16 k of the stream
 * (prover, `aggregate`). Left out: trees of more than one level, an aggregate that is cut short to save time.
 */
import type { Prover } from "../model/resolved/component.ts";
import { compileDistribution } from "../random/distribution.ts";
import type { Sampler } from "../random/sampler.ts";
import { DRAWS_PER_ITEM, streamOf, uniform } from "../random/streams.ts";
import type { Stream, StreamRegistry } from "../random/streams.ts";
import { doubledIntegers } from "../reliability/doubled.ts";

export interface Aggregation {
  /** Proofs per aggregate. */
  readonly batches: number;
  readonly time: Sampler;
  readonly stream: Stream;
  /** Batches whose own proofs have ended, in that order. */
  proofs: Int32Array;
  count: number;
}

/** The aggregation of a prover; null: each batch is proven by itself. */
export function createAggregation(
  { name, aggregation }: Prover,
  registry: StreamRegistry,
): Aggregation | null {
  if (aggregation === undefined) return null;
  return {
    batches: aggregation.batches,
    time: compileDistribution(aggregation.time),
    stream: streamOf(registry, `provers.${name}`, "aggregate"),
    proofs: new Int32Array(64),
    count: 0,
  };
}

/**
 * A batch's own proof has ended.
 *
 * @returns the number of the aggregate that it completes, or -1
 */
export function gatherProof(aggregation: Aggregation, batch: number): number {
  if (aggregation.count === aggregation.proofs.length)
    aggregation.proofs = doubledIntegers(aggregation.proofs);
  aggregation.proofs[aggregation.count++] = batch;
  return aggregation.count % aggregation.batches === 0
    ? aggregation.count / aggregation.batches - 1
    : -1;
}

/** How long an aggregate takes one server at full pace, s. */
export function aggregateLength(
  { time, stream }: Aggregation,
  aggregate: number,
  path: number,
): number {
  return time.quantile(uniform(stream, path, aggregate * DRAWS_PER_ITEM));
}
