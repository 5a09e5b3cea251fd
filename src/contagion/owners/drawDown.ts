/**
 * The borrower's window: while oracles show a claim at par whose backing is gone, its holder borrows what it carries there
 * and leaves the claim to the lenders.
 *
 * After each exploit behind a claim a borrower who holds it is ready with the group's probability, its reaction time later.
 * At the end of the first step from then on in which the chain takes his order, and the claim is still shown above its
 * worth, he borrows up to the limit: debt = haircut collateral at the oracle. What he borrows leaves the book for good,
 * and he tops nothing up. Left out: strangers who buy claims to deposit them; venues that run out of money to lend.
 */
import { STANDING } from "../../book/accounts.ts";
import { leastKey, popKey, pushKey } from "../../book/keyHeap.ts";
import { valueAccount } from "../../book/margin.ts";
import { ALL_CONCERNS, markDue } from "../../book/watches.ts";
import { DRAWS_PER_ITEM, streamOf, uniform } from "../../random/streams.ts";
import { enter } from "../liquidation/breach.ts";
import { keepAccount } from "../rollback/keepAccount.ts";
import { type DrawingGroup, hasLeft } from "../state/drawDowns.ts";
import { pay } from "../state/funds.ts";
import { HOLDER } from "../state/ledger.ts";
import type { Trading } from "../state/trading.ts";
import { lostAt } from "../state/wrappedRatios.ts";

/** Share of the limit that is left: a debt of all of it would be over the limit by rounding. */
const SHORT_OF = 1e-9;

/** Notes exploits of this step, and lets those draw who are ready. */
export function drawDown(trading: Trading): void {
  const { drawDowns, now } = trading;
  if (drawDowns.groups.length === 0) return;
  for (let group = 0; group < drawDowns.groups.length; group++) noteExploit(trading, group);
  const { scheduled } = drawDowns;
  if (leastKey(scheduled) > now) return;
  const waiting: number[] = [];
  while (leastKey(scheduled) <= now) {
    const account = scheduled.account[0];
    const group = scheduled.tag[0];
    popKey(scheduled);
    if (!isShownAbove(trading, drawDowns.groups[group])) continue;
    if (takesOrders(trading, drawDowns.groups[group])) borrowAll(trading, account);
    else waiting.push(account, group);
  }
  for (let at = 0; at < waiting.length; at += 2)
    pushKey(scheduled, now, waiting[at], waiting[at + 1]);
}

/** What an account had drawn is undone: it does it again as soon as the chain takes it. */
export function readyAgain({ drawDowns, now }: Trading, account: number): void {
  if (!hasLeft(drawDowns, account)) return;
  drawDowns.left[account] = 0;
  const group = drawDowns.groups.findIndex(
    ({ first, accounts }) => account >= first && account < first + accounts,
  );
  pushKey(drawDowns.scheduled, now, account, group);
}

function noteExploit(trading: Trading, index: number): void {
  const { drawDowns, backing, draws } = trading;
  const { component, first, accounts, probability, reaction, claims, streams } =
    drawDowns.groups[index];
  let latest = -Infinity;
  for (const { asset, over } of claims) latest = Math.max(latest, lostAt(backing, asset, over));
  if (latest === drawDowns.seen[index]) return;
  drawDowns.seen[index] = latest;
  const number = drawDowns.exploits[index]++;
  streams[number] ??= streamOf(drawDowns.registry, component, `draw-down/${number}`);
  for (let item = 0; item < accounts; item++) {
    const draw = item * DRAWS_PER_ITEM;
    if (uniform(streams[number], draws.book, draw) >= probability) continue;
    const wait = reaction.quantile(uniform(streams[number], draws.book, draw + 1));
    pushKey(drawDowns.scheduled, latest + wait, first + item, index);
  }
}

function isShownAbove({ ratios }: Trading, { claims }: DrawingGroup): boolean {
  for (const { slot } of claims) if (ratios.shown[slot] > ratios.true[slot]) return true;
  return false;
}

function takesOrders({ network }: Trading, { chain }: DrawingGroup): boolean {
  return network.chainLive[chain] === 1 && network.chainCensored[chain] === 0;
}

function borrowAll(trading: Trading, account: number): void {
  const { accounts, book, layout, valuations, state, funds, lent, index, drawDowns } = trading;
  enter(trading, account);
  if (accounts.standing[account] === STANDING.closed) return;
  valueAccount(layout, accounts, account, valuations.mark, state);
  const usd = state.equity * (1 - SHORT_OF) - state.requirement;
  if (!(usd > 0)) return;
  const venue = book.venue[account];
  keepAccount(trading, account);
  const units = usd / funds.peg[venue];
  const debt = units / valuations.mark.debtIndex[venue];
  accounts.debt[account] += debt;
  lent[venue] += debt;
  pay(funds, venue, HOLDER.lenders, HOLDER.outside, units);
  drawDowns.left[account] = 1;
  markDue(index.watches, account, ALL_CONCERNS);
}
