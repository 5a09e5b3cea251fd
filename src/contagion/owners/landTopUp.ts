/**
 * Top-ups that land: credited at once, or held back while the venue takes none.
 *
 * What lands in a grace period that blocks top-ups, or unforced while the venue's chain censors, waits for the end of
 * that. What lands after the close goes back to the wallet, and counts as blocked.
 */
import { STANDING } from "../../book/accounts.ts";
import { ALL_CONCERNS, markDue } from "../../book/watches.ts";
import { releaseInbox } from "./inbox.ts";
import { keepAccount } from "../rollback/keepAccount.ts";
import { CREDIT, keepCredit } from "../rollback/credits.ts";
import { HOLDER, post } from "../state/ledger.ts";
import { type CallPolicy, STAGE } from "../state/topUps.ts";
import type { Trading } from "../state/trading.ts";
import { policyPrice } from "./topUpAmount.ts";

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

/** Puts what has arrived into the account. @param from where it was until now */
export function deposit(
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

/** Whether a grace period forbids top-ups. @param at s */
export function graceBlocks(trading: Trading, venue: number, at: number): boolean {
  const { oracle, chain } = trading.model.venues[venue];
  return (
    oracle.graceBlocksTopUp && at < trading.network.chainRestartedAt[chain] + oracle.gracePeriod
  );
}
