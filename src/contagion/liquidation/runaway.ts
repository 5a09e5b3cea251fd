/** Impact has no bound: a short squeeze into floored depth may take a price out of the range of doubles. */
import type { Trading } from "../state/trading.ts";

/** @returns which price is no number any more, and what would have kept it one; null if all are */
export function findRunawayPrice({ model, layout, prices, venuePrices }: Trading): string | null {
  const lane = prices.global.findIndex(isRunaway);
  if (lane >= 0) return runaway(nameOf(lane), prices.global[lane]);
  const line = venuePrices.price.findIndex(isRunaway);
  if (line < 0) return null;
  const venue = model.venues[layout.lineVenue[line]].name;
  return runaway(`${nameOf(venuePrices.lane[line])} at ${venue}`, venuePrices.price[line]);

  function nameOf(base: number): string {
    return model.market.assets[model.market.baseAssets[base]].name;
  }
}

function isRunaway(price: number): boolean {
  return !(price > 0 && price < Infinity);
}

function runaway(what: string, price: number): string {
  return `impact has driven the price of ${what} to ${price} USD; give its markets more depth or less permanent impact`;
}
