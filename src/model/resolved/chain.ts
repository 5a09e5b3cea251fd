/** Chains of every kind, their ways out, and who guards what they hold. */
import type { Distribution } from "./distribution.ts";
import type { Security, Strike } from "./fault.ts";

/** How a chain settles. */
export type ChainKind = "optimistic" | "zk" | "validium" | "plasma" | "channel" | "sidechain";

/** A layer-2 chain and the ways out of it. */
export interface Chain {
  readonly name: string;
  readonly kind: ChainKind;
  /** Index; -1: an ideal sequencer that never fails. */
  readonly sequencer: number;
  /** Index; -1: proofs take no time. */
  readonly prover: number;
  /** s between batches; 0: every transaction is its own batch. */
  readonly batchInterval: number;
  /** s. */
  readonly postingDelay: number;
  /** s in which others may object: a plasma's exit window, a channel's dispute window; 0 where nobody can. */
  readonly challengeWindow: number;
  /** s after the proof; 0 where nothing is proven. */
  readonly executionDelay: number;
  /** USD, the book's collateral included. */
  readonly valueLocked: number;
  /** Something in the model can take canonical backing; absent: nothing can. */
  readonly backingAtRisk?: true;
  /** Index; absent: the data lie on the settlement layer. */
  readonly availability?: number;
  readonly escapeHatch?: EscapeHatch;
  readonly massExit?: MassExit;
  /** Optimistic and plasma; absent: nobody watches. */
  readonly watchers?: Watchers;
  /** Optimistic and plasma; absent: nobody tries. */
  readonly invalidClaim?: Strike;
  /** Plasma: USD per second that can leave; absent: no limit. */
  readonly exitCapacity?: number;
  /** Channel: all of them must be live to close it at once. */
  readonly counterparties?: { readonly count: number; /** Of each. */ readonly liveness: number };
  /** Sidechain: who holds its bridge; absent: never compromised. */
  readonly signers?: Signers;
  readonly security?: Security;
}

/** Forced inclusion or exit through the settlement layer. */
export interface EscapeHatch {
  /** s. */
  readonly delay: number;
  /** USD per second. */
  readonly capacity: number;
}

/** What others' value on a chain does when the chain stands still. */
export interface MassExit {
  /** Of the canonical backing that is not the book's. */
  readonly share: number;
  /** s of halt after which it asks to leave. */
  readonly patience: number;
}

/** Who objects to invalid claims in time. */
export interface Watchers {
  readonly count: number;
  /** Probability that one of them is live throughout a window. */
  readonly liveness: number;
  /** Probability that all fail together. */
  readonly common: number;
}

/** Who holds a sidechain's bridge. */
export interface Signers {
  readonly count: number;
  /** How many must be compromised together. */
  readonly threshold: number;
  /** Per second, of each. */
  readonly compromiseRate: number;
  /** Share of the backing that compromised signers take. */
  readonly loss: Distribution;
}
