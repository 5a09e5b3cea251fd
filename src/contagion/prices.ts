/** Brings what accounts are valued at up to date after prices have moved, and hands the index its readings. */
import { settlePegs } from "../market/pegs.ts";
import { settlePrices } from "../market/prices.ts";
import { relaxPrices, settleVenuePrices } from "../market/venuePrices.ts";
import { collectDue } from "../book/watches.ts";
import { decayFlow } from "./state/pressure.ts";
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

/** Brings the prices of cash up to date. */
export function settleCash({ pegs, valuations, layout, index, now }: Trading): void {
  if (settlePegs(pegs, now)) readPegs(valuations, layout, index.factors, pegs, index.watches.value);
}

/** USD per unit of an asset now, before haircut: S, the price of cash, the true price of a wrapped claim. */
export function assetPrice({ layout, pegs, prices, ratios }: Trading, asset: number): number {
  const lane = layout.laneOfAsset[asset];
  return lane < 0 ? pegs.price[asset] : prices.global[lane] * ratios.true[asset];
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
    index.watches.value,
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
