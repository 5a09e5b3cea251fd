/** Impact has no bound: a short squeeze into floored depth may take a price out of the range of doubles. */
import type { Trading } from "../state/trading.ts";

/**
 * Largest |log(venue price / global price)| on the way that still counts as a price. A factor of exp(50) = 5e21 takes the
 * amounts of a sale further apart than a double has digits: no ledger can balance.
 */
const LARGEST_DISPLACEMENT = 50;

/** @returns which price is no number any more, and what would have kept it one; null if all are */
export function findRunawayPrice(trading: Trading): string | null {
  const { model, layout, prices, venuePrices, tallies } = trading;
  const lane = prices.global.findIndex(isRunaway);
  if (lane >= 0) return runaway(nameOf(lane), `${prices.global[lane]} USD`);
  const displaced = tallies.largestDisplacement.findIndex((by) => !(by <= LARGEST_DISPLACEMENT));
  if (displaced >= 0)
    return runaway(
      `a market at ${model.venues[displaced].name}`,
      `exp(${tallies.largestDisplacement[displaced].toPrecision(3)}) times the global one, or the inverse`,
    );
  const line = venuePrices.price.findIndex(isRunaway);
  if (line < 0) return null;
  const venue = model.venues[layout.lineVenue[line]].name;
  return runaway(`${nameOf(venuePrices.lane[line])} at ${venue}`, `${venuePrices.price[line]} USD`);

  function nameOf(base: number): string {
    return model.market.assets[model.market.baseAssets[base]].name;
  }
}

function isRunaway(price: number): boolean {
  return !(price > 0 && price < Infinity);
}

function runaway(what: string, where: string): string {
  return `impact has driven the price of ${what} to ${where}; give its markets more depth, or less permanent impact or exponent`;
}
