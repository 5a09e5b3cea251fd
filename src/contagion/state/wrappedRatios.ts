/**
 * What each collateral slot is worth relative to its lane's price, truly and as oracles show it; moves only after an
 * exploit, or where a chain's canonical backing was taken (`backed.ts`). A wrapped asset on the chain that its own bridge
 * ends on is backed by that bridge; on a third chain it has travelled by a shared bridge and is backed by both: b = b of
 * its bridge * b of the shared one, t since the later exploit.
 */
import type { Layout } from "../../book/layout.ts";
import type { ResolvedModel } from "../../model/resolved.ts";
import type { WrappedAsset } from "../../model/resolved/market.ts";
import { oracleRatio, wrappedRatio } from "../../market/wrapped.ts";

export interface WrappedRatios {
  /** By slot; 1 but for claims. */
  readonly true: Float64Array;
  readonly shown: Float64Array;
  /** Slots that hold wrapped assets. */
  readonly claims: readonly Claim[];
}

export interface Claim {
  readonly slot: number;
  readonly asset: WrappedAsset;
  /** Shared bridge that it came over; -1: none. */
  readonly over: number;
}

/** What the bridges say of a claim. */
export interface Backing {
  /** Backing / claims by bridge. */
  ratio(bridge: number): number;
  /** USD in the pools of a liquidity bridge and under way between them. */
  pools(bridge: number): number;
  /** s of the last exploit, -Infinity if none, by bridge. */
  readonly exploitedAt: Float64Array;
  /** Shared bridge over which a wrapped asset has come to a chain, -1 if none. */
  over(asset: WrappedAsset, chain: number): number;
}

export function createWrappedRatios(
  model: ResolvedModel,
  layout: Layout,
  backing: Backing,
): WrappedRatios {
  const { assets } = model.market;
  return {
    true: new Float64Array(layout.slots).fill(1),
    shown: new Float64Array(layout.slots).fill(1),
    claims: Array.from(layout.slotAsset).flatMap((index, slot) => {
      const asset = assets[index];
      const { chain } = model.venues[layout.slotVenue[slot]];
      return asset.kind === "wrapped" ? [{ slot, asset, over: backing.over(asset, chain) }] : [];
    }),
  };
}

export function resetWrappedRatios(ratios: WrappedRatios): void {
  ratios.true.fill(1);
  ratios.shown.fill(1);
}

/** Brings the ratios of exploited claims up to date. @param now s */
export function updateWrappedRatios(ratios: WrappedRatios, backing: Backing, now: number): void {
  for (let index = 0; index < ratios.claims.length; index++) {
    const { slot, asset, over } = ratios.claims[index];
    const age = now - lostAt(backing, asset, over);
    if (age === Infinity) continue;
    ratios.true[slot] = claimRatio(backing, asset, over, now);
    ratios.shown[slot] = oracleRatio(asset, ratios.true[slot], age);
  }
}

/**
 * True price of a wrapped asset over that of its underlying.
 *
 * @param over shared bridge that it came over; -1: none
 * @param now s
 */
export function claimRatio(
  backing: Backing,
  asset: WrappedAsset,
  over: number,
  now: number,
): number {
  const shared = over < 0 ? 1 : backing.ratio(over);
  const age = now - lostAt(backing, asset, over);
  return wrappedRatio(asset, backing.ratio(asset.bridge) * shared, age);
}

/** s of the latest exploit of a bridge behind the claim, -Infinity if there was none. */
export function lostAt({ exploitedAt }: Backing, asset: WrappedAsset, over: number): number {
  const own = exploitedAt[asset.bridge];
  return over < 0 ? own : Math.max(own, exploitedAt[over]);
}
