/**
 * Depth and impact of one market, term by term as the model has them.
 *
 *   D = k (1 - permanent) sign(x) |x|^exponent,   log S <- log S + k permanent q,   k = 0.01 * feedback,   q = Q / depth
 */
import type { TwinMarket, TwinVenue, World } from "./world.ts";

/** Share of the makers' inventory that is free. */
export function inventoryShare({ terms, flow }: TwinVenue): number {
  if (terms.makers === null) return 1;
  return Math.min(1, Math.max(0, 1 - Math.abs(flow) / terms.makers.inventory));
}

/** USD that move the price 1 % now. */
export function depthOf(world: World, { terms, venue }: TwinMarket): number {
  const { stressDepth, depth1pct, depthFloor, depthExponent } = terms;
  const thinning = stressDepth + (1 - stressDepth) / world.stress ** 2;
  return Math.max(depthFloor, depth1pct * thinning * inventoryShare(venue) ** depthExponent);
}

export function transient(world: World, { terms }: TwinMarket, x: number): number {
  const k = 0.01 * world.model.sampling.feedback;
  return k * (1 - terms.permanent) * Math.sign(x) * Math.abs(x) ** terms.exponent;
}

export function permanent(world: World, { terms }: TwinMarket, q: number): number {
  return 0.01 * world.model.sampling.feedback * terms.permanent * q;
}

/** log(average price of a fill / price before it), from state x to x + q. */
export function fill(world: World, market: TwinMarket, x: number, q: number): number {
  if (q === 0) return 0;
  const average = averageTransient(world, market, x, x + q);
  return permanent(world, market, q) / 2 + average - transient(world, market, x);
}

/** (G(x1) - G(x0)) / (x1 - x0); for a fill too small for that difference, by the Gauss rule of two points. */
function averageTransient(world: World, market: TwinMarket, from: number, to: number): number {
  const { exponent, permanent: lasting } = market.terms;
  if (Math.abs(to - from) < 1e-3 * Math.abs(from)) {
    const middle = (from + to) / 2;
    const reach = (to - from) / 2 / Math.sqrt(3);
    return (
      (transient(world, market, middle - reach) + transient(world, market, middle + reach)) / 2
    );
  }
  const k = 0.01 * world.model.sampling.feedback;
  const antiderivative = (x: number): number => Math.abs(x) ** (exponent + 1) / (exponent + 1);
  return (k * (1 - lasting) * (antiderivative(to) - antiderivative(from))) / (to - from);
}

/** S and P after flows or returns have changed what they are made of. */
export function settlePrices(world: World): void {
  for (const lane of world.lanes) {
    lane.global = lane.exogenous * Math.exp(lane.permanent);
    lane.least = Math.min(lane.least, lane.global);
    lane.leastExogenous = Math.min(lane.leastExogenous, lane.exogenous);
  }
  for (const market of world.venues.flatMap(({ markets }) => markets)) {
    market.displacement = transient(world, market, market.x);
    market.price = market.lane.global * Math.exp(market.displacement);
    market.least = Math.min(market.least, market.price);
  }
}
