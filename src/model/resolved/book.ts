/** The book: cohorts, desks and explicit accounts, and how their owners behave. */
import type { Distribution } from "./distribution.ts";

/** Who holds positions; the book has a seed of its own. */
export interface BookDescription {
  readonly seed: string;
  readonly cohorts: readonly Cohort[];
  readonly accounts: readonly ExplicitAccount[];
  /** Hedged traders, behind all other accounts; absent where the model has none. */
  readonly desks?: readonly Desk[];
}

/** Accounts at one venue, drawn from the same laws. */
export interface Cohort {
  readonly name: string;
  readonly accounts: number;
  readonly venue: number;
  /** Positions in the venue's `markets`; weights sum to 1. One market is drawn per account. */
  readonly markets: readonly { readonly market: number; readonly weight: number }[];
  /** USD; of a borrower: the collateral's value. */
  readonly notional: Distribution;
  /** Notional / equity before haircut; null on a lending venue. */
  readonly leverage: Distribution | null;
  /** Debt / collateral value; null elsewhere. */
  readonly loanToValue: Distribution | null;
  /** Probability of a long. */
  readonly long: number;
  /** Positions in the venue's `collateral`; shares of value, summing to 1. */
  readonly collateral: readonly { readonly collateral: number; readonly share: number }[];
  readonly topUp: TopUp | null;
  /** Absent: nobody panics. */
  readonly panic?: Panic;
  /** Of borrowers; absent: nobody draws down. */
  readonly drawDown?: DrawDown;
}

/** Who borrows all he can while a claim that he has pledged is shown above its worth: one draw an exploit. */
export interface DrawDown {
  readonly probability: number;
  /** s. */
  readonly reaction: Distribution;
}

/** Who closes after a halt: decided by account, one draw a halt. */
export interface Panic {
  /** s of halt that are borne. */
  readonly patience: number;
  /** Probability that an account does not bear a longer one. */
  readonly share: number;
}

/** Traders with an account per leg; every leg has the notional and the leverage that the trader was drawn. */
export interface Desk {
  readonly name: string;
  /** Traders. */
  readonly accounts: number;
  readonly legs: readonly Leg[];
  /** USD, of each leg. */
  readonly notional: Distribution;
  /** Notional / equity before haircut, of each leg. */
  readonly leverage: Distribution;
  /** What a trader does who has lost a leg; null: nothing. */
  readonly unwind: {
    readonly probability: number;
    /** s. */ readonly delay: number;
  } | null;
  readonly topUp: TopUp | null;
  readonly panic?: Panic;
}

/** One position of each of a desk's traders. */
export interface Leg {
  readonly venue: number;
  /** Position in the venue's `markets`. */
  readonly market: number;
  readonly long: boolean;
  /** Positions in the venue's `collateral`; shares of value, summing to 1. */
  readonly collateral: readonly { readonly collateral: number; readonly share: number }[];
}

/** An account written down in the model. */
export interface ExplicitAccount {
  readonly id: string;
  readonly venue: number;
  /** Positions in the venue's `collateral`; units. */
  readonly collateral: readonly { readonly collateral: number; readonly units: number }[];
  /** Positions in the venue's `markets`; signed units, USD entry. */
  readonly positions: readonly {
    readonly market: number;
    readonly size: number;
    readonly entry: number;
  }[];
  /** Units of the borrowed asset; 0 elsewhere. */
  readonly debt: number;
  /** Market a borrower's collateral is sold through; -1 elsewhere. */
  readonly saleMarket: number;
  /** `isolated`: each position stands alone, its collateral pro rata by notional. */
  readonly marginMode: "cross" | "isolated";
  readonly topUp: TopUp | null;
}

/** How an owner answers a margin call. */
export interface TopUp {
  /** Multiple of the maintenance margin (lending: of the debt) under which the account asks. */
  readonly callLevel: number;
  /** That it asks, once per episode. */
  readonly probability: number;
  /** s. */
  readonly reaction: Distribution;
  /** Chain of the wallet; the venue's own chain needs no route. */
  readonly from: number;
  /** Share of the collateral at t = 0. */
  readonly amount: number;
  /** Multiple of the initial collateral that the wallet holds. */
  readonly wallet: number;
}
