/** What can happen to a component: by chance, in common with others, or for gain. */
import type { Distribution } from "./distribution.ts";

/** Whatever can happen to a component. */
export type FaultModeName =
  | "halt"
  | "slow"
  | "pause"
  | "exploit"
  | "degrade"
  | "censor"
  | "withhold"
  | "congestion"
  | "reorganisation"
  | "invalid_claim"
  | "soundness_bug"
  | "compromise"
  | "attempt";

/** One alternating renewal process of one component. */
export interface FaultMode {
  readonly mode: FaultModeName;
  /** Per second. */
  readonly rate: number;
  /** s. Of an exploit: time until bridge and minting stop (`freeze`). */
  readonly duration: Distribution;
  /** Exponent of the market stress multiplier, in [0, 5]. */
  readonly stress: number;
  /** `slow`: proof times are multiplied by this. */
  readonly slowdown: number;
  /** `exploit`: share of the backing that is taken; null for other modes. */
  readonly loss: Distribution | null;
  /** `degrade`: share of the capacity that is left. */
  readonly capacity?: number;
  /** Factor on the load of the component's chains, and the lag with which it is felt, s; absent: it does not feel it. */
  readonly load?: { readonly factor: number; readonly lag: number };
  /** A further fault within `window` s of a restart has this probability, besides the rate; absent: it has not. */
  readonly aftershock?: { readonly probability: number; readonly window: number };
}

/** One event that strikes several components for one duration. */
export interface CommonCause {
  readonly name: string;
  /** Its own clock, and what it does to those it strikes. */
  readonly fault: Omit<FaultMode, "duration"> & {
    /** s; null: for good (`compromise`). */
    readonly duration: Distribution | null;
  };
  /** Whom it may strike, by dotted key, and with which probability. */
  readonly strikes: readonly { readonly component: string; readonly probability: number }[];
}

/** What strikes at a moment and takes a share of the canonical backing. */
export interface Strike {
  /** Per second. */
  readonly rate: number;
  /** Share of the backing then. */
  readonly loss: Distribution;
}

/** The price of breaking a component; absent: nobody tries. */
export interface Security {
  /** Per second. */
  readonly attempts: number;
  /** USD. */
  readonly stake: number;
  /** Share of the stake. */
  readonly slashed: number;
  /** Probability. */
  readonly detection: number;
  /** USD. */
  readonly bond: number;
  /** Who gets what is slashed. */
  readonly to: "outside" | "insurance";
  /** s that an attack lasts; absent where it is over at once. */
  readonly duration?: Distribution;
  /** Share of the backing that an attack takes; absent where it takes none. */
  readonly loss?: Distribution;
}
