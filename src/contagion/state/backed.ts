/**
 * Canonical backing as the book feels it: what a unit of a canonically bridged asset is worth on its chain, per unit at
 * home. A taking is public on the settlement layer and is seen at once, by venues and by the market alike.
 */

import type { Layout } from "../../book/layout.ts";
import type { WrappedRatios } from "./wrappedRatios.ts";

/** A claim keeps a millionth of its price, so that an amount of it stays a number. */
const LEAST = 1e-6;

export interface Backed {
  /** By chain, in (0, 1]. */
  readonly ratio: Float64Array;
}

export function createBacked(chains: number): Backed {
  return { ratio: new Float64Array(chains) };
}

export function resetBacked(backed: Backed): void {
  backed.ratio.fill(1);
}

/** Takes in the backing ratios of this moment. @returns whether one has changed */
export function updateBacked(backed: Backed, ratio: Float64Array): boolean {
  let changed = false;
  for (let chain = 0; chain < ratio.length; chain++) {
    const now = Math.max(LEAST, ratio[chain]);
    if (now === backed.ratio[chain]) continue;
    backed.ratio[chain] = now;
    changed = true;
  }
  return changed;
}

/** What each slot of canonically bridged collateral is worth from now on. */
export function spreadBacking(ratios: WrappedRatios, layout: Layout, { ratio }: Backed): void {
  for (let slot = 0; slot < layout.slots; slot++) {
    const chain = layout.slotBacking[slot];
    if (chain >= 0) ratios.true[slot] = ratios.shown[slot] = ratio[chain];
  }
}
