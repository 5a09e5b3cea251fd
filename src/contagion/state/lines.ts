/** The prices of the markets of all venues, line by line. */
import type { Layout } from "../../book/layout.ts";
import { powerImpact } from "../../market/impact.ts";
import { type VenuePrices, createVenuePrices } from "../../market/venuePrices.ts";
import type { ResolvedModel } from "../../model/resolved.ts";

/** One line for each market of each venue, in file order. */
export function createLines(model: ResolvedModel, layout: Layout): VenuePrices {
  const markets = model.venues.flatMap((venue) =>
    venue.markets.map((market) => ({ market, chain: venue.chain })),
  );
  return createVenuePrices(
    markets.map(({ market }) =>
      powerImpact(model.sampling.feedback, market.permanent, market.exponent),
    ),
    layout.lineLane,
    Int32Array.from(markets, ({ chain }) => chain),
    Float64Array.from(markets, ({ market }) => Math.exp(-model.step / market.resilience)),
  );
}
