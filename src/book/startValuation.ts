/** The book's first moment: prices and valuation at t = 0. */
import type { ResolvedModel } from "../model/resolved.ts";
import type { Layout } from "./layout.ts";
import type { Valuation } from "./margin.ts";

/** Everything at its price of t = 0. */
export function startValuation(model: ResolvedModel, layout: Layout): Valuation {
  const { baseAssets } = model.market;
  return {
    mark: Float64Array.from(layout.lineLane, (lane) => startPrice(model, baseAssets[lane])),
    collateral: Float64Array.from(layout.slotAsset, (asset) => startPrice(model, asset)),
    cash: Float64Array.from(layout.cashAsset, (asset) => startPrice(model, asset)),
    chargeLong: new Float64Array(layout.lines),
    chargeShort: new Float64Array(layout.lines),
    debtIndex: new Float64Array(layout.venues).fill(1),
  };
}

/** USD per unit at t = 0; a wrapped asset starts fully backed. */
export function startPrice(model: ResolvedModel, asset: number): number {
  const described = model.market.assets[asset];
  return described.kind === "wrapped" ? startPrice(model, described.underlying) : described.price;
}
