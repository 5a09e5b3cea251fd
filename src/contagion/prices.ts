/** Brings what accounts are valued at up to date after prices have moved, and hands the index its readings. */
import { settlePrices } from "../market/prices.ts";
import { settleVenuePrices } from "../market/venuePrices.ts";
import { collectDue } from "../book/watches.ts";
import { readCounterfactuals, readPrices } from "./state/valuations.ts";
import type { Trading } from "./state/trading.ts";

/** Brings S and P up to date. */
export function settleMarket({ prices, venuePrices }: Trading): void {
  settlePrices(prices);
  settleVenuePrices(venuePrices, prices.global);
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
