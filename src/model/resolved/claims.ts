/** Who owes whom at the horizon. */

/** Who owes whom at the horizon. Parties are numbered: institutions first, then `balances`. */
export interface Claims {
  /** Share of its own assets, and of its claims, that a party in default can pay with. */
  readonly alpha: number;
  readonly beta: number;
  readonly institutions: readonly Institution[];
  /** Parties whose balance is simulated. */
  readonly balances: readonly Balance[];
  readonly exposures: readonly Exposure[];
}

/** A party whose assets stand in the model. */
export interface Institution {
  readonly name: string;
  /** USD at t = 0. */
  readonly assets: number;
  /** USD owed outside the network. */
  readonly external: number;
  /** Shares of balances whose gains and losses are the institution's. */
  readonly holds: readonly { readonly balance: Balance; readonly share: number }[];
}

/** A balance that a path moves: whose it is, and the venue or bridge by its index. */
export interface Balance {
  readonly kind:
    | "vault"
    | "insurance"
    | "makers"
    | "lenders"
    | "pool"
    | "lock_mint"
    | "shared"
    | "canonical";
  /** Dotted, as tables show it. */
  readonly name: string;
  readonly index: number;
}

/** What one party owes another. */
export interface Exposure {
  /** Numbers of parties. */
  readonly debtor: number;
  readonly creditor: number;
  /** USD. */
  readonly amount: number;
}
