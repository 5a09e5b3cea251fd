/**
 * Desks that lose a leg: liquidated or deleveraged whole, or closed in panic. The trader decides once, by one draw, to
 * close the others whole, `delay` later.
 */
import { DRAWS_PER_ITEM, streamOf, uniform } from "../../random/streams.ts";
import { enter } from "../liquidation/breach.ts";
import { CAUSE } from "../liquidation/causes.ts";
import { schedule } from "./orders.ts";
import type { Trading } from "../state/trading.ts";

/** An account has lost all its positions: if it was a leg, its trader decides what becomes of the others. */
export function loseLeg(trading: Trading, account: number): void {
  const { desks } = trading.book;
  for (let desk = 0; desk < desks.length; desk++) {
    const { first, traders, legs } = desks[desk];
    if (account < first || account >= first + traders * legs) continue;
    decide(trading, desk, Math.floor((account - first) / legs), account);
  }
}

function decide(trading: Trading, desk: number, trader: number, lost: number): void {
  const { orders, draws, now, book } = trading;
  const { component, first, legs, probability, delay } = book.desks[desk];
  const firstLeg = first + trader * legs;
  enter(trading, firstLeg);
  if (orders.decided[firstLeg] === 1) return;
  orders.decided[firstLeg] = 1;
  orders.unwindStreams[desk] ??= streamOf(orders.registry, component, "unwind");
  const stream = orders.unwindStreams[desk];
  if (uniform(stream, draws.book, trader * DRAWS_PER_ITEM) >= probability) return;
  for (let leg = firstLeg; leg < firstLeg + legs; leg++) {
    if (leg !== lost) schedule(trading, leg, CAUSE.unwind, now + delay);
  }
}
