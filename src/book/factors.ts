/**
 * Risk factors: everything whose move can bring an account nearer to a call or a liquidation.
 *
 * Factors are numbered: prices of lines at the mark and at S, prices of slots at the mark and at S, charges of longs, of
 * shorts (by line), debt indices (by venue). Mark and S are watched apart, because a call is made at the mark while a
 * delay is counted from the earlier breach at either; a *basis* says which one is meant.
 *
 * Each factor has two *watches*, 2f for falls and 2f + 1 for rises. A watch turns both into "value has reached key" by
 * a sign: value = -reading for falls, +reading for rises.
 */
import type { ResolvedModel } from "../model/resolved.ts";
import type { Layout } from "./layout.ts";

/** Prices that an account can be valued at. */
export const BASIS = { mark: 0, global: 1 } as const;
export type Basis = (typeof BASIS)[keyof typeof BASIS];

export interface Factors {
  readonly count: number;
  readonly lines: number;
  readonly slots: number;
  readonly firstSlot: number;
  readonly firstChargeLong: number;
  readonly firstChargeShort: number;
  readonly firstDebt: number;
  /** 1 where the factor can move at all in this model. */
  readonly moves: Uint8Array;
}

/** Relative move of a slow factor that spends as much of an account's buffer as a unit move of a price. */
export const SLOW_FACTOR_WEIGHT = 0.02;

export function createFactors(model: ResolvedModel, layout: Layout): Factors {
  const firstSlot = 2 * layout.lines;
  const firstChargeLong = firstSlot + 2 * layout.slots;
  const firstChargeShort = firstChargeLong + layout.lines;
  const firstDebt = firstChargeShort + layout.lines;
  const count = firstDebt + layout.venues;
  const moves = new Uint8Array(count).fill(1);
  for (let slot = 0; slot < layout.slots; slot++) {
    if (layout.laneOfAsset[layout.slotAsset[slot]] >= 0) continue;
    moves[firstSlot + slot] = moves[firstSlot + layout.slots + slot] = 0;
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
  });
  return {
    count,
    lines: layout.lines,
    slots: layout.slots,
    firstSlot,
    firstChargeLong,
    firstChargeShort,
    firstDebt,
    moves,
  };
}

/** The factor of a line's price at a basis. */
export function lineFactor(factors: Factors, line: number, basis: Basis): number {
  return basis * factors.lines + line;
}

/** The factor of a slot's price at a basis. */
export function slotFactor(factors: Factors, slot: number, basis: Basis): number {
  return factors.firstSlot + basis * factors.slots + slot;
}
