/**
 * Top-ups: an account under its call level asks for money from its wallet, and may not get it in time.
 *
 * Once per episode under the level, with the policy's probability, after its reaction time; over the fastest live route
 * at that moment, or straight in from the venue's own chain while that is live. A censoring chain drops what is asked on
 * it, unless it has an inbox (`inbox.ts`) or what leaves it a hatch. What lands in a grace period that blocks top-ups, or
 * unforced while the venue's chain censors, waits for the end of that.
 * Blocked = no live route, dropped, or landed after the close: that money goes back to the wallet.
 */
import type { Valuation } from "../../book/margin.ts";
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
import { startPrice } from "../../book/startValuation.ts";
import { ALL_CONCERNS, markDue } from "../../book/watches.ts";
import { DRAWS_PER_ITEM, streamOf, uniform } from "../../random/streams.ts";
import { enterInbox, hasInbox, releaseInbox } from "./inbox.ts";
import { missingToTarget } from "./openInterest.ts";
import { assetPrice, slotPrice } from "../prices.ts";
import { hasLeft } from "../state/drawDowns.ts";
import { keepAccount } from "../rollback/keepAccount.ts";
import { CREDIT, keepCredit } from "../rollback/credits.ts";
import { HOLDER, post } from "../state/ledger.ts";
import { type CallPolicy, STAGE } from "../state/topUps.ts";
import type { Trading } from "../state/trading.ts";

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

/** A transfer has landed on the venue's chain. */
export function landTopUp(trading: Trading, id: number): void {
  const { topUps, network, book } = trading;
  const account = network.transfers.owner[id];
  const policy = topUps.policies[book.policy[account]];
  if (isBarred(trading, policy.venue, id, network.transfers.landedAt[id]))
    holdBack(trading, account, id);
  else creditTopUp(trading, account, policy, id);
}

/** Credits what has got in from the inbox of a chain; no censor can hold that back. @param now s, end of the step */
export function takeInbox(trading: Trading, now: number): void {
  if (trading.topUps.inboxCount > 0) releaseInbox(trading, now, takeForced);
}

function takeForced(trading: Trading, account: number, id: number): void {
  const policy = trading.topUps.policies[trading.book.policy[account]];
  if (graceBlocks(trading, policy.venue, trading.network.transfers.landedAt[id]))
    holdBack(trading, account, id);
  else creditTopUp(trading, account, policy, id);
}

/** Credits what waited for the end of a grace period or of a censorship. @param now s, end of the step */
export function releaseHeldBack(trading: Trading, now: number): void {
  const { topUps, network, book } = trading;
  let kept = 0;
  for (let index = 0; index < topUps.heldBackCount; index++) {
    const id = topUps.heldBack[index];
    const account = network.transfers.owner[id];
    const policy = topUps.policies[book.policy[account]];
    if (isBarred(trading, policy.venue, id, now)) topUps.heldBack[kept++] = id;
    else creditTopUp(trading, account, policy, id);
  }
  topUps.heldBackCount = kept;
}

/** USD that `units` of the account's top-up would add to its equity: what repays a negative balance takes no haircut. */
export function topUpWorth(
  trading: Trading,
  account: number,
  units: number,
  valuation: Valuation,
): number {
  const { layout, book, topUps, accounts } = trading;
  if (units === 0 || book.policy[account] < 0) return 0;
  const { slot, venue } = topUps.policies[book.policy[account]];
  if (slot >= 0) return units * valuation.collateral[slot] * (1 - layout.slotHaircut[slot]);
  const repaying = Math.min(units, Math.max(0, -accounts.cash[account]));
  return valuation.cash[venue] * (units - (units - repaying) * layout.cashHaircut[venue]);
}

function creditTopUp(trading: Trading, account: number, policy: CallPolicy, id: number): void {
  const { accounts, topUps, network, ledger } = trading;
  const { units, amount, fee } = network.transfers;
  const received = units[id] * (1 - fee[id] / amount[id]);
  topUps.stage[account] = STAGE.none;
  if (accounts.standing[account] === STANDING.closed) {
    topUps.blockedUsd += amount[id];
    post(
      ledger,
      policy.asset,
      HOLDER.transit,
      HOLDER.wallets,
      received,
      policyPrice(trading, policy),
    );
    topUps.returned[account] += received;
    keepCredit(trading, account, id, received, CREDIT.returned);
    return;
  }
  deposit(trading, account, policy, HOLDER.transit, received);
  keepCredit(trading, account, id, received, CREDIT.landed);
}

function deposit(
  trading: Trading,
  account: number,
  policy: CallPolicy,
  from: typeof HOLDER.wallets | typeof HOLDER.transit,
  units: number,
): void {
  const { accounts, book, topUps, ledger, index } = trading;
  keepAccount(trading, account);
  topUps.landed++;
  topUps.unlanded[account] = 0;
  if (policy.slot < 0) accounts.cash[account] += units;
  else accounts.units[book.collateralStart[account]] += units;
  post(ledger, policy.asset, from, HOLDER.accounts, units, policyPrice(trading, policy));
  markDue(index.watches, account, ALL_CONCERNS);
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

function holdBack(trading: Trading, account: number, id: number): void {
  const { topUps } = trading;
  topUps.stage[account] = STAGE.heldBack;
  if (topUps.heldBackCount === topUps.heldBack.length) {
    const longer = new Int32Array(topUps.heldBack.length * 2);
    longer.set(topUps.heldBack);
    topUps.heldBack = longer;
  }
  topUps.heldBack[topUps.heldBackCount++] = id;
}

/** Whether a venue takes no top-up: its grace period forbids it, or its chain drops what is not forced in. */
function isBarred(trading: Trading, venue: number, id: number, at: number): boolean {
  const { chainCensored, transfers } = trading.network;
  const { chain } = trading.model.venues[venue];
  const forced = transfers.forcedAt[id] <= transfers.landedAt[id];
  return (chainCensored[chain] === 1 && !forced) || graceBlocks(trading, venue, at);
}

function graceBlocks(trading: Trading, venue: number, at: number): boolean {
  const { oracle, chain } = trading.model.venues[venue];
  return (
    oracle.graceBlocksTopUp && at < trading.network.chainRestartedAt[chain] + oracle.gracePeriod
  );
}

/** Units that the account would ask for: its share of the collateral of t = 0, as far as the wallet reaches. */
function amountLeft(trading: Trading, account: number, policy: CallPolicy): number {
  const units = startUnits(trading, account, policy);
  return Math.max(
    0,
    Math.min(units * policy.topUp.amount, walletLeft(trading, account, policy, units)),
  );
}

/** The same, or more where a market over its cap of open interest asks for a higher initial margin. */
function amountAsked(trading: Trading, account: number, policy: CallPolicy): number {
  const units = amountLeft(trading, account, policy);
  const missing = missingToTarget(trading, account);
  if (missing <= 0) return units;
  const worth = topUpWorth(trading, account, 1, trading.valuations.mark);
  const most = walletLeft(trading, account, policy, startUnits(trading, account, policy));
  return Math.max(units, Math.min(missing / worth, most));
}

/** Units of what is sent that the collateral of t = 0 is worth. */
function startUnits(trading: Trading, account: number, policy: CallPolicy): number {
  return startCollateral(trading, account) / startPrice(trading.model, policy.asset);
}

function walletLeft(
  { topUps }: Trading,
  account: number,
  policy: CallPolicy,
  units: number,
): number {
  return units * policy.topUp.wallet - topUps.sent[account] + topUps.returned[account];
}

/** USD of the account's collateral at t = 0, before haircut. */
function startCollateral(trading: Trading, account: number): number {
  const { book, layout, model } = trading;
  let usd = book.cash[account] * startPrice(model, layout.cashAsset[book.venue[account]]);
  for (
    let balance = book.collateralStart[account];
    balance < book.collateralStart[account + 1];
    balance++
  ) {
    usd +=
      book.collateralUnits[balance] *
      startPrice(model, layout.slotAsset[book.collateralSlot[balance]]);
  }
  return usd;
}

/** USD per unit of what the policy sends, now. */
function policyPrice(trading: Trading, policy: CallPolicy): number {
  const { slot, asset } = policy;
  const claims = slot >= 0 && trading.layout.slotBacking[slot] < 0;
  return claims ? slotPrice(trading, slot) : assetPrice(trading, asset);
}
