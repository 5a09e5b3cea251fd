/**
 * Transfers on chains that return to an earlier state.
 *
 *   cancel       it has never left: pools and backings are as if it had not been asked for
 *   spendTwice   the receiver keeps it, the sender has it again, the bridge that paid bears it (as after a reorganisation)
 *   landAgain    its landing was undone, and happens at the restart
 */
import { drainPool, poolOf } from "../../bridges/liquidity.ts";
import {
  CANCELLED,
  EXIT,
  IN_FLIGHT,
  LANDED,
  REBALANCE,
  ROLLED_BACK,
  UNDONE,
} from "../../bridges/transferWords.ts";
import type { Route } from "../../bridges/routes.ts";
import { FATE, type Fate } from "../../contagion/state/infrastructure.ts";
import type { Machinery } from "./machinery.ts";
import { WAYS } from "./ways/ways.ts";

/**
 * What becomes of a transfer.
 *
 * @param since step to whose end each chain returns, -1 if it does not
 * @param length s, of a step
 */
export function fateOf(machinery: Machinery, id: number, since: Int32Array, length: number): Fate {
  const { transfers } = machinery;
  const { outcome, from, to, askedAt, landedAt } = transfers;
  const landed = outcome[id] === LANDED;
  // Who is let out of a vault takes no way.
  const moves = transfers.way[id] !== null || transfers.purpose[id] === EXIT;
  if (!moves || (!landed && outcome[id] !== IN_FLIGHT)) return FATE.stays;
  const leaves = throughHatch(transfers.way[id]) ? -1 : since[from[id]];
  const arrives = since[to[id]];
  const undone = landed && arrives >= 0 && landedAt[id] > arrives * length;
  // What is asked at the restart itself, such as the refill of a pool, is not undone by it.
  if (leaves < 0 || askedAt[id] <= leaves * length || askedAt[id] >= machinery.now)
    return undone ? FATE.landsAgain : FATE.stays;
  return landed && !undone ? FATE.spentTwice : FATE.cancelled;
}

/** What leaves on the settlement layer, which does not move back. */
function throughHatch(way: Route | null): boolean {
  return way?.kind === "escape";
}

/** A transfer under way, or landed on what returns with its source, was never sent. */
export function cancelTransfer(machinery: Machinery, id: number): void {
  const { transfers } = machinery;
  const way = transfers.way[id];
  if (way !== null) WAYS[way.kind].takeBack(machinery, id, way);
  if (transfers.purpose[id] === REBALANCE) unbalance(machinery, id);
  transfers.outcome[id] = CANCELLED;
  transfers.cause[id] = ROLLED_BACK;
  transfers.landedAt[id] = NaN;
}

/** A landed transfer's sender has it again. */
export function spendTwice(machinery: Machinery, id: number, now: number): void {
  const { transfers, bridges } = machinery;
  const way = transfers.way[id];
  transfers.outcome[id] = UNDONE;
  transfers.cause[id] = ROLLED_BACK;
  if (way === null) return;
  WAYS[way.kind].charge(machinery, id, way, now);
  if (transfers.purpose[id] !== REBALANCE) return;
  const source = poolOf(bridges.pools, bridges.pools.bridge[transfers.owner[id]], way.from);
  bridges.pools.balance[source] += transfers.amount[id];
}

/** A landing happens again, now. */
export function landAgain({ transfers }: Machinery, id: number, now: number): void {
  transfers.landedAt[id] = now;
}

/** The source pool has it again; the other one, if it had landed there, has not. */
function unbalance({ bridges, transfers }: Machinery, id: number): void {
  const { pools } = bridges;
  const pool = transfers.owner[id];
  const amount = transfers.amount[id];
  pools.balance[poolOf(pools, pools.bridge[pool], transfers.from[id])] += amount;
  if (transfers.outcome[id] === LANDED) drainPool(pools, pool, amount);
  else pools.underWay[pool] = 0;
}
