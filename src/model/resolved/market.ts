/** Assets, how their prices move together, and what can happen to each. */
import type { Distribution } from "./distribution.ts";
import type { History } from "./history.ts";

/** Assets and how their prices move together. */
export interface Market {
  readonly assets: readonly Asset[];
  /** Indices of the base assets, in file order: rows and columns of `correlation`, lanes of the diffusion. */
  readonly baseAssets: readonly number[];
  /** Row-major, baseAssets x baseAssets; the nearest valid correlation matrix to the configured one. */
  readonly correlation: readonly number[];
  readonly jumps: Jumps | null;
  /** Volatility regimes in file order; absent: one, of scale 1. */
  readonly regimes?: readonly Regime[];
  /** Stochastic variances, one per base asset, in `baseAssets` order; null: constant. Absent: all constant. */
  readonly heston?: readonly (Heston | null)[];
  /** Past returns in place of volatility, drift, regimes, variance and jumps. */
  readonly history?: History;
}

/** One state of the Markov chain of volatility regimes. */
export interface Regime {
  readonly name: string;
  /** Of every volatility. */
  readonly scale: number;
  /** s. */
  readonly meanDuration: number;
  /** As `Market.correlation`. */
  readonly correlation: readonly number[];
}

/** Variance v of one asset: dv = meanReversion (longRun - v) dt + volatilityOfVariance sqrt(v) dW. */
export interface Heston {
  /** Per second. */
  readonly meanReversion: number;
  /** Variance per second. */
  readonly longRun: number;
  /** Per second. */
  readonly volatilityOfVariance: number;
  /** Of dW with the price's shock. */
  readonly correlation: number;
}

/** An asset of any kind. */
export type Asset = BaseAsset | CashAsset | WrappedAsset;

/** An asset whose price diffuses and jumps. */
export interface BaseAsset {
  readonly kind: "base";
  readonly name: string;
  /** USD at t = 0. */
  readonly price: number;
  /** Of the diffusion, per square root of a second. */
  readonly volatility: number;
  /** Of dS/S, per second. */
  readonly drift: number;
}

/** An asset with a peg. */
export interface CashAsset {
  readonly kind: "cash";
  readonly name: string;
  /** The peg, USD. */
  readonly price: number;
  /** Absent: it never leaves its peg. */
  readonly depeg?: Depeg;
}

/** Losses of a cash asset: the price falls to peg * (1 - loss) and comes back. */
export interface Depeg {
  /** Per second. */
  readonly rate: number;
  /** Share of the peg, in [0, 1]. */
  readonly loss: Distribution;
  /** s, e-folding time. */
  readonly recovery: number;
}

/** A claim on a base asset that a bridge has minted. */
export interface WrappedAsset {
  readonly kind: "wrapped";
  readonly name: string;
  /** Index of a base asset. */
  readonly underlying: number;
  /** Index of a lock_mint bridge. */
  readonly bridge: number;
  readonly overshoot: number;
  /** s, e-folding time of the overshoot. */
  readonly recovery: number;
  /** s after an exploit during which oracles still show the underlying's price. */
  readonly oracleAtPar: number;
}

/** Sudden moves beside the diffusion. */
export interface Jumps {
  /** Long-run mean number of jumps per second and asset. */
  readonly rate: number;
  /** Share of an asset's jumps that strikes all assets together. */
  readonly shared: number;
  /** Of the log return, one per base asset, in `baseAssets` order; null: the asset does not jump. */
  readonly sizes: readonly (JumpSize | null)[];
  /** Absent: arrivals are independent. */
  readonly excitation?: Excitation;
}

/** Self-excitation with an exponential kernel. */
export interface Excitation {
  /** Mean number of jumps that one brings about directly, in [0, 1). */
  readonly branching: number;
  /** s, e-folding time. */
  readonly decay: number;
}

/** The law of an asset's jumps. */
export interface JumpSize {
  readonly mean: number;
  readonly sd: number;
  /** Of Student's t, above 2; absent: normal. */
  readonly degreesOfFreedom?: number;
}
