/**
 * The machinery under the book as the book may see it: statuses, balances, transfers, all as of the latest advance.
 *
 * Only `engine/network` moves it. The typed arrays named here stay the same objects for life; the columns inside
 * `transfers` and `exploits` are replaced when they grow.
 */
import type { Bridges } from "./bridges.ts";
import type { ExploitLog } from "./exploitLog.ts";
import type { Transfers } from "./transfers.ts";

export interface Network {
  readonly bridges: Bridges;
  readonly transfers: Transfers;
  /** What was taken since the latest advance began. */
  readonly exploits: ExploitLog;

  /** Per chain. 1 while its sequencer is up. */
  readonly chainLive: Uint8Array;
  /** Share of its capacity that a live chain has, in [0, 1]: less than 1 while its sequencer is degraded. */
  readonly chainCapacity: Float64Array;
  /** 1 while its sequencer censors: liquidations and top-ups are dropped. */
  readonly chainCensored: Uint8Array;
  /** Canonical backing per claim on it, in [0, 1]; 1 until backing is taken. */
  readonly chainBackingRatio: Float64Array;
  /** s; latest halt and restart, -Infinity if there was none. */
  readonly chainHaltedAt: Float64Array;
  readonly chainRestartedAt: Float64Array;
  /** s so far not live, and s so far without an open exit. */
  readonly chainDowntime: Float64Array;
  readonly chainExitBlockedSeconds: Float64Array;
  /** Per chain. 1 while the chain is live and one of its ways out is. */
  readonly exitOpen: Uint8Array;
  /** Per bridge. */
  readonly bridgeLive: Uint8Array;
  /** Units of the underlying of a lock_mint bridge, USD of a shared one; else 0. */
  readonly backing: Float64Array;
  readonly claims: Float64Array;
  /** s; -Infinity if it was not exploited. */
  readonly exploitedAt: Float64Array;
  /** Per pool, USD; `poolOf(network.bridges.pools, bridge, chain)` is its index. */
  readonly poolBalance: Float64Array;

  /** Factor on the duration and cost of what the settlement layer does, >= 1. */
  congestion: number;
  /** Why the latest `askTransfer` returned -1; see `transferWords.ts`. */
  refusal: number;
  /** s; end of the latest advance. */
  now: number;
}
