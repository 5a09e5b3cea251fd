/**
 * Locks and redemptions: one leg of the bridge's confirmations; a lock that goes on, another over the shared bridge.
 *
 * Where a claim is minted its bridge must be live too, for minting stops with it.
 */
import { crossLock } from "../../../bridges/lockMint.ts";
import type { Route } from "../../../bridges/routes.ts";
import type { Way } from "./way.ts";

/** Both directions, but for what a bridge has back. */
const crossing: Omit<Way, "takeBack" | "charge"> = {
  throughSettlement: false,
  setOut({ transfers, bridges }, id, route, now) {
    crossLock(bridges.locks, route, transfers.amount[id], transfers.units[id], now);
    if (route.second >= 0) transfers.legsLeft[id] = 1;
    return true;
  },
  legTime({ transfers, bridges }, id, route) {
    return goesOn(route, transfers.legsLeft[id])
      ? bridges.sharedLatency[route.second]
      : bridges.locks.confirmations[route.first];
  },
  canEnd({ transfers, chainLive, bridgeLive }, id, route) {
    const legsLeft = transfers.legsLeft[id];
    const onto = legsLeft > 0 ? route.via : route.to;
    const by = goesOn(route, legsLeft) ? route.second : route.first;
    return chainLive[onto] === 1 && bridgeLive[by] === 1;
  },
};

export const lock: Way = {
  ...crossing,
  takeBack({ transfers, bridges: { backings } }, id, { first }) {
    backings.backing[first] -= transfers.units[id];
    backings.claims[first] -= transfers.units[id];
  },
  charge({ transfers, bridges: { backings } }, id, { first }, now) {
    backings.backing[first] -= transfers.units[id];
    backings.exploitedAt[first] = now;
  },
};

export const redeem: Way = {
  ...crossing,
  takeBack({ transfers, bridges: { backings } }, id, { first }) {
    backings.backing[first] += transfers.units[id];
    backings.claims[first] += transfers.units[id];
  },
  charge({ transfers, bridges: { backings } }, id, { first }, now) {
    backings.claims[first] += transfers.units[id];
    backings.exploitedAt[first] = now;
  },
};

/** Whether the leg of a lock is the one behind the chain on which the claim was minted. */
function goesOn(route: Route, legsLeft: number): boolean {
  return route.second >= 0 && legsLeft === 0;
}
