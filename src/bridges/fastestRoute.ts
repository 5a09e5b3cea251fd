/**
 * The fastest live way at the time asked, and the reason when there is none.
 *
 * Expected time: latency of a liquidity or shared bridge, confirmations of a lock_mint bridge, estimated withdrawal (as the rollup
 * sees its prover's queue now) plus deposit of a canonical one, the hatch's delay and queue; outages to come are not foreseen. Ties go to the way
 * listed first; the reason is that of the way listed first.
 */
import type { Bridges } from "./bridges.ts";
import { canonicalRefusal, hatchRefusal } from "./canonical.ts";
import type { Conditions } from "./conditions.ts";
import { liquidityRefusal } from "./liquidity.ts";
import { lockMintRefusal } from "./lockMint.ts";
import { CENSORED, NOT_REFUSED } from "./transferWords.ts";
import type { Route } from "./routes.ts";
import { sharedRefusal } from "./sharedBridge.ts";

/** Why a way cannot be taken now by `amount` USD, `units` of the asset; NOT_REFUSED if it can. */
export function refusalOf(
  bridges: Bridges,
  route: Route,
  conditions: Conditions,
  amount: number,
  units: number,
  now: number,
): number {
  const { chainLive } = conditions;
  if (route.kind === "escape") return hatchRefusal(route, conditions, bridges.live);
  if (conditions.censored === 1) return CENSORED;
  switch (route.kind) {
    case "canonical":
      return canonicalRefusal(route, conditions, bridges.live);
    case "liquidity":
      return liquidityRefusal(bridges.pools, route, chainLive, bridges.live, units);
    case "lock":
    case "redeem": {
      const { locks, live } = bridges;
      const refusal = lockMintRefusal(locks, route, chainLive, live, amount, units, now);
      return refusal !== NOT_REFUSED || route.second < 0
        ? refusal
        : sharedRefusal(bridges.backings, route.second, route.via, chainLive, live);
    }
    case "shared":
      return sharedRefusal(bridges.backings, route.first, route.from, chainLive, bridges.live);
  }
}

/** How long a way should take, s. */
function expectedTime(bridges: Bridges, route: Route, { withdrawal, escape }: Conditions): number {
  switch (route.kind) {
    case "canonical":
      return withdrawal + bridges.depositTime;
    case "escape":
      return escape + bridges.depositTime;
    case "liquidity":
      return bridges.pools.latency[route.first];
    case "lock":
    case "redeem": {
      const onward = route.second < 0 ? 0 : bridges.sharedLatency[route.second];
      return bridges.locks.confirmations[route.first] + onward;
    }
    case "shared":
      return bridges.sharedLatency[route.first];
  }
}

/**
 * Chooses among the candidates.
 *
 * @returns place in `candidates`, or -1 if none is live
 */
export function fastestRoute(
  bridges: Bridges,
  candidates: readonly Route[],
  conditions: Conditions,
  amount: number,
  units: number,
  now: number,
): number {
  let fastest = -1;
  let least = Infinity;
  for (let place = 0; place < candidates.length; place++) {
    if (refusalOf(bridges, candidates[place], conditions, amount, units, now) !== NOT_REFUSED)
      continue;
    const time = expectedTime(bridges, candidates[place], conditions);
    // A live way of unknown length (its prover stands still) is better than none.
    if (fastest >= 0 && time >= least) continue;
    fastest = place;
    least = time;
  }
  return fastest;
}
