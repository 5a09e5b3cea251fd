/** The settlement layer: finality, congestion and reorganisations. */
import type { Distribution } from "./distribution.ts";
import type { Security } from "./fault.ts";

/** The layer that chains settle on. */
export interface Settlement {
  /** s. */
  readonly finality: number;
  /** Absent: never congested. */
  readonly congestion?: Congestion;
  /** Absent: never reorganised. */
  readonly reorganisation?: Reorganisation;
}

/** An alternating renewal process that slows what the settlement layer does. */
export interface Congestion {
  /** Per second. */
  readonly rate: number;
  /** s. */
  readonly duration: Distribution;
  /** Factor on posting, proof submission, forced inclusion, canonical exits and keepers' gas, >= 1. */
  readonly slowdown: number;
  /** Exponent of the market stress multiplier, in [0, 5]. */
  readonly stress: number;
}

/** Blocks of the settlement layer that are undone. */
export interface Reorganisation {
  /** Per second. */
  readonly rate: number;
  /** s of history that are undone. */
  readonly depth: Distribution;
  readonly security?: Security;
}
