/**
 * Liquidity bridges: minutes until the pool at the other end is drained.
 *
 * Money moves when it is asked for: the sender pays `amount` into the source pool, the destination pool sets aside
 * amount * (1 - fee), which the receiver gets `latency` later (if that chain is halted then: at its restart); the fee
 * stays in the destination pool. Refused when the pool holds less than the amount. Providers who leave are in
 * providerRun.ts. Left out: fees that rise with imbalance.
 */
import type { ResolvedModel } from "../model/resolved.ts";
import type { LiquidityBridge } from "../model/resolved/bridge.ts";
import { BRIDGE_PAUSED, CHAIN_HALTED, NOT_REFUSED, POOL_SHORT } from "./transferWords.ts";
import type { Route } from "./routes.ts";

export interface Pools {
  /** Number of chains; pool of (bridge, chain) = at[bridge * chains + chain], -1: none. */
  readonly chains: number;
  readonly at: Int32Array;
  /** Per pool. */
  readonly bridge: Int32Array;
  readonly chain: Int32Array;
  /** USD per unit of the pools' cash at its peg, which balances are counted at whatever the cash is worth. */
  readonly peg: number;
  /** USD */
  readonly start: Float64Array;
  readonly balance: Float64Array;
  /** 1 while a rebalancing transfer to the pool is under way. */
  readonly underWay: Uint8Array;
  /** Per bridge; 0 where it has no pools. */
  readonly fee: Float64Array;
  /** s */
  readonly latency: Float64Array;
  /** Least balance / start of any pool on this path; 1 if nothing was ever taken. */
  minShare: number;
}

/** The pools of all liquidity bridges, bridge by bridge in file order. */
export function createPools(model: ResolvedModel): Pools {
  const { bridges, chains, market } = model;
  const pools = bridges.flatMap((bridge, index) =>
    bridge.kind === "liquidity" ? bridge.pools.map((pool) => ({ bridge: index, ...pool })) : [],
  );
  const at = new Int32Array(bridges.length * chains.length).fill(-1);
  pools.forEach(({ bridge, chain }, pool) => (at[bridge * chains.length + chain] = pool));
  const figure = (pick: (bridge: LiquidityBridge) => number): Float64Array =>
    Float64Array.from(bridges, (bridge) => (bridge.kind === "liquidity" ? pick(bridge) : 0));
  const cash = market.assets.find(({ kind }) => kind === "cash");
  return {
    chains: chains.length,
    at,
    peg: cash?.kind === "cash" ? cash.price : 1,
    bridge: Int32Array.from(pools, ({ bridge }) => bridge),
    chain: Int32Array.from(pools, ({ chain }) => chain),
    start: Float64Array.from(pools, ({ amount }) => amount),
    balance: new Float64Array(pools.length),
    underWay: new Uint8Array(pools.length),
    fee: figure(({ fee }) => fee),
    latency: figure(({ latency }) => latency),
    minShare: 1,
  };
}

/** Fills every pool to its start. */
export function resetPools(pools: Pools): void {
  pools.balance.set(pools.start);
  pools.underWay.fill(0);
  pools.minShare = 1;
}

/** The pool of a bridge on a chain, -1 if it has none there. */
export function poolOf(pools: Pools, bridge: number, chain: number): number {
  return pools.at[bridge * pools.chains + chain];
}

/** Why `units` of cash cannot cross now, or NOT_REFUSED. */
export function liquidityRefusal(
  pools: Pools,
  route: Route,
  chainLive: Uint8Array,
  bridgeLive: Uint8Array,
  units: number,
): number {
  if (chainLive[route.from] === 0 || chainLive[route.to] === 0) return CHAIN_HALTED;
  if (bridgeLive[route.first] === 0) return BRIDGE_PAUSED;
  const left = pools.balance[poolOf(pools, route.first, route.to)];
  return left < units * pools.peg ? POOL_SHORT : NOT_REFUSED;
}

/** Pays `units` of cash into the source pool and sets what is left after the fee aside from the destination's. */
export function crossPools(pools: Pools, route: Route, units: number): void {
  const amount = units * pools.peg;
  pools.balance[poolOf(pools, route.first, route.from)] += amount;
  drainPool(pools, poolOf(pools, route.first, route.to), amount - amount * pools.fee[route.first]);
}

/** Takes `amount` USD, at the peg, out of a pool; one that was paid by nobody after all may owe. */
export function drainPool(pools: Pools, pool: number, amount: number): void {
  pools.balance[pool] -= amount;
  pools.minShare = Math.min(pools.minShare, Math.max(0, pools.balance[pool] / pools.start[pool]));
}
