/**
 * The layout of a model's venues as flat indices.
 *
 * A *line* is one market of one venue (where positions live); a *slot* is one collateral asset of one venue. Lines and
 * slots of all venues are numbered through, so that kernels index one typed array and never look at a venue. A *lane*
 * is one base asset in the order of `market.baseAssets`. Settlement in cash has no slot: every account has a cash
 * balance of its own, in its venue's settlement asset.
 */
import type { ResolvedModel } from "../model/resolved.ts";
import type { MarginTier, Venue } from "../model/resolved/venue.ts";

export interface Layout {
  readonly venues: number;
  readonly lanes: number;
  readonly lines: number;
  readonly slots: number;
  /** Lane of an asset: its own if base, its underlying's if wrapped, -1 if cash. */
  readonly laneOfAsset: Int32Array;
  /** Lines of venue v are lineStart[v] .. lineStart[v + 1] - 1. */
  readonly lineStart: Int32Array;
  readonly lineVenue: Int32Array;
  readonly lineLane: Int32Array;
  /** Oracle feed that the line is marked at, venue * lanes + lane; -1: at its own price. */
  readonly lineFeed: Int32Array;
  /** Margin brackets of line l are tierStart[l] .. tierStart[l + 1] - 1. */
  readonly tierStart: Int32Array;
  /** USD of notional where the bracket ends; Infinity in a line's last. */
  readonly tierUpTo: Float64Array;
  readonly tierMaintenance: Float64Array;
  readonly tierInitial: Float64Array;
  /** USD of open interest above which initial margin is scaled, by line; Infinity: never. */
  readonly openInterestCap: Float64Array;
  /** Least and greatest maintenance rate of a line: bounds on the slope of its maintenance margin. */
  readonly leastMaintenance: Float64Array;
  readonly greatestMaintenance: Float64Array;
  readonly slotStart: Int32Array;
  readonly slotVenue: Int32Array;
  readonly slotAsset: Int32Array;
  /** Lane of the slot's asset, -1 if cash; feed it is valued at, -1: at the global price. */
  readonly slotLane: Int32Array;
  readonly slotFeed: Int32Array;
  /** Chain whose canonical backing the slot's asset shares; -1: a wrapped claim, which has a backing of its own. */
  readonly slotBacking: Int32Array;
  readonly slotHaircut: Float64Array;
  /** Line through which the slot's asset is sold at its venue; -1: at the global price. */
  readonly slotLine: Int32Array;
  /** Chain of each venue. */
  readonly chain: Int32Array;
  /** Asset that profit and loss are settled in, by venue. */
  readonly cashAsset: Int32Array;
  readonly cashHaircut: Float64Array;
  /** 1 where the venue lends: requirement = debt, equity = collateral after haircut. */
  readonly lends: Uint8Array;
  /** 1 where the venue marks at its oracle. */
  readonly marksAtOracle: Uint8Array;
}

/**
 * @returns the layout of `model`.
 * @throws RangeError if the market has no cash asset although a venue needs one to settle in.
 */
export function createLayout(model: ResolvedModel): Layout {
  const { venues, market } = model;
  const laneOfAsset = new Int32Array(market.assets.length).fill(-1);
  market.baseAssets.forEach((asset, lane) => (laneOfAsset[asset] = lane));
  market.assets.forEach((asset, index) => {
    if (asset.kind === "wrapped") laneOfAsset[index] = laneOfAsset[asset.underlying];
  });

  const lineStart = starts(venues.map((venue) => venue.markets.length));
  const lines = venues.flatMap((venue, index) =>
    venue.markets.map((market) => ({ venue: index, market })),
  );
  const tiers = lines.map(({ market }) => market.margin);
  const cashAsset = Int32Array.from(venues, (venue) => settlementAsset(model, venue));
  const slots = venues.flatMap((venue, index) =>
    venue.collateral.map((collateral) => ({ venue: index, ...collateral })),
  );
  const slotVenue = Int32Array.from(slots, (slot) => slot.venue);
  const slotAsset = Int32Array.from(slots, (slot) => slot.asset);

  const feed = (venue: number, lane: number): number =>
    venues[venue].mark === "oracle" && lane >= 0 ? venue * market.baseAssets.length + lane : -1;
  const lineLane = Int32Array.from(lines, (line) => laneOfAsset[line.market.asset]);
  const slotLane = slotAsset.map((asset) => laneOfAsset[asset]);

  return {
    venues: venues.length,
    lanes: market.baseAssets.length,
    lines: lines.length,
    slots: slots.length,
    laneOfAsset,
    lineStart,
    lineVenue: Int32Array.from(lines, (line) => line.venue),
    lineLane,
    lineFeed: lineLane.map((lane, line) => feed(lines[line].venue, lane)),
    tierStart: starts(tiers.map((list) => list.length)),
    tierUpTo: Float64Array.from(tiers.flat(), (tier) => tier.upTo),
    tierMaintenance: Float64Array.from(tiers.flat(), (tier) => tier.maintenance),
    tierInitial: Float64Array.from(tiers.flat(), (tier) => tier.initial),
    openInterestCap: Float64Array.from(lines, ({ market }) => market.openInterestCap ?? Infinity),
    leastMaintenance: Float64Array.from(tiers, (list) => bound(list, Math.min)),
    greatestMaintenance: Float64Array.from(tiers, (list) => bound(list, Math.max)),
    slotStart: starts(venues.map((venue) => venue.collateral.length)),
    slotVenue,
    slotAsset,
    slotLane,
    slotFeed: slotLane.map((lane, slot) => feed(slotVenue[slot], lane)),
    slotBacking: slotAsset.map((asset, slot) =>
      market.assets[asset].kind === "wrapped" ? -1 : venues[slotVenue[slot]].chain,
    ),
    slotHaircut: Float64Array.from(slots, (slot) => slot.haircut),
    slotLine: Int32Array.from(slots, (slot) => saleLine(slot.venue, laneOfAsset[slot.asset])),
    chain: Int32Array.from(venues, ({ chain }) => chain),
    cashAsset,
    cashHaircut: Float64Array.from(venues, (venue, index) => {
      return venue.collateral.find((slot) => slot.asset === cashAsset[index])?.haircut ?? 0;
    }),
    lends: Uint8Array.from(venues, (venue) => (venue.kind === "lending" ? 1 : 0)),
    marksAtOracle: Uint8Array.from(venues, (venue) => (venue.mark === "oracle" ? 1 : 0)),
  };

  function saleLine(venue: number, lane: number): number {
    if (lane < 0) return -1;
    const market = venues[venue].markets.findIndex((line) => laneOfAsset[line.asset] === lane);
    return market < 0 ? -1 : lineStart[venue] + market;
  }
}

/** The line of a venue's market. */
export function lineOf(layout: Layout, venue: number, market: number): number {
  return layout.lineStart[venue] + market;
}

/** The slot of a venue's collateral. */
export function slotOf(layout: Layout, venue: number, collateral: number): number {
  return layout.slotStart[venue] + collateral;
}

function starts(lengths: readonly number[]): Int32Array {
  const result = new Int32Array(lengths.length + 1);
  lengths.forEach((length, index) => (result[index + 1] = result[index] + length));
  return result;
}

function bound(tiers: readonly MarginTier[], pick: (...values: number[]) => number): number {
  return tiers.length === 0 ? 0 : pick(...tiers.map((tier) => tier.maintenance));
}

/** What is borrowed; else the first cash collateral; else the first cash asset of the market. */
function settlementAsset(model: ResolvedModel, venue: Venue): number {
  if (venue.borrow !== null) return venue.borrow.asset;
  const { assets } = model.market;
  const accepted = venue.collateral.find((slot) => assets[slot.asset].kind === "cash");
  const asset = accepted?.asset ?? assets.findIndex((candidate) => candidate.kind === "cash");
  if (asset < 0)
    throw new RangeError(
      `venues.${venue.name}: needs a cash asset to settle in, market.assets has none`,
    );
  return asset;
}
