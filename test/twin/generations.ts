/**
 * Generations: everybody is looked at; what is liquidatable at open venues is sold, all from the same prices; the sales
 * move the prices together; and again, until nothing is sold.
 */
import { sellBorrowers } from "./borrowers.ts";
import { look } from "./breaches.ts";
import { depthOf, inventoryShare, permanent, settlePrices } from "./impact.ts";
import { sellTraders } from "./traders.ts";
import { atMark, equityOf, isLiquidatable, requirementOf } from "./valuation.ts";
import {
  type Account,
  type Sale,
  type TwinMarket,
  type TwinVenue,
  type World,
  sum,
} from "./world.ts";

const MOST_GENERATIONS = 1000;

export function runGenerations(world: World): void {
  for (let generation = 0; generation < MOST_GENERATIONS; generation++) {
    look(world);
    const first = world.sales.length;
    for (const venue of world.venues) if (venue.open) sell(world, venue, generation);
    const sales = world.sales.slice(first);
    if (sales.length === 0) return;
    settleSales(world, sales);
  }
}

/** Moves the prices by sales that were all made from the same ones. */
export function settleSales(world: World, sales: readonly Sale[]): void {
  // Depths are those of the generation's start: all are taken before any inventory changes.
  const depths = new Map(
    sales.flatMap(({ flow }) => [...flow.keys()].map((market) => [market, depthOf(world, market)])),
  );
  for (const sale of sales) {
    noteDepths(sale, depths);
    for (const [market, usd] of sale.flow) push(world, sale, market, usd / depths.get(market)!);
    sale.venue.flow += sum(sale.flow.values());
  }
  settlePrices(world);
  for (const sale of sales) measure(world, sale);
}

function sell(world: World, venue: TwinVenue, generation: number): void {
  const sale: Sale = {
    number: world.sales.length,
    venue,
    time: world.now,
    generation,
    closes: [],
    flow: new Map(),
    left: new Map(),
    permanent: new Map(),
    displacement: 0,
    undone: false,
  };
  const queue = queueOf(world, venue);
  if (venue.terms.kind === "lending") sellBorrowers(world, sale, queue);
  else sellTraders(world, sale, queue);
  if (sale.closes.length > 0) world.sales.push(sale);
}

/** Earlier breach at the mark first, then the lower margin ratio (to nine digits: rounding tells nobody apart), then the account's number. */
function queueOf(world: World, venue: TwinVenue): Account[] {
  const view = atMark(world);
  const ratio = (account: Account): number =>
    Math.round((1e9 * equityOf(account, view)) / requirementOf(account, view));
  return world.accounts
    .filter((account) => account.venue === venue && !account.closed)
    .filter((account) => isLiquidatable(account, view))
    .sort(
      (one, other) =>
        one.breach!.atMark! - other.breach!.atMark! ||
        ratio(one) - ratio(other) ||
        one.index - other.index,
    );
}

function push(world: World, sale: Sale, market: Sale["venue"]["markets"][number], q: number): void {
  const { lane } = market;
  const lasting = permanent(world, market, q);
  market.x += q;
  lane.permanent += lasting;
  lane.logReturn += lasting;
  sale.left.set(market, q);
  sale.permanent.set(lane, (sale.permanent.get(lane) ?? 0) + lasting);
}

/** Least depth that a sale has met. */
function noteDepths({ venue, flow }: Sale, depths: ReadonlyMap<TwinMarket, number>): void {
  for (const [market, usd] of flow) {
    if (usd === 0) continue;
    const share = depths.get(market)! / market.terms.depth1pct;
    venue.tally.leastDepthShare = Math.min(venue.tally.leastDepthShare, share);
  }
}

/** Extremes, as the sale leaves them. */
function measure(world: World, sale: Sale): void {
  const { venue, flow } = sale;
  const { tally } = venue;
  for (const [market, usd] of flow)
    if (usd !== 0) sale.displacement = Math.max(sale.displacement, Math.abs(market.displacement));
  tally.largestDisplacement = Math.max(tally.largestDisplacement, sale.displacement);
  world.tally.leastInventoryShare = Math.min(
    world.tally.leastInventoryShare,
    inventoryShare(venue),
  );
}
