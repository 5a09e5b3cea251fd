/**
 * Sending closing orders: crowds whose patience with a halt has ended, desks that close what is left of a hedge.
 *
 * A halt longer than `patience` makes each account of a crowd panic with probability `share`, one draw a halt; the order
 * is sent at the exact time patience ends. A desk's is sent `delay` after it lost a leg. Where the chain takes nothing
 * then, the order waits for its restart, or goes through its escape hatch, whichever is first.
 */
import { STANDING } from "../../book/accounts.ts";
import { leastKey, popKey, pushKey } from "../../book/keyHeap.ts";
import { DRAWS_PER_ITEM, streamOf, uniform } from "../../random/streams.ts";
import { enter } from "../liquidation/breach.ts";
import { CAUSE } from "../liquidation/causes.ts";
import { ORDER, type Orders } from "../state/orders.ts";
import type { Trading } from "../state/trading.ts";
import { openNotional } from "../notional.ts";

/** Sets an alarm for every halt that began since the last look; one that has gone off by now rings at once. */
export function watchHalts(trading: Trading): void {
  const { orders, book, network, now } = trading;
  for (let crowd = 0; crowd < book.crowds.length; crowd++) {
    const { chain, patience } = book.crowds[crowd];
    const halted = network.chainHaltedAt[chain];
    if (halted === orders.halt[crowd]) continue;
    orders.halt[crowd] = halted;
    const end = network.chainLive[chain] === 1 ? network.chainRestartedAt[chain] : now;
    if (end - halted > patience) panic(trading, crowd, halted + patience);
    else if (network.chainLive[chain] === 0) pushKey(orders.alarms, halted + patience, crowd, 0);
  }
}

/**
 * A crowd's patience ends; the network stands at that time. It panics if the halt does not end with it. An alarm that was set
 * for an earlier halt, over since, means nothing.
 */
export function ringAlarm(trading: Trading): void {
  const { orders, network, book } = trading;
  const at = leastKey(orders.alarms);
  const crowd = orders.alarms.account[0];
  popKey(orders.alarms);
  const { chain, patience } = book.crowds[crowd];
  const halted = network.chainHaltedAt[chain];
  const lasts = network.chainLive[chain] === 0 && halted === orders.halt[crowd];
  if (lasts && at === halted + patience) panic(trading, crowd, at);
}

function panic(trading: Trading, crowd: number, at: number): void {
  const { orders, book, draws } = trading;
  const { component, first, stride, accounts, origin, share } = book.crowds[crowd];
  const number = orders.panics[crowd]++;
  const streams = orders.panicStreams[crowd];
  streams[number] ??= streamOf(orders.registry, component, `panic/${number}`);
  for (let item = 0; item < accounts; item++) {
    const account = first + item * stride;
    if (uniform(streams[number], draws.book, (account - origin) * DRAWS_PER_ITEM) >= share)
      continue;
    enter(trading, account);
    if (orders.stage[account] > ORDER.scheduled || !hasPositions(trading, account)) continue;
    orders.cause[account] = CAUSE.panic;
    send(trading, account, at);
  }
}

/** Schedules the close of an account. @param at s */
export function schedule(trading: Trading, account: number, cause: number, at: number): void {
  const { orders } = trading;
  enter(trading, account);
  if (orders.stage[account] !== ORDER.none || !hasPositions(trading, account)) return;
  orders.stage[account] = ORDER.scheduled;
  orders.cause[account] = cause;
  pushKey(orders.scheduled, at, account, 0);
}

/** Sends the scheduled order that is due first; the network stands at its time. */
export function sendScheduled(trading: Trading): void {
  const { orders } = trading;
  const at = leastKey(orders.scheduled);
  const account = orders.scheduled.account[0];
  popKey(orders.scheduled);
  if (orders.stage[account] === ORDER.scheduled) send(trading, account, at);
}

function send(trading: Trading, account: number, at: number): void {
  const { orders } = trading;
  orders.stage[account] = ORDER.sent;
  orders.askedAt[account] = at;
  orders.forcedAt[account] = Infinity;
  orders.sent[orders.sentCount++] = account;
  if (!takesOrders(trading, account)) askHatch(trading, account);
}

/** Chooses what is carried out at the step's end, by time asked, then account; the rest goes on waiting. */
export function chooseReady(trading: Trading): void {
  const { orders, now } = trading;
  let waiting = 0;
  orders.readyCount = 0;
  for (let index = 0; index < orders.sentCount; index++) {
    const account = orders.sent[index];
    if (!hasPositions(trading, account)) {
      orders.stage[account] = ORDER.done;
      continue;
    }
    const taken = takesOrders(trading, account);
    if (!taken && orders.forcedAt[account] === Infinity) askHatch(trading, account);
    if (taken || orders.forcedAt[account] <= now) orders.ready[orders.readyCount++] = account;
    else orders.sent[waiting++] = account;
  }
  orders.sentCount = waiting;
  sortAsked(orders, orders.ready, orders.readyCount);
}

/** Orders that a restart has undone are sent again, each in its place: by time asked, then account. */
export function queueAgain({ orders }: Trading): void {
  sortAsked(orders, orders.sent, orders.sentCount);
}

function sortAsked({ askedAt }: Orders, accounts: Int32Array, count: number): void {
  if (count > 1) accounts.subarray(0, count).sort((a, b) => askedAt[a] - askedAt[b] || a - b);
}

/** Whether the chain of an account's venue takes its orders now. */
function takesOrders({ network, model, book }: Trading, account: number): boolean {
  const { chain } = model.venues[book.venue[account]];
  return network.chainLive[chain] === 1 && network.chainCensored[chain] === 0;
}

function askHatch(trading: Trading, account: number): void {
  const { chain } = trading.model.venues[trading.book.venue[account]];
  if (!trading.hasHatch(chain)) return;
  trading.orders.forcedAt[account] = trading.askHatch(chain, openNotional(trading, account));
}

/** Whether an account (touched) has anything to close. */
function hasPositions({ accounts, book }: Trading, account: number): boolean {
  if (accounts.standing[account] === STANDING.closed) return false;
  for (
    let position = book.positionStart[account];
    position < book.positionStart[account + 1];
    position++
  ) {
    if (accounts.size[position] !== 0) return true;
  }
  return false;
}
