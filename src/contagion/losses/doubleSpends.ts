/** What was sent and, after a reorganisation, never was: its sender has it again, at the cost of the bridge that paid. */
import { assetPrice } from "../prices.ts";
import { REFILL } from "../../bridges/transferWords.ts";
import { HOLDER, post } from "../state/ledger.ts";
import type { Trading } from "../state/trading.ts";

/** Posts what was undone since the last advance of the machinery. */
export function postUndone(trading: Trading): void {
  const { transfers } = trading.network;
  for (let index = 0; index < transfers.undoneCount; index++) {
    giveBack(trading, transfers.undone[index]);
  }
}

/** The sender of a transfer that has landed has it again; the bridge bears it. */
export function giveBack(trading: Trading, id: number): void {
  if (trading.network.transfers.purpose[id] === REFILL) giveBackRefill(trading, id);
  else giveBackTopUp(trading, id);
}

function giveBackRefill(trading: Trading, id: number): void {
  const { asset, units, owner } = trading.network.transfers;
  const price = assetPrice(trading, asset[id]);
  post(trading.ledger, asset[id], HOLDER.bridges, HOLDER.makers, units[id], price);
  trading.funds.makersGained[owner[id]] += units[id];
}

/** The wallet can send it again. */
function giveBackTopUp(trading: Trading, id: number): void {
  const { topUps, book, network, ledger } = trading;
  const { units, owner } = network.transfers;
  const account = owner[id];
  const { sends } = topUps.policies[book.policy[account]];
  post(ledger, sends, HOLDER.bridges, HOLDER.wallets, units[id], assetPrice(trading, sends));
  topUps.sent[account] -= units[id];
}
