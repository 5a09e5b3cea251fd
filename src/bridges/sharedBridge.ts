/**
 * Shared bridges: one backing under several chains.
 *
 * A crossing burns a claim on one chain and mints it on another, `latency` later or when the bridge and that chain are
 * live: backing and claims do not move, so that only speed and common fate are shared. Cash crosses, and a wrapped asset
 * beyond the chain that its own bridge ends on. Nothing sets out once backing is missing: it would arrive as less. Left
 * out: fees, limits.
 */
import type { ResolvedModel } from "../model/resolved.ts";
import type { WrappedAsset } from "../model/resolved/market.ts";
import { type Backings, backingRatio } from "./backing.ts";
import { BRIDGE_PAUSED, CHAIN_HALTED, NOT_REFUSED, POOL_SHORT } from "./transferWords.ts";

/** s of every shared bridge's crossing; 0 for bridges of other kinds. */
export function sharedLatencies(model: ResolvedModel): Float64Array {
  return Float64Array.from(model.bridges, (bridge) =>
    bridge.kind === "shared" ? bridge.latency : 0,
  );
}

/** The shared bridge over which a wrapped asset has come to `chain`, the first that leads there; -1: it came straight. */
export function sharedOnto(model: ResolvedModel, asset: WrappedAsset, chain: number): number {
  const own = model.bridges[asset.bridge];
  if (own.kind !== "lock_mint" || own.to === chain) return -1;
  return model.bridges.findIndex(
    (bridge) =>
      bridge.kind === "shared" && bridge.chains.includes(own.to) && bridge.chains.includes(chain),
  );
}

/** Why nothing can cross from chain `from` now, or NOT_REFUSED. */
export function sharedRefusal(
  backings: Backings,
  bridge: number,
  from: number,
  chainLive: Uint8Array,
  bridgeLive: Uint8Array,
): number {
  if (chainLive[from] === 0) return CHAIN_HALTED;
  if (bridgeLive[bridge] === 0) return BRIDGE_PAUSED;
  return backingRatio(backings, bridge) < 1 ? POOL_SHORT : NOT_REFUSED;
}
