/**
 * Canonical bridges: as slow as the proof system of the chain that is left.
 *
 * X to Y is X's withdrawal (final on settlement when the rollup says so), then Y's deposit (settlement finality; into a
 * halted chain: at its restart). Live while the source chain is live and neither bridge is paused at the time asked; a
 * pause does not hold up what is under way. Left out: the escape hatch out of a halted chain, capacity.
 */
import { BRIDGE_PAUSED, CHAIN_HALTED, NOT_REFUSED } from "./refusal.ts";
import type { Route } from "./routes.ts";

/** Why a withdrawal cannot be asked for now, or NOT_REFUSED. */
export function canonicalRefusal(
  route: Route,
  chainLive: Uint8Array,
  bridgeLive: Uint8Array,
): number {
  if (chainLive[route.from] === 0) return CHAIN_HALTED;
  const paused = isPaused(bridgeLive, route.first) || isPaused(bridgeLive, route.second);
  return paused ? BRIDGE_PAUSED : NOT_REFUSED;
}

function isPaused(bridgeLive: Uint8Array, bridge: number): boolean {
  return bridge >= 0 && bridgeLive[bridge] === 0;
}
