/**
 * The prices of one moment, as every account would be valued at them, and what the index reads of them.
 *
 *   mark        P, or the venue's oracle; collateral at the oracle where the venue marks there, else at S
 *   global      S throughout: a breach at S starts the clock of the liquidation delay
 *   exogenous   as mark, had nobody moved S: S_ex, or what the oracle's last update would have shown of it; safe there,
 *               an account was brought down by impact
 *
 * A wrapped collateral takes its oracle's ratio to the underlying in all three; `worth` holds true prices. Cash counts at
 * its price of the moment, and what is canonically bridged at its chain's backing, everywhere but at par.
 */
import type { Layout } from "../../book/layout.ts";
import { CONCERN, type Concern, type Factors, fallWatch } from "../../book/factors.ts";
import type { Valuation } from "../../book/margin.ts";
import { type Watches, sense } from "../../book/watches.ts";
import type { Oracles } from "../../market/oracles.ts";
import type { Pegs } from "../../market/pegs.ts";
import type { Prices } from "../../market/prices.ts";
import type { VenuePrices } from "../../market/venuePrices.ts";
import type { Backed } from "./backed.ts";
import type { WrappedRatios } from "./wrappedRatios.ts";

export interface Valuations {
  readonly mark: Valuation;
  readonly global: Valuation;
  readonly exogenous: Valuation;
  /** As mark, wrapped collateral, canonical backing and cash at par: safe there, an account was brought down by a depeg. */
  readonly par: Valuation;
  /** Marks P (S where the venue marks at its oracle), collateral at its true price: nothing hides behind an oracle. */
  readonly worth: Valuation;
}

/** @param peg USD per unit of the settlement asset now, by venue; kept up to date by its owner */
export function createValuations(layout: Layout, peg: Float64Array): Valuations {
  const chargeLong = new Float64Array(layout.lines);
  const chargeShort = new Float64Array(layout.lines);
  const debtIndex = new Float64Array(layout.venues);
  const valuation = (mark: Float64Array, cash = peg): Valuation => {
    const collateral = new Float64Array(layout.slots);
    return { mark, collateral, cash, chargeLong, chargeShort, debtIndex };
  };
  const mark = new Float64Array(layout.lines);
  return {
    mark: valuation(mark),
    global: valuation(new Float64Array(layout.lines)),
    exogenous: valuation(new Float64Array(layout.lines)),
    par: valuation(mark, peg.slice()),
    worth: valuation(new Float64Array(layout.lines)),
  };
}

/** Back to t = 0. @param peg USD per unit of cash assets at their pegs, by asset */
export function resetValuations(valuations: Valuations, layout: Layout, peg: Float64Array): void {
  for (let slot = 0; slot < layout.slots; slot++) {
    if (layout.slotLane[slot] >= 0) continue;
    for (const valuation of Object.values(valuations)) {
      valuation.collateral[slot] = peg[layout.slotAsset[slot]];
    }
  }
  valuations.mark.cash.set(valuations.par.cash);
  valuations.mark.chargeLong.fill(0);
  valuations.mark.chargeShort.fill(0);
  valuations.mark.debtIndex.fill(1);
}

/** Takes in the prices of this moment: `mark` and `global`, and the readings of the watches on them. */
export function readPrices(
  valuations: Valuations,
  layout: Layout,
  factors: Factors,
  prices: Prices,
  venuePrices: VenuePrices,
  oracles: Oracles,
  ratios: WrappedRatios,
  watches: Watches,
): void {
  const { mark, global } = valuations;
  const { lineLane, lineFeed, slotLane, slotFeed } = layout;
  for (let line = 0; line < lineLane.length; line++) {
    global.mark[line] = prices.global[lineLane[line]];
    mark.mark[line] = lineFeed[line] < 0 ? venuePrices.price[line] : oracles.value[lineFeed[line]];
    readPrice(watches, factors, line, mark.mark, global.mark, line);
  }
  for (let slot = 0; slot < slotLane.length; slot++) {
    if (slotLane[slot] < 0) continue;
    const shown = ratios.shown[slot];
    const atGlobal = prices.global[slotLane[slot]] * shown;
    const marked = slotFeed[slot] < 0 ? atGlobal : oracles.value[slotFeed[slot]] * shown;
    mark.collateral[slot] = marked;
    global.collateral[slot] = atGlobal;
    readPrice(watches, factors, factors.firstSlot + slot, mark.collateral, global.collateral, slot);
  }
}

/** Takes in prices of cash that have left their pegs or whose backing was taken, for every valuation but that at par. */
export function readPegs(
  valuations: Valuations,
  layout: Layout,
  factors: Factors,
  pegs: Pegs,
  backed: Backed,
  watches: Watches,
): void {
  const { mark, global, exogenous, worth } = valuations;
  for (let slot = 0; slot < layout.slots; slot++) {
    if (layout.slotLane[slot] >= 0) continue;
    const price = pegs.price[layout.slotAsset[slot]] * backed.ratio[layout.slotBacking[slot]];
    mark.collateral[slot] = global.collateral[slot] = price;
    exogenous.collateral[slot] = worth.collateral[slot] = price;
    readFactor(watches, factors, factors.firstSlot + slot, price);
  }
  for (let venue = 0; venue < layout.venues; venue++) {
    mark.cash[venue] = pegs.price[layout.cashAsset[venue]] * backed.ratio[layout.chain[venue]];
    readFactor(watches, factors, factors.firstCash + venue, mark.cash[venue]);
  }
}

/** The valuations that only a breach or the horizon asks for. */
export function readCounterfactuals(
  valuations: Valuations,
  layout: Layout,
  prices: Prices,
  venuePrices: VenuePrices,
  oracles: Oracles,
  ratios: WrappedRatios,
): void {
  const { exogenous, par, worth } = valuations;
  const { lineLane, lineFeed, slotLane, slotFeed } = layout;
  for (let line = 0; line < lineLane.length; line++) {
    const lane = lineLane[line];
    exogenous.mark[line] =
      lineFeed[line] < 0 ? prices.exogenous[lane] : oracles.exogenous[lineFeed[line]];
    worth.mark[line] = lineFeed[line] < 0 ? venuePrices.price[line] : prices.global[lane];
  }
  for (let slot = 0; slot < slotLane.length; slot++) {
    const lane = slotLane[slot];
    if (lane < 0) continue;
    const unmoved = slotFeed[slot] < 0 ? prices.exogenous[lane] : oracles.exogenous[slotFeed[slot]];
    exogenous.collateral[slot] = unmoved * ratios.shown[slot];
    par.collateral[slot] = slotFeed[slot] < 0 ? prices.global[lane] : oracles.value[slotFeed[slot]];
    worth.collateral[slot] = prices.global[lane] * ratios.true[slot];
  }
}

/**
 * A call looks at the mark; a breach at whichever of mark and S is worse. Prices stay in their arrays, USD at `at`: a
 * number that crosses a call is an object.
 */
function readPrice(
  watches: Watches,
  factors: Factors,
  factor: number,
  marks: Float64Array,
  globals: Float64Array,
  at: number,
): void {
  const { value } = watches;
  const mark = marks[at];
  const global = globals[at];
  const call = fallWatch(factors, factor, CONCERN.call);
  const breach = fallWatch(factors, factor, CONCERN.breach);
  value[call] = -mark;
  value[call + 1] = mark;
  value[breach] = mark < global ? -mark : -global;
  value[breach + 1] = mark < global ? global : mark;
  sense(watches, call);
  sense(watches, call + 1);
  sense(watches, breach);
  sense(watches, breach + 1);
}

/** A factor with one reading for both concerns: a charge, a debt index, the price of cash. */
export function readFactor(
  watches: Watches,
  factors: Factors,
  factor: number,
  reading: number,
): void {
  for (let concern = 0; concern < 2; concern++) {
    const watch = fallWatch(factors, factor, concern as Concern);
    watches.value[watch] = -reading;
    watches.value[watch + 1] = reading;
    sense(watches, watch);
    sense(watches, watch + 1);
  }
}
