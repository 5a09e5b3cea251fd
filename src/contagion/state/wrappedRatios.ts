/** What each asset is worth relative to its lane's price, truly and as oracles show it; moves only after an exploit. */
import type { ResolvedModel } from "../../model/resolved.ts";
import { oracleRatio, wrappedRatio } from "../../market/wrapped.ts";

export interface WrappedRatios {
  readonly model: ResolvedModel;
  /** By asset; 1 but for wrapped assets. */
  readonly true: Float64Array;
  readonly shown: Float64Array;
  /** Assets that are wrapped. */
  readonly wrapped: readonly number[];
}

/** What the bridges say of a claim. */
export interface Backing {
  /** Backing / claims by bridge. */
  ratio(bridge: number): number;
  /** USD in the pools of a liquidity bridge and under way between them. */
  pools(bridge: number): number;
  /** s of the last exploit, -Infinity if none, by bridge. */
  readonly exploitedAt: Float64Array;
}

export function createWrappedRatios(model: ResolvedModel): WrappedRatios {
  const { assets } = model.market;
  return {
    model,
    true: new Float64Array(assets.length).fill(1),
    shown: new Float64Array(assets.length).fill(1),
    wrapped: assets.flatMap((asset, index) => (asset.kind === "wrapped" ? [index] : [])),
  };
}

export function resetWrappedRatios(ratios: WrappedRatios): void {
  ratios.true.fill(1);
  ratios.shown.fill(1);
}

/** Brings the ratios of exploited claims up to date. @param now s */
export function updateWrappedRatios(ratios: WrappedRatios, backing: Backing, now: number): void {
  for (let index = 0; index < ratios.wrapped.length; index++) {
    const asset = ratios.wrapped[index];
    const described = ratios.model.market.assets[asset];
    if (described.kind !== "wrapped" || backing.exploitedAt[described.bridge] === -Infinity)
      continue;
    const age = now - backing.exploitedAt[described.bridge];
    ratios.true[asset] = wrappedRatio(described, backing.ratio(described.bridge), age);
    ratios.shown[asset] = oracleRatio(described, ratios.true[asset], age);
  }
}
