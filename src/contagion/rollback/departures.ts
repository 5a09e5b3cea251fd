/**
 * Transfers that left an undone chain in undone minutes: their senders have the money again.
 *
 *   under way, or landed on a chain that returns with it   cancelled: it was never sent
 *   landed elsewhere                                       the receiver keeps it, the bridge that paid has lost it
 *
 * What left through the escape hatch has left on the settlement layer, which does not move back.
 */
import { giveBack } from "../losses/doubleSpends.ts";
import { assetPrice } from "../prices.ts";
import { REFILL, TOP_UP } from "../../bridges/transferWords.ts";
import { FATE } from "../state/infrastructure.ts";
import { HOLDER, type Holder, post } from "../state/ledger.ts";
import { STAGE } from "../state/topUps.ts";
import type { Trading } from "../state/trading.ts";
import type { UndoLog } from "../state/undoLog.ts";

/** Undoes every departure. The walk back is over: what it has un-credited is in `undo.arrived`. */
export function undoDepartures(trading: Trading, undo: UndoLog): void {
  const { transfers } = trading.network;
  for (let id = 0; id < transfers.count; id++) {
    const fate = trading.recall.fateOf(id, undo.since);
    if (fate === FATE.cancelled) cancel(trading, undo, id);
    else if (fate === FATE.spentTwice) spendTwice(trading, id);
  }
}

function spendTwice(trading: Trading, id: number): void {
  const { purpose } = trading.network.transfers;
  trading.recall.spendTwice(id);
  // Pools settle among themselves.
  if (purpose[id] === REFILL || purpose[id] === TOP_UP) giveBack(trading, id);
}

function cancel(trading: Trading, undo: UndoLog, id: number): void {
  const { purpose, landedAt } = trading.network.transfers;
  if (purpose[id] === REFILL) cancelRefill(trading, id, !Number.isNaN(landedAt[id]));
  else if (purpose[id] === TOP_UP) cancelTopUp(trading, undo, id);
  trading.recall.cancel(id);
}

/** @param landed whether the ledger has it with the makers already */
function cancelRefill(trading: Trading, id: number, landed: boolean): void {
  const { network, inventories, funds } = trading;
  const { owner, asset, units, fee, amount } = network.transfers;
  const venue = owner[id];
  const kept = units[id] * (fee[id] / amount[id]);
  const price = assetPrice(trading, asset[id]);
  post(trading.ledger, asset[id], HOLDER.bridges, HOLDER.makers, kept, price);
  funds.makersGained[venue] += kept;
  if (landed) return;
  post(trading.ledger, asset[id], HOLDER.transit, HOLDER.makers, units[id] - kept, price);
  if (inventories.refill[venue] === id) inventories.refill[venue] = -1;
}

/** As it was posted when it set out, backwards. */
function cancelTopUp(trading: Trading, undo: UndoLog, id: number): void {
  const { network, topUps, book } = trading;
  const { owner, units, fee, amount } = network.transfers;
  const account = owner[id];
  const { asset, sends } = topUps.policies[book.policy[account]];
  const back = (what: number, from: Holder, to: Holder, sent: number): void =>
    post(trading.ledger, what, from, to, sent, assetPrice(trading, what));
  const kept = units[id] * (fee[id] / amount[id]);
  if (sends === asset) {
    back(asset, HOLDER.bridges, HOLDER.wallets, kept);
    back(asset, HOLDER.transit, HOLDER.wallets, units[id] - kept);
  } else {
    back(asset, HOLDER.transit, HOLDER.bridges, units[id]);
    back(sends, HOLDER.bridges, HOLDER.wallets, units[id]);
  }
  topUps.sent[account] -= units[id];
  topUps.stage[account] = STAGE.none;
  topUps.blockedUsd += amount[id];
  forget(trading, undo, id);
}

/** It neither waits for a grace period nor lands again. */
function forget({ topUps }: Trading, undo: UndoLog, id: number): void {
  const arrived = undo.arrived.indexOf(id);
  if (arrived >= 0) undo.arrived.splice(arrived, 1);
  const held = topUps.heldBack.subarray(0, topUps.heldBackCount).indexOf(id);
  if (held < 0) return;
  topUps.heldBack.copyWithin(held, held + 1, topUps.heldBackCount--);
}
