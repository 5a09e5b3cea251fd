/**
 * Runs on a vault: liquidity providers who leave after a loss, and with them what would have borne the next.
 *
 *   worth = cash + (pool) profit of the positions held against the accounts, at S
 *
 * When it has fallen by more than `loss` since the start, or since the last run, `share` of it leaves `delay` later, as
 * far as there is cash: at the end of the first step from then on in which the chain takes it. LP tokens are claims on the
 * worth pro rata, so that who stays has lost nothing by it. Left out: gates and queues of the vault itself, entries.
 */
import { EXIT, NOT_REFUSED } from "../../bridges/transferWords.ts";
import { openProfit } from "../counterparty.ts";
import { pay, vaultLeft } from "../state/funds.ts";
import { HOLDER } from "../state/ledger.ts";
import type { Trading } from "../state/trading.ts";

/** At a step's end: whose vault has lost too much is run on. */
export function reviewVaults(trading: Trading): void {
  const { vaultRuns, model, now } = trading;
  for (const venue of vaultRuns.venues) {
    if (vaultRuns.dueAt[venue] < Infinity) continue;
    const { loss, delay } = model.venues[venue].run!;
    if (vaultWorth(trading, venue) < vaultRuns.base[venue] * (1 - loss))
      vaultRuns.dueAt[venue] = now + delay;
  }
}

/** Pays out the runs that are due, where the chain takes them. */
export function payRuns(trading: Trading): void {
  const { vaultRuns, model, network, now } = trading;
  for (const venue of vaultRuns.venues) {
    const { chain } = model.venues[venue];
    const takes = network.chainLive[chain] === 1 && network.chainCensored[chain] === 0;
    if (takes && vaultRuns.dueAt[venue] <= now) payRun(trading, venue);
  }
}

function payRun(trading: Trading, venue: number): void {
  const { vaultRuns, funds, model, layout, request, now } = trading;
  const { chain, run } = model.venues[venue];
  const worth = vaultWorth(trading, venue);
  const cash = vaultLeft(funds, venue) * funds.peg[venue];
  const usd = run!.share * Math.max(0, Math.min(worth, cash));
  vaultRuns.dueAt[venue] = Infinity;
  vaultRuns.base[venue] = worth - usd;
  if (usd === 0) return;
  const units = usd / funds.peg[venue];
  vaultRuns.withdrawn[venue] += units;
  pay(funds, venue, HOLDER.vaults, HOLDER.outside, units);
  request.purpose = EXIT;
  request.owner = venue;
  request.asset = layout.cashAsset[venue];
  request.from = chain;
  request.to = chain;
  request.usd = usd;
  request.units = units;
  request.at = now;
  trading.note(request, NOT_REFUSED);
}

/** USD that the liquidity providers of a venue own. */
function vaultWorth(trading: Trading, venue: number): number {
  const { funds, model } = trading;
  const cash = vaultLeft(funds, venue) * funds.peg[venue];
  return model.venues[venue].kind === "pool" ? cash + openProfit(trading, venue) : cash;
}
