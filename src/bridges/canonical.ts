/**
 * Canonical bridges: as slow as the proof system of the chain that is left.
 *
 * X to Y is X's withdrawal (final on settlement when the rollup says so), then Y's deposit (settlement finality; into a
 * halted chain: at its restart). Live while the source chain is live, its exits are not frozen and neither bridge is paused
 * at the time asked; a pause does not hold up what is under way. Out of a halted or censoring chain the same contracts pay
 * through its escape hatch instead, in the time that the hatch takes. Left out: capacity.
 */
import {
  BRIDGE_PAUSED,
  CHAIN_HALTED,
  EXITS_FROZEN,
  NO_ROUTE,
  NOT_REFUSED,
} from "./transferWords.ts";
import type { Route } from "./routes.ts";
import type { Conditions } from "./conditions.ts";

/** Why a withdrawal cannot be asked for now, or NOT_REFUSED. */
export function canonicalRefusal(
  route: Route,
  conditions: Conditions,
  bridgeLive: Uint8Array,
): number {
  if (conditions.chainLive[route.from] === 0) return CHAIN_HALTED;
  return contractRefusal(route, conditions, bridgeLive);
}

/** Why the hatch of the chain that is left, or entered past its sequencer, cannot be taken now; it is there in need only. */
export function hatchRefusal(route: Route, conditions: Conditions, bridgeLive: Uint8Array): number {
  if (conditions.escape === Infinity) return NO_ROUTE;
  return contractRefusal(route, conditions, bridgeLive);
}

function contractRefusal(
  route: Route,
  { exitsFrozen }: Conditions,
  bridgeLive: Uint8Array,
): number {
  if (exitsFrozen[route.from] > 0) return EXITS_FROZEN;
  const paused = isPaused(bridgeLive, route.first) || isPaused(bridgeLive, route.second);
  return paused ? BRIDGE_PAUSED : NOT_REFUSED;
}

function isPaused(bridgeLive: Uint8Array, bridge: number): boolean {
  return bridge >= 0 && bridgeLive[bridge] === 0;
}
