/** What the book asks for at exact times inside a step: top-ups, closing orders, the end of a crowd's patience. */
import { leastKey } from "../../book/keyHeap.ts";
import { ringAlarm, sendScheduled } from "./orders.ts";
import type { Trading } from "../state/trading.ts";
import { askTopUp } from "./topUp.ts";

/** When the next request is due, s; Infinity: none is. */
export function nextRequestAt({ topUps, orders }: Trading): number {
  const order = Math.min(leastKey(orders.alarms), leastKey(orders.scheduled));
  return Math.min(order, leastKey(topUps.scheduled));
}

/** Makes the request that is due first: at equal times alarms, then orders, then top-ups. @param at s, its time */
export function ask(trading: Trading, at: number): void {
  const { orders } = trading;
  if (leastKey(orders.alarms) === at) ringAlarm(trading);
  else if (leastKey(orders.scheduled) === at) sendScheduled(trading);
  else askTopUp(trading, at);
}
