/** Brings what accounts are valued at up to date after prices have moved, and hands the index its readings. */
import { settlePegs } from "../market/pegs.ts";
import { settlePrices } from "../market/prices.ts";
import { relaxPrices, settleVenuePrices } from "../market/venuePrices.ts";
import { collectDue } from "../book/watches.ts";
import { spreadBacking, updateBacked } from "./state/backed.ts";
import { decayFlow } from "./state/pressure.ts";
import { claimRatio } from "./state/wrappedRatios.ts";
import { readCounterfactuals, readPegs, readPrices } from "./state/valuations.ts";
import type { Trading } from "./state/trading.ts";

/** A step's decay of displaced prices, and of what is left of each sale in them, on live chains. */
export function relaxMarket({ venuePrices, pressure, network }: Trading): void {
  for (let line = 0; line < venuePrices.state.length; line++) {
    if (venuePrices.state[line] === 0 || network.chainLive[venuePrices.chain[line]] === 0) continue;
    decayFlow(pressure, line, venuePrices.decay[line]);
  }
  relaxPrices(venuePrices, network.chainLive);
}

/** Brings S and P up to date. */
export function settleMarket({ prices, venuePrices }: Trading): void {
  settlePrices(prices);
  settleVenuePrices(venuePrices, prices.global);
}

/** Brings the prices of cash and what is left of canonical backing up to date. */
export function settleCash(trading: Trading): void {
  const { pegs, backed, network, valuations, layout, index, now } = trading;
  const taken = updateBacked(backed, network.chainBackingRatio);
  if (taken) spreadBacking(trading.ratios, layout, backed);
  if (settlePegs(pegs, now) || taken)
    readPegs(valuations, layout, index.factors, pegs, backed, index.watches);
}

/**
 * USD per unit of an asset now, before haircut: S, the price of cash, the true price of a wrapped claim on the chain that
 * its own bridge ends on.
 */
export function assetPrice(trading: Trading, asset: number): number {
  const { layout, pegs, prices, backing, model, now } = trading;
  const lane = layout.laneOfAsset[asset];
  if (lane < 0) return pegs.price[asset];
  const described = model.market.assets[asset];
  const ratio = described.kind === "wrapped" ? claimRatio(backing, described, -1, now) : 1;
  return prices.global[lane] * ratio;
}

/** USD per unit of what a slot holds now, before haircut, at what it is worth on that chain. */
export function slotPrice({ layout, pegs, prices, ratios }: Trading, slot: number): number {
  const lane = layout.slotLane[slot];
  const price = lane < 0 ? pegs.price[layout.slotAsset[slot]] : prices.global[lane];
  return price * ratios.true[slot];
}

/** Reads every valuation at settled prices and puts whoever may be concerned on the due list. */
export function seePrices(trading: Trading): void {
  const { valuations, layout, index, prices, venuePrices, oracles, ratios } = trading;
  readPrices(
    valuations,
    layout,
    index.factors,
    prices,
    venuePrices,
    oracles,
    ratios,
    index.watches,
  );
  trading.counterfactualsSeen = false;
  collectDue(index.watches, trading.accounts);
}

/** Reads the counterfactual valuations of this moment, once. */
export function seeCounterfactuals(trading: Trading): void {
  if (trading.counterfactualsSeen) return;
  trading.counterfactualsSeen = true;
  readCounterfactuals(
    trading.valuations,
    trading.layout,
    trading.prices,
    trading.venuePrices,
    trading.oracles,
    trading.ratios,
  );
}
