/**
 * Asking for a transfer: the fastest live way is taken at once, or the request is refused with its reason.
 *
 * Money moves at the asking and at the landing. Asking, the sender pays `amount`: over a liquidity bridge the source pool
 * receives all of it and the destination pool sets aside amount - fee; over a lock_mint bridge backing and claims change
 * by `units`; over canonical and shared bridges it is simply under way. Landing, the receiver gets amount - fee. A rebalance
 * leaves its source pool when asked and enters pool `owner` when landed. Post each once: ids in order, then `landed`.
 */
import { fastestRoute, refusalOf } from "../../bridges/fastestRoute.ts";
import { drainPool } from "../../bridges/liquidity.ts";
import { settleRuns } from "../../bridges/providerRun.ts";
import { fullestOther, needsRefill, refillAmount } from "../../bridges/rebalance.ts";
import {
  BLOCKED,
  CENSORED,
  CHAIN_HALTED,
  LANDED,
  LIMIT,
  NO_ROUTE,
  NOT_REFUSED,
  POOL_SHORT,
  REFUSED,
  TOP_UP,
} from "../../bridges/transferWords.ts";
import type { Route } from "../../bridges/routes.ts";
import { type TransferRequest, addTransfer } from "../../bridges/transfers.ts";
import { expectedEscape, hasEscapeHatch } from "../../rollup/escapeHatch.ts";
import { expectedWithdrawal } from "../../rollup/withdrawals.ts";
import { launch } from "./journey.ts";
import type { Machinery } from "./machinery.ts";

/**
 * Asks for a transfer between two chains, at or after the latest advance.
 *
 * @param routes candidates from `routesBetween` or `routesOf`, for the request's two chains
 * @returns its id in `machinery.transfers`, or -1 with the reason in `machinery.refusal`
 */
export function askTransfer(
  machinery: Machinery,
  routes: readonly Route[],
  request: Readonly<TransferRequest>,
): number {
  const { transfers, bridges, conditions } = machinery;
  const { from, usd, units, at } = request;
  const censored = request.purpose === TOP_UP && machinery.chainCensored[from] === 1;
  look(machinery, from, usd, censored, at);
  const place = fastestRoute(bridges, routes, conditions, usd, units, at);
  const id = addTransfer(transfers, request);
  if (place < 0) {
    machinery.refusal = refuse(machinery, routes, request);
    transfers.cause[id] = machinery.refusal;
    transfers.outcome[id] =
      machinery.refusal === POOL_SHORT || machinery.refusal === LIMIT ? REFUSED : BLOCKED;
    return -1;
  }
  launch(machinery, id, routes[place], at);
  if (routes[place].kind === "liquidity") rebalancePools(machinery, at);
  return id;
}

/** Whether `askTransfer` would find a live way for `amount` USD, `units` of the asset; nothing is asked, nothing logged. */
export function canTransfer(
  machinery: Machinery,
  routes: readonly Route[],
  amount: number,
  units: number,
  now: number,
): boolean {
  if (routes.length === 0) return false;
  look(machinery, routes[0].from, amount, false, now);
  return fastestRoute(machinery.bridges, routes, machinery.conditions, amount, units, now) >= 0;
}

/** Sends every pool under half its start what the fullest pool of its bridge can spare, where a way is live. */
export function rebalancePools(machinery: Machinery, now: number): void {
  const { pools, live, runs } = machinery.bridges;
  settleRuns(runs, pools, now);
  for (let pool = 0; pool < pools.start.length; pool++) {
    if (needsRefill(pools, pool) && live[pools.bridge[pool]] === 1)
      refillPool(machinery, pool, now);
  }
}

/**
 * Notes a transfer that takes no way: it stays on one chain and has landed, or it was not even asked for.
 *
 * @param cause why it did not get in; NOT_REFUSED: it has landed
 * @returns its id
 */
export function noteTransfer(
  { transfers }: Machinery,
  request: Readonly<TransferRequest>,
  cause: number,
): number {
  const id = addTransfer(transfers, request);
  const landed = cause === NOT_REFUSED;
  transfers.outcome[id] = landed ? LANDED : BLOCKED;
  transfers.cause[id] = cause;
  if (landed) transfers.landedAt[id] = request.at;
  return id;
}

/** Takes in what a request out of `from` depends on: whether it is censored, how long withdrawals and the hatch take. */
function look(
  machinery: Machinery,
  from: number,
  amount: number,
  censored: boolean,
  now: number,
): void {
  const { bridges, conditions, rollup, hatches, chainLive, congestion } = machinery;
  settleRuns(bridges.runs, bridges.pools, now);
  const inNeed = censored || chainLive[from] === 0;
  conditions.censored = censored ? 1 : 0;
  conditions.withdrawal = expectedWithdrawal(rollup, from, now);
  conditions.escape =
    inNeed && hasEscapeHatch(hatches, from)
      ? expectedEscape(hatches, from, amount, congestion, now) - now
      : Infinity;
}

/** Why there is no way: what stops the one listed first; under a censor, the chain. */
function refuse(
  machinery: Machinery,
  routes: readonly Route[],
  { from, usd, units, at }: Readonly<TransferRequest>,
): number {
  const { bridges, conditions, chainLive } = machinery;
  if (conditions.censored === 1) return chainLive[from] === 0 ? CHAIN_HALTED : CENSORED;
  return routes.length === 0 ? NO_ROUTE : refusalOf(bridges, routes[0], conditions, usd, units, at);
}

function refillPool(machinery: Machinery, pool: number, now: number): void {
  const { bridges, conditions, transfers, rebalance } = machinery;
  const { pools } = bridges;
  const source = fullestOther(pools, pool);
  const amount = source < 0 ? 0 : refillAmount(pools, pool, source);
  if (amount <= 0) return;
  const from = pools.chain[source];
  const routes = machinery.rebalancing[source * pools.start.length + pool];
  look(machinery, from, amount, false, now);
  const place = fastestRoute(bridges, routes, conditions, amount, amount, now);
  if (place < 0) return;
  pools.underWay[pool] = 1;
  drainPool(pools, source, amount);
  rebalance.owner = pool;
  rebalance.from = from;
  rebalance.to = pools.chain[pool];
  rebalance.usd = amount;
  rebalance.units = amount;
  rebalance.at = now;
  launch(machinery, addTransfer(transfers, rebalance), routes[place], now);
}
