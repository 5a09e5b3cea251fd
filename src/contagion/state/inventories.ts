/**
 * Makers' working capital on each venue's chain, and how much of it liquidation flow has tied up.
 *
 *   share = clamp(1 - |signed flow since the last refill| / inventory, 0, 1)
 *   depth = max(depth_floor, depth_1pct * thinning * share^depth_exponent),
 *   thinning = stress_depth + (1 - stress_depth) / m^2
 */
import type { ResolvedModel } from "../../model/resolved.ts";
import type { VenueMarket } from "../../model/resolved/venue.ts";

export interface Inventories {
  /** Every line's market. */
  readonly market: readonly VenueMarket[];
  /** USD by venue; Infinity where a venue has no makers. */
  readonly inventory: Float64Array;
  /** Signed USD since the last refill, buys of the venue's customers positive, by venue. */
  readonly flow: Float64Array;
  /** Transfer id of the refill under way; -1: none. */
  readonly refill: Int32Array;
  /** 1 once a refill was refused and none has been sent since. */
  readonly refused: Uint8Array;
  /** Least share so far, all venues. */
  leastShare: number;
}

export function createInventories(model: ResolvedModel): Inventories {
  const { venues } = model;
  return {
    market: venues.flatMap((venue) => venue.markets),
    inventory: Float64Array.from(venues, (venue) => venue.makers?.inventory ?? Infinity),
    flow: new Float64Array(venues.length),
    refill: new Int32Array(venues.length),
    refused: new Uint8Array(venues.length),
    leastShare: 1,
  };
}

export function resetInventories(inventories: Inventories): void {
  inventories.flow.fill(0);
  inventories.refill.fill(-1);
  inventories.refused.fill(0);
  inventories.leastShare = 1;
}

/** Share of a venue's inventory that is free, in [0, 1]. */
export function inventoryShare(inventories: Inventories, venue: number): number {
  return Math.max(0, 1 - Math.abs(inventories.flow[venue]) / inventories.inventory[venue]);
}

/** USD that move a line's price 1 % now. @param stress m */
export function depthOf(
  inventories: Inventories,
  line: number,
  share: number,
  stress: number,
): number {
  const market = inventories.market[line];
  const thinning = market.stressDepth + (1 - market.stressDepth) / (stress * stress);
  return Math.max(market.depthFloor, market.depth1pct * thinning * share ** market.depthExponent);
}
