/** Makers' refills: under 90 % of their inventory the whole flow is asked for from the hub. */
import { askTransfer, canTransfer } from "../../src/engine/network/askTransfer.ts";
import { REFILL } from "../../src/bridges/transferWords.ts";
import { inventoryShare } from "./impact.ts";
import { type TwinVenue, type World, notice } from "./world.ts";

export function askRefills(world: World): void {
  for (const venue of world.venues) {
    const { makers } = venue.terms;
    if (makers === null || venue.refill >= 0 || inventoryShare(venue) >= 0.9) continue;
    askRefill(world, venue, makers.hub);
  }
}

function askRefill(world: World, venue: TwinVenue, hub: number): void {
  const { machinery, now } = world;
  const { chain } = venue.terms;
  if (hub === chain) {
    if (machinery.chainLive[chain] === 1) {
      venue.flow = 0;
      notice(world, "refilled at once");
    }
    return;
  }
  const usd = Math.abs(venue.flow);
  const { settlement, peg, refillRoutes } = venue;
  // A refused refill stands once in the tables and is tried again every step.
  if (venue.refillRefused && !canTransfer(machinery, refillRoutes, usd, usd / peg, now)) return;
  const id = askTransfer(machinery, refillRoutes, {
    purpose: REFILL,
    owner: venue.index,
    asset: settlement,
    from: hub,
    to: chain,
    usd,
    units: usd / peg,
    at: now,
  });
  venue.refillRefused = id < 0;
  if (id < 0) {
    notice(world, "refill refused");
    return;
  }
  venue.refill = id;
  venue.refillFees += machinery.transfers.fee[id] / peg;
}

/** What arrives makes up for as much flow. */
export function landRefill(world: World, id: number): void {
  const { owner, amount, units, fee } = world.machinery.transfers;
  const venue = world.venues[owner[id]];
  const arrived = units[id] * (1 - fee[id] / amount[id]) * venue.peg;
  venue.flow = Math.sign(venue.flow) * Math.max(0, Math.abs(venue.flow) - arrived);
  venue.refill = -1;
  notice(world, "refilled");
}
