/**
 * The delayed inbox: top-ups asked on a chain that takes nothing wait on the settlement layer.
 *
 * A chain with an escape hatch forces them in after its delay, its queue served, whether the sequencer is back or not.
 * Where the sequencer works its inbox first (`backlog: delayed_first`) they are in at its restart, before liquidations.
 * On a chain with neither nothing waits: what is asked is dropped.
 */
import type { TransferRequest } from "../../bridges/transfers.ts";
import { HOLDER, post } from "../state/ledger.ts";
import { STAGE } from "../state/topUps.ts";
import type { Trading } from "../state/trading.ts";

/** Whether what a chain does not take now waits for it. */
export function hasInbox(trading: Trading, chain: number): boolean {
  return trading.hasHatch(chain) || trading.delayedFirst[chain] === 1;
}

/** A top-up from a wallet on the venue's own chain goes to its inbox. */
export function enterInbox(trading: Trading, request: Readonly<TransferRequest>): void {
  const { topUps, ledger } = trading;
  const { owner: account, asset, from, usd, units } = request;
  const id = trading.enqueue(request);
  topUps.stage[account] = STAGE.underWay;
  topUps.sent[account] += units;
  topUps.forcedAt[account] = trading.hasHatch(from) ? trading.askHatch(from, usd) : Infinity;
  post(ledger, asset, HOLDER.wallets, HOLDER.transit, units, usd / units);
  if (topUps.inboxCount === topUps.inbox.length) {
    const longer = new Int32Array(topUps.inbox.length * 2);
    longer.set(topUps.inbox);
    topUps.inbox = longer;
  }
  topUps.inbox[topUps.inboxCount++] = id;
}

/** Lands what has got in by now, s, the step's end, and hands each to `take`. */
export function releaseInbox(
  trading: Trading,
  now: number,
  take: (trading: Trading, account: number, id: number) => void,
): void {
  const { topUps, network } = trading;
  let kept = 0;
  for (let index = 0; index < topUps.inboxCount; index++) {
    const id = topUps.inbox[index];
    const account = network.transfers.owner[id];
    const at = Math.min(topUps.forcedAt[account], servedAt(trading, id, now));
    if (at > now) {
      topUps.inbox[kept++] = id;
      continue;
    }
    trading.land(id, at);
    take(trading, account, id);
  }
  topUps.inboxCount = kept;
}

/** When the sequencer has worked its inbox, s; Infinity if it has not, or does not. */
function servedAt({ network, delayedFirst }: Trading, id: number, now: number): number {
  const chain = network.transfers.to[id];
  const takes = network.chainLive[chain] === 1 && network.chainCensored[chain] === 0;
  if (!takes || delayedFirst[chain] === 0) return Infinity;
  const restarted = network.chainRestartedAt[chain];
  // Without a restart since it was asked a censor has stopped, at a time that only the step's end tells.
  return restarted >= network.transfers.askedAt[id] ? restarted : now;
}
