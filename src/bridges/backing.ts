/**
 * What stands behind the claims on a bridge, and how much of it is left.
 *
 *   ratio = min(1, backing / claims)
 *
 * A lock_mint bridge backs the claims on one chain, counted in units of the underlying; a shared bridge those on all its
 * chains, counted in USD of the start, whatever it is made of: what is taken from it anywhere is missing to everybody.
 * Left out: recovery of what was taken.
 */
import type { ResolvedModel } from "../model/resolved.ts";

/** One entry per bridge of the model; 0 where nothing is claimed on it. */
export interface Backings {
  /** At t = 0; units of the underlying, or USD. */
  readonly start: Float64Array;
  readonly backing: Float64Array;
  readonly claims: Float64Array;
  /** s; latest exploit, -Infinity if there was none. */
  readonly exploitedAt: Float64Array;
}

/** The backings of a model's bridges; a claim that is no asset of the model is counted in USD. */
export function createBackings(model: ResolvedModel): Backings {
  const { bridges } = model;
  return {
    start: Float64Array.from(bridges, (bridge, index) => {
      if (bridge.kind === "lock_mint") return bridge.locked / underlyingPrice(model, index);
      return bridge.kind === "shared" ? bridge.backing : 0;
    }),
    backing: new Float64Array(bridges.length),
    claims: new Float64Array(bridges.length),
    exploitedAt: new Float64Array(bridges.length),
  };
}

function underlyingPrice(model: ResolvedModel, bridge: number): number {
  const { assets } = model.market;
  const wrapped = assets.find((asset) => asset.kind === "wrapped" && asset.bridge === bridge);
  const underlying = wrapped?.kind === "wrapped" ? assets[wrapped.underlying] : undefined;
  return underlying?.kind === "base" ? underlying.price : 1;
}

/** Every claim backed. */
export function resetBackings(backings: Backings): void {
  backings.backing.set(backings.start);
  backings.claims.set(backings.start);
  backings.exploitedAt.fill(-Infinity);
}

/** Backing per claim outstanding, in [0, 1]; 1 where nothing is claimed. */
export function backingRatio({ backing, claims }: Backings, bridge: number): number {
  return claims[bridge] > 0 ? Math.min(1, backing[bridge] / claims[bridge]) : 1;
}

/** `share` of a bridge's backing leaves at once; returns what was taken, in units or USD. */
export function takeBacking(
  backings: Backings,
  bridge: number,
  share: number,
  now: number,
): number {
  const taken = share * backings.backing[bridge];
  backings.backing[bridge] -= taken;
  backings.exploitedAt[bridge] = now;
  return taken;
}
