/**
 * Liquidity pools refill each other over canonical bridges, as slowly as those are.
 *
 * A pool under half its start asks the fullest pool of its bridge (largest balance / start, then file order) for what it
 * lacks, as far as that one is above its own start; one transfer to a pool under way at most. A paused bridge does not
 * rebalance. Left out: providers' own inventories elsewhere, partial help from several pools.
 */
import type { ResolvedModel } from "../model/resolved.ts";
import type { Pools } from "./liquidity.ts";
import { routesOf } from "./routes.ts";
import type { Route } from "./routes.ts";
import { IN_FLIGHT, REBALANCE } from "./transferWords.ts";
import type { Transfers } from "./transfers.ts";

/** Share of its start under which a pool is refilled. */
const REFILL_UNDER = 0.5;

/** Ways from pool s to pool d at [s * pools + d]; none between pools of different bridges. */
export function rebalancingRoutes(
  model: ResolvedModel,
  pools: Pools,
): readonly (readonly Route[])[] {
  return Array.from(pools.start).flatMap((_start, source) =>
    Array.from(pools.start, (_, destination) => {
      const bridge = model.bridges[pools.bridge[source]];
      const joined = source !== destination && pools.bridge[source] === pools.bridge[destination];
      if (!joined || bridge.kind !== "liquidity") return [];
      return routesOf(model, bridge.rebalance, pools.chain[source], pools.chain[destination]);
    }),
  );
}

/** Whether a pool should be refilled and nothing is under way. */
export function needsRefill(pools: Pools, pool: number): boolean {
  return pools.underWay[pool] === 0 && pools.balance[pool] < REFILL_UNDER * pools.start[pool];
}

/** The fullest other pool of the same bridge, -1 if there is none. */
export function fullestOther(pools: Pools, pool: number): number {
  let fullest = -1;
  for (let other = 0; other < pools.start.length; other++) {
    if (other === pool || pools.bridge[other] !== pools.bridge[pool]) continue;
    const fuller =
      fullest < 0 ||
      pools.balance[other] * pools.start[fullest] > pools.balance[fullest] * pools.start[other];
    if (fuller) fullest = other;
  }
  return fullest;
}

/** USD that `source` can send to restore `pool`, <= 0 if it has nothing to spare. */
export function refillAmount(pools: Pools, pool: number, source: number): number {
  const lack = pools.start[pool] - pools.balance[pool];
  const spare = pools.balance[source] - pools.start[source];
  return Math.min(lack, spare);
}

/** USD in the pools of a bridge and under way between them. */
export function pooledValue(pools: Pools, transfers: Transfers, bridge: number): number {
  let usd = 0;
  for (let pool = 0; pool < pools.start.length; pool++) {
    if (pools.bridge[pool] === bridge) usd += pools.balance[pool];
  }
  for (let id = 0; id < transfers.count; id++) {
    if (transfers.purpose[id] !== REBALANCE || transfers.outcome[id] !== IN_FLIGHT) continue;
    if (pools.bridge[transfers.owner[id]] === bridge)
      usd += transfers.amount[id] - transfers.fee[id];
  }
  return usd;
}
