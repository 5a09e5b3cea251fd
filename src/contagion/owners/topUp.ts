/**
 * Top-ups: an account under its call level asks for money from its wallet, and may not get it in time.
 *
 * Once per episode under the level, with the policy's probability, after its reaction time; over the fastest live route
 * at that moment, or straight in from the venue's own chain while that is live. A censoring chain drops what is asked on
 * it, unless it has an inbox (`inbox.ts`) or what leaves it a hatch. `landTopUp.ts` has what becomes of it on the way's end.
 * Blocked = no live route, dropped, or landed after the close: that money goes back to the wallet.
 */
import { STANDING } from "../../book/accounts.ts";
import type { TransferRequest } from "../../bridges/transfers.ts";
import {
  CENSORED,
  CHAIN_HALTED,
  GRACE_PERIOD,
  NOT_REFUSED,
  TOP_UP,
} from "../../bridges/transferWords.ts";
import { popKey, pushKey } from "../../book/keyHeap.ts";
import { DRAWS_PER_ITEM, streamOf, uniform } from "../../random/streams.ts";
import { enterInbox, hasInbox } from "./inbox.ts";
import { hasLeft } from "../state/drawDowns.ts";
import { CREDIT, keepCredit } from "../rollback/credits.ts";
import { HOLDER, post } from "../state/ledger.ts";
import { type CallPolicy, STAGE } from "../state/topUps.ts";
import type { Trading } from "../state/trading.ts";
import { deposit, graceBlocks } from "./landTopUp.ts";
import { amountAsked, amountLeft, policyPrice } from "./topUpAmount.ts";

const DRAW = { willing: 0, reaction: 1 } as const;

/** An account has fallen under its call level. */
export function beginEpisode(trading: Trading, account: number): void {
  const { topUps, book, draws, now } = trading;
  const policy = topUps.policies[book.policy[account]];
  const episode = topUps.episode[account]++;
  topUps.inEpisode[account] = 1;
  if (topUps.stage[account] !== STAGE.none || hasLeft(trading.drawDowns, account)) return;
  // What was asked for, and blocked, after the last episode ended is not of this one.
  topUps.unlanded[account] = 0;
  policy.streams[episode] ??= streamOf(topUps.registry, policy.component, `top-up/${episode}`);
  const stream = policy.streams[episode];
  const item = book.policyItem[account] * DRAWS_PER_ITEM;
  if (uniform(stream, draws.book, item + DRAW.willing) >= policy.topUp.probability) return;
  if (amountLeft(trading, account, policy) <= 0) return;
  topUps.stage[account] = STAGE.scheduled;
  pushKey(
    topUps.scheduled,
    now + policy.reaction.quantile(uniform(stream, draws.book, item + DRAW.reaction)),
    account,
    0,
  );
}

/** An account is back above its call level. */
export function endEpisode(trading: Trading, account: number): void {
  const { topUps } = trading;
  topUps.inEpisode[account] = 0;
  if (topUps.stage[account] === STAGE.none) topUps.unlanded[account] = 0;
}

/** Makes the request that is due first. @param at s, its time; the network stands there */
export function askTopUp(trading: Trading, at: number): void {
  const { topUps, accounts, book } = trading;
  const account = topUps.scheduled.account[0];
  popKey(topUps.scheduled);
  topUps.stage[account] = STAGE.none;
  if (accounts.standing[account] === STANDING.closed || hasLeft(trading.drawDowns, account)) return;
  const policy = topUps.policies[book.policy[account]];
  const request = topUpRequest(trading, account, policy, at);
  topUps.asked++;
  topUps.unlanded[account] = request.units;
  if (request.from === request.to) payIn(trading, policy, request);
  else send(trading, policy, request);
}

function topUpRequest(
  trading: Trading,
  account: number,
  policy: CallPolicy,
  at: number,
): TransferRequest {
  const { request } = trading;
  request.purpose = TOP_UP;
  request.owner = account;
  request.asset = policy.asset;
  request.from = policy.topUp.from;
  request.to = trading.model.venues[policy.venue].chain;
  request.units = amountAsked(trading, account, policy);
  request.usd = request.units * policyPrice(trading, policy);
  request.at = at;
  return request;
}

/** From a wallet on the venue's own chain: at once, by the inbox, or not at all. */
function payIn(trading: Trading, policy: CallPolicy, request: TransferRequest): void {
  const { topUps } = trading;
  const { owner: account, to, usd, units, at } = request;
  const refusal = homeRefusal(trading, policy, at);
  const waits = refusal === CHAIN_HALTED || refusal === CENSORED;
  if (waits && hasInbox(trading, to)) {
    enterInbox(trading, request);
    return;
  }
  const id = trading.note(request, refusal);
  if (refusal === NOT_REFUSED) {
    topUps.sent[account] += units;
    deposit(trading, account, policy, HOLDER.wallets, units);
    keepCredit(trading, account, id, units, CREDIT.local);
  } else topUps.blockedUsd += usd;
}

/** From another chain, over the fastest way. */
function send(trading: Trading, policy: CallPolicy, request: TransferRequest): void {
  const { topUps } = trading;
  const { owner: account, usd, units } = request;
  const id = trading.ask(policy.routes, request);
  if (id < 0) {
    topUps.blockedUsd += usd;
    return;
  }
  topUps.stage[account] = STAGE.underWay;
  topUps.sent[account] += units;
  postDeparture(trading, policy, id, units);
}

/** Why the venue does not take money from a wallet on its own chain. */
function homeRefusal(trading: Trading, policy: CallPolicy, at: number): number {
  const { network } = trading;
  const chain = policy.topUp.from;
  if (graceBlocks(trading, policy.venue, at)) return GRACE_PERIOD;
  if (network.chainLive[chain] === 0) return CHAIN_HALTED;
  return network.chainCensored[chain] === 1 ? CENSORED : NOT_REFUSED;
}

/** What leaves the wallet: the fee goes to the pool; a lock turns the underlying into a claim that its bridge owes. */
function postDeparture(trading: Trading, policy: CallPolicy, id: number, units: number): void {
  const { ledger, network } = trading;
  const { amount, fee } = network.transfers;
  const price = policyPrice(trading, policy);
  if (policy.sends !== policy.asset) {
    post(ledger, policy.sends, HOLDER.wallets, HOLDER.bridges, units, price);
    post(ledger, policy.asset, HOLDER.bridges, HOLDER.transit, units, price);
    return;
  }
  const kept = units * (fee[id] / amount[id]);
  post(ledger, policy.asset, HOLDER.wallets, HOLDER.bridges, kept, price);
  post(ledger, policy.asset, HOLDER.wallets, HOLDER.transit, units - kept, price);
}
