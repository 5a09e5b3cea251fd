/**
 * Invalid states on their way to being final: claims that somebody should challenge, and forged proofs.
 *
 * A claim on an optimistic chain or a plasma is posted and waits out its window. It stands if nobody is live in the window,
 *
 *   P = common + (1 - common) (1 - liveness)^count       (beta-factor model; nobody watches: 1)
 *
 * or if the settlement layer is congested at every moment of it, so that no challenge gets in. One live watcher is enough
 * (Kalodner et al. 2018), and his challenge ends the claim. A forged proof convinces the verifier: it needs no queue,
 * nobody can challenge it, and it stands when its batch is final, after posting, execution delay and finality, for no
 * money leaves before. The draw of the n-th claim of a chain is draw 16 n of the stream (chain, `watchers`). Left out:
 * what watchers stake, challenges by exhausting the other side, councils that stop a claim in its window.
 */
import type { Chain, Watchers } from "../model/resolved/chain.ts";
import { CHAIN_TRAITS } from "../model/resolved/chainTraits.ts";
import { DRAWS_PER_ITEM, streamOf, uniform } from "../random/streams.ts";
import type { Stream, StreamRegistry } from "../random/streams.ts";
import { doubledFloats, doubledIntegers } from "../reliability/doubled.ts";
import { createEventHeap, popEvent, pushEvent } from "../reliability/eventHeap.ts";
import type { EventHeap } from "../reliability/eventHeap.ts";

export interface InvalidClaims {
  /** Per chain; null where claims cannot be challenged. */
  readonly watching: readonly (Stream | null)[];
  /** Per chain: probability that nobody is live. */
  readonly unwatched: Float64Array;
  /** Per chain: claims that watchers have seen so far. */
  readonly seen: Int32Array;
  count: number;
  chain: Int32Array;
  /** Share of the backing. */
  loss: Float64Array;
  /** s */
  filedAt: Float64Array;
  /** 1 if nobody can challenge it or nobody is live. */
  stands: Int32Array;
  /** Claims by the end of their windows. */
  readonly ends: EventHeap;
}

/** Probability that nobody is live in one claim's window. */
export function probabilityUnwatched(watchers: Watchers | undefined): number {
  if (watchers === undefined) return 1;
  const { count, liveness, common } = watchers;
  return common + (1 - common) * (1 - liveness) ** count;
}

/** The claims of a model's chains. */
export function createInvalidClaims(
  chains: readonly Chain[],
  registry: StreamRegistry,
): InvalidClaims {
  return {
    watching: chains.map(({ kind, name }) =>
      CHAIN_TRAITS[kind].contested ? streamOf(registry, `chains.${name}`, "watchers") : null,
    ),
    unwatched: Float64Array.from(chains, ({ watchers }) => probabilityUnwatched(watchers)),
    seen: new Int32Array(chains.length),
    count: 0,
    chain: new Int32Array(4),
    loss: new Float64Array(4),
    filedAt: new Float64Array(4),
    stands: new Int32Array(4),
    ends: createEventHeap(),
  };
}

/** No claims. */
export function resetInvalidClaims(claims: InvalidClaims): void {
  claims.seen.fill(0);
  claims.count = 0;
  claims.ends.size = 0;
}

/** Files a claim and asks who is live; returns its number, which `expectEnd` puts on the clock. */
export function fileInvalidClaim(
  claims: InvalidClaims,
  chain: number,
  loss: number,
  path: number,
  now: number,
): number {
  if (claims.count === claims.chain.length) widen(claims);
  const claim = claims.count++;
  const watching = claims.watching[chain];
  claims.chain[claim] = chain;
  claims.loss[claim] = loss;
  claims.filedAt[claim] = now;
  claims.stands[claim] =
    watching === null ||
    uniform(watching, path, claims.seen[chain]++ * DRAWS_PER_ITEM) < claims.unwatched[chain]
      ? 1
      : 0;
  return claim;
}

/** The claim's window ends at `at`. */
export function expectEnd(claims: InvalidClaims, claim: number, at: number): void {
  pushEvent(claims.ends, at, claim);
}

/** Removes the claim whose window ends first and returns its number; there must be one. */
export function takeInvalidClaim(claims: InvalidClaims): number {
  return popEvent(claims.ends);
}

function widen(claims: InvalidClaims): void {
  claims.chain = doubledIntegers(claims.chain);
  claims.loss = doubledFloats(claims.loss);
  claims.filedAt = doubledFloats(claims.filedAt);
  claims.stands = doubledIntegers(claims.stands);
}
