/**
 * Risk factors: everything whose move can bring an account nearer to a call or a liquidation.
 *
 * Factors are numbered: prices of lines, prices of slots, charges of longs, of shorts (by line), debt indices and prices
 * of settlement cash (by venue). Each is watched for two *concerns*, with readings of their own: a margin call is made at
 * the mark; a breach begins at the mark or at S, whichever is worse, so that concern reads the lower of both for falls,
 * the higher for rises. Each factor has two *watches* per concern, for falls and for rises. A watch turns both into
 * "value has reached key" by a sign: value = -reading for falls, +reading for rises.
 */
import type { ResolvedModel } from "../model/resolved.ts";
import type { Layout } from "./layout.ts";

/** What an account is watched for. */
export const CONCERN = { call: 0, breach: 1 } as const;
export type Concern = (typeof CONCERN)[keyof typeof CONCERN];

export interface Factors {
  readonly count: number;
  readonly firstSlot: number;
  readonly firstChargeLong: number;
  readonly firstChargeShort: number;
  readonly firstDebt: number;
  readonly firstCash: number;
  /** 1 where the factor can move at all in this model. */
  readonly moves: Uint8Array;
}

/** Relative move of a slow factor that spends as much of an account's buffer as a unit move of a price. */
export const SLOW_FACTOR_WEIGHT = 0.02;

/** Numbers the factors of a model and says which of them can move. */
export function createFactors(model: ResolvedModel, layout: Layout): Factors {
  const firstSlot = layout.lines;
  const firstChargeLong = firstSlot + layout.slots;
  const firstChargeShort = firstChargeLong + layout.lines;
  const firstDebt = firstChargeShort + layout.lines;
  const firstCash = firstDebt + layout.venues;
  const count = firstCash + layout.venues;
  const moves = new Uint8Array(count).fill(1);
  for (let slot = 0; slot < layout.slots; slot++) {
    const venue = layout.slotVenue[slot];
    if (staysAtPeg(model, venue, layout.slotAsset[slot])) moves[firstSlot + slot] = 0;
  }
  for (let line = 0; line < layout.lines; line++) {
    const venue = model.venues[layout.lineVenue[line]];
    const market = venue.markets[line - layout.lineStart[layout.lineVenue[line]]];
    const charged =
      market.funding !== null || venue.waterfall.some((step) => step.kind === "socialise");
    if (!charged || venue.kind === "lending")
      moves[firstChargeLong + line] = moves[firstChargeShort + line] = 0;
  }
  model.venues.forEach((venue, index) => {
    if (venue.borrow === null || venue.borrow.rate === 0) moves[firstDebt + index] = 0;
    if (staysAtPeg(model, index, layout.cashAsset[index])) moves[firstCash + index] = 0;
  });
  return { count, firstSlot, firstChargeLong, firstChargeShort, firstDebt, firstCash, moves };
}

/** Cash has one price unless it may depeg, or be taken from under the venue's chain. */
function staysAtPeg(
  { market, venues, chains }: ResolvedModel,
  venue: number,
  asset: number,
): boolean {
  const described = market.assets[asset];
  const { backingAtRisk } = chains[venues[venue].chain];
  return described.kind === "cash" && described.depeg === undefined && backingAtRisk === undefined;
}

/** The watch on falls of a factor for a concern; the one on rises is the next. */
export function fallWatch(factors: Factors, factor: number, concern: Concern): number {
  return 2 * (concern * factors.count + factor);
}
