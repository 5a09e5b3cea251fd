/**
 * Generations: rounds of liquidation inside one step, until nobody is liquidatable who can be taken.
 *
 * Generation 0 is everybody liquidatable at the step's prices before any liquidation. All venues' sales of generation k
 * are computed from the prices at the end of generation k - 1; each fill sees its own venue's impact only; the permanent
 * parts are then added to S together. Generation k + 1 is whoever is liquidatable now. What is not taken waits.
 */
import { displaceForGood } from "../../market/prices.ts";
import { assessBreached, assessDue } from "./breach.ts";
import { seePrices, settleMarket } from "../prices.ts";
import { sellVenue } from "./sale.ts";
import type { Trading } from "../state/trading.ts";

/** Rounds in one step after which what is left waits for the next: slices that pay a keeper may be very small. */
const MOST_GENERATIONS = 1000;

/** Runs a step's generations to their end. */
export function runGenerations(trading: Trading): void {
  const { layout, open, selection } = trading;
  for (let generation = 0; generation < MOST_GENERATIONS; generation++) {
    assessDue(trading);
    if (trading.breaches.count === 0) return;
    assessBreached(trading);
    let sold = false;
    selection.permanent.fill(0);
    for (let venue = 0; venue < layout.venues; venue++) {
      if (open[venue] === 1 && sellVenue(trading, venue, generation)) sold = true;
    }
    if (!sold) return;
    for (let lane = 0; lane < layout.lanes; lane++)
      displaceForGood(trading.prices, lane, selection.permanent[lane]);
    settleMarket(trading);
    seePrices(trading);
  }
}
