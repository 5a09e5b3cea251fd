/** The largest slice of an account on which a keeper does not lose: share * penalty * n - gas - n * c(n) >= 0. */
import { fill } from "./impact.ts";
import { type Quote, movedPrice } from "./traders.ts";
import type { TwinMarket, TwinVenue, World } from "./world.ts";

/**
 * @param traded units that closing the whole account trades, by market
 * @param most largest fraction allowed
 * @returns 0 if no slice pays
 */
export function profitableFraction(
  world: World,
  venue: TwinVenue,
  quotes: readonly Quote[],
  traded: ReadonlyMap<TwinMarket, number>,
  executedWhole: number,
  most: number,
): number {
  const earns = (fraction: number): number =>
    earnings(world, venue, quotes, traded, executedWhole, fraction);
  if (executedWhole === 0) return 0;
  if (earns(most) >= 0) return most;
  const best = summit(earns, most);
  if (earns(best) < 0) return 0;
  let [pays, loses] = [best, most];
  for (
    let middle = (pays + loses) / 2;
    middle > pays && middle < loses;
    middle = (pays + loses) / 2
  ) {
    if (earns(middle) >= 0) pays = middle;
    else loses = middle;
  }
  return pays > 1e-12 ? pays : 0;
}

/** Earnings are concave in the slice: cut the interval by thirds. */
function summit(earns: (fraction: number) => number, most: number): number {
  let [low, high] = [0, most];
  for (let round = 0; round < 100; round++) {
    const third = (high - low) / 3;
    if (earns(low + third) < earns(high - third)) low += third;
    else high -= third;
  }
  return (low + high) / 2;
}

function earnings(
  world: World,
  venue: TwinVenue,
  quotes: readonly Quote[],
  traded: ReadonlyMap<TwinMarket, number>,
  executedWhole: number,
  fraction: number,
): number {
  const { keeperShare, penalty, gas } = venue.terms.liquidation;
  let usd = keeperShare * penalty * fraction * executedWhole - gas * world.machinery.congestion;
  for (const quote of quotes) {
    const { market, depth, flow } = quote;
    const slice = fraction * (traded.get(market) ?? 0) * movedPrice(world, quote);
    const displacement = fill(world, market, market.x + flow / depth, slice / depth);
    usd -= Math.abs(slice * Math.expm1(displacement));
  }
  return usd;
}
