/** What chains are made of: sequencers, provers, and where their data lie. */
import type { Distribution } from "./distribution.ts";
import type { FaultMode, Security, Strike } from "./fault.ts";

/** Who orders a chain's transactions. */
export interface Sequencer {
  readonly name: string;
  readonly faults: readonly FaultMode[];
  /** A decentralised one, whose faults are each node's own; absent: one operator. */
  readonly committee?: {
    readonly nodes: number;
    /** Nodes that must be up. */ readonly quorum: number;
  };
  readonly security?: Security;
  /** After a restart the delayed inbox of its chains is worked first; absent: there is none. */
  readonly delayedFirst?: true;
  /** Absent: no restart undoes anything. */
  readonly rollback?: Rollback;
}

/** Who proves a chain's batches. */
export interface Prover {
  readonly name: string;
  readonly workers: number;
  /** s per batch. */
  readonly proofTime: Distribution;
  readonly faults: readonly FaultMode[];
  /** A halt throws away the work in progress: it starts anew at the restart. Absent: it is kept. */
  readonly haltLosesWork?: true;
  /** Recursive aggregation: a batch is proven only with its aggregate. Absent: each batch by itself. */
  readonly aggregation?: {
    /** Proofs per aggregate. */ readonly batches: number;
    /** s. */ readonly time: Distribution;
  };
  readonly soundnessBug?: Strike;
}

/** Where the data lie from which a chain's state can be rebuilt. */
export type Availability =
  | { readonly kind: "onchain"; readonly name: string; readonly faults: readonly FaultMode[] }
  | {
      readonly kind: "committee";
      readonly name: string;
      readonly members: number;
      /** Members that must be up. */
      readonly threshold: number;
      /** Of each member. */
      readonly faults: readonly FaultMode[];
      readonly security?: Security;
    }
  | { readonly kind: "sampling"; readonly name: string; readonly faults: readonly FaultMode[] };

/** What a restart undoes of the time before the halt. */
export interface Rollback {
  /** Of each halt, in (0, 1]. */
  readonly probability: number;
  /** min */
  readonly minutes: Distribution;
}
