/** Impact has no bound: a short squeeze into floored depth may take a price out of the range of doubles. */
import type { Trading } from "./state/trading.ts";

/** @returns which price is no number any more, and what would have kept it one; null if all are */
export function findRunawayPrice({ model, prices }: Trading): string | null {
  const lane = prices.global.findIndex((price) => !(price > 0 && price < Infinity));
  if (lane < 0) return null;
  const { name } = model.market.assets[model.market.baseAssets[lane]];
  return (
    `impact has driven the price of ${name} to ${prices.global[lane]} USD; ` +
    "give its markets more depth or less permanent impact"
  );
}
