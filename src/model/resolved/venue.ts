/** Venues: their markets, margins, liquidation rules, oracles, waterfalls and makers. */

/** How a venue trades. */
export type VenueKind = "orderbook" | "pool" | "lending";

/** A place where accounts hold positions or debt and are liquidated. */
export interface Venue {
  readonly name: string;
  readonly chain: number;
  readonly kind: VenueKind;
  /** What positions are marked at: the venue's own price, or its oracle. */
  readonly mark: "venue" | "oracle";
  readonly collateral: readonly { readonly asset: number; readonly haircut: number }[];
  readonly markets: readonly VenueMarket[];
  /** Lending: what is borrowed; null elsewhere. */
  readonly borrow: {
    readonly asset: number;
    /** Per second, simple, on the debt. */ readonly rate: number;
  } | null;
  readonly liquidation: LiquidationRules;
  readonly oracle: Oracle;
  readonly waterfall: readonly WaterfallStep[];
  /** Liquidity providers who leave a vault that lost; absent: they stay. */
  readonly run?: VaultRun;
  readonly makers: Makers | null;
}

/** One market of a venue: its depth, impact, funding and margin. */
export interface VenueMarket {
  /** Index of a base asset. */
  readonly asset: number;
  /** USD that move the price 1 %. */
  readonly depth1pct: number;
  /** USD. */
  readonly depthFloor: number;
  readonly depthExponent: number;
  /** Of the transient impact law. */
  readonly exponent: number;
  /** s. */
  readonly resilience: number;
  /** Share of the impact that moves the global price for good. */
  readonly permanent: number;
  /** Depth left when the market is infinitely stressed; 1: depth does not thin. */
  readonly stressDepth: number;
  readonly funding: {
    /** s */ readonly interval: number;
    /** Fraction per interval. */ readonly cap: number;
  } | null;
  /** USD of open interest above which initial margin is scaled; absent: never. */
  readonly openInterestCap?: number;
  /** Brackets in rising order; the last has `upTo` Infinity. Empty on a lending venue. */
  readonly margin: readonly MarginTier[];
}

/** A bracket; margins are fractions of notional. */
export interface MarginTier {
  /** USD of notional. */
  readonly upTo: number;
  readonly initial: number;
  readonly maintenance: number;
}

/** How a venue closes what is in breach. */
export interface LiquidationRules {
  /** In (0, 1]. */
  readonly closeFactor: number;
  /** Fraction of executed notional. */
  readonly penalty: number;
  /** USD per second of keepers' capacity; Infinity: unlimited. */
  readonly keepers: number;
  /** USD per liquidation. */
  readonly gas: number;
  readonly profitGate: boolean;
  /** Share of the penalty that goes to the keeper. */
  readonly keeperShare: number;
  /** USD under which an account is closed whole. */
  readonly dust: number;
}

/** How a venue learns prices. */
export interface Oracle {
  /** s. */
  readonly heartbeat: number;
  /** Fraction. */
  readonly deviation: number;
  /** s. */
  readonly latency: number;
  /** s after a restart during which nothing is liquidated. */
  readonly gracePeriod: number;
  readonly graceBlocksTopUp: boolean;
}

/** Who pays bad debt, in turn. */
export type WaterfallStep =
  | { readonly kind: "insurance"; /** USD */ readonly amount: number }
  | { readonly kind: "vault"; /** USD */ readonly amount: number }
  | { readonly kind: "adl"; readonly rank: "profit_leverage" | "pro_rata" }
  | { readonly kind: "socialise" };

/** Who quotes on a venue, and how they are refilled. */
export interface Makers {
  /** USD of working capital on the venue's chain. */
  readonly inventory: number;
  /** Chain the refills come from. */
  readonly hub: number;
  /** Bridges refills may take; a canonical one stands for the hub's withdrawal and the venue chain's deposit. */
  readonly replenish: readonly number[];
}

/** What a vault's providers do after a loss. */
export interface VaultRun {
  /** Share of the vault's worth that must be lost. */
  readonly loss: number;
  /** Share of what is left that leaves. */
  readonly share: number;
  /** s. */
  readonly delay: number;
}
