/** Bridges of every kind. */
import type { FaultMode, Security } from "./fault.ts";

/** A bridge of any kind. */
export type Bridge = CanonicalBridge | LiquidityBridge | LockMintBridge | SharedBridge;

/** The chain's own bridge to the settlement layer. */
export interface CanonicalBridge {
  readonly kind: "canonical";
  readonly name: string;
  readonly chain: number;
  readonly faults: readonly FaultMode[];
  readonly security?: Security;
}

/** Pools of cash that pay out on one chain what is paid in on another. */
export interface LiquidityBridge {
  readonly kind: "liquidity";
  readonly name: string;
  /** USD of cash on each chain. */
  readonly pools: readonly { readonly chain: number; readonly amount: number }[];
  /** s. */
  readonly latency: number;
  /** Fraction of the amount, kept by the destination pool. */
  readonly fee: number;
  /** Indices of canonical bridges over which a pool under half its start is refilled. */
  readonly rebalance: readonly number[];
  /** What providers do after a loss; absent: they stay. */
  readonly run?: ProviderRun;
  readonly faults: readonly FaultMode[];
  readonly security?: Security;
}

/** Locks an asset on one chain and mints a claim on another. */
export interface LockMintBridge {
  readonly kind: "lock_mint";
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** USD of the underlying locked at t = 0, the book's claims included. */
  readonly locked: number;
  /** s. */
  readonly confirmations: number;
  /** USD per second, a token bucket of one hour; Infinity: no limit. */
  readonly limit: number;
  readonly faults: readonly FaultMode[];
  readonly security?: Security;
}

/** One backing under the claims on several chains. */
export interface SharedBridge {
  readonly kind: "shared";
  readonly name: string;
  /** Two or more, each once. */
  readonly chains: readonly number[];
  /** USD under the claims on all of them at t = 0, the book's included. */
  readonly backing: number;
  /** s. */
  readonly latency: number;
  readonly faults: readonly FaultMode[];
  readonly security?: Security;
}

/** What a pool's providers do after a loss. */
export interface ProviderRun {
  /** Share of all pools lost at once from which on they run, above 0. */
  readonly trigger: number;
  /** Share of what is left that leaves. */
  readonly share: number;
  /** s; evenly over this time. */
  readonly time: number;
}
