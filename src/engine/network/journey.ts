/**
 * How a transfer travels: leg by leg, each with a known end; `ways` has what sets the kinds of ways apart.
 *
 * A leg goes at the pace of the chain it ends on: of a degraded chain its share of capacity, from the moment on at which
 * it has only so much. A leg ends on a live chain. What cannot end its leg waits until something comes up.
 */
import type { Route } from "../../bridges/routes.ts";
import { expectLanding, landTransfer, stallTransfer } from "../../bridges/transfers.ts";
import { IN_FLIGHT, REBALANCE } from "../../bridges/transferWords.ts";
import { askHatch } from "./askHatch.ts";
import type { Machinery } from "./machinery.ts";
import { WAYS } from "./ways/ways.ts";

/** Sends a transfer on its way at `now`. */
export function launch(machinery: Machinery, id: number, route: Route, now: number): void {
  const { transfers } = machinery;
  transfers.route[id] = route.code;
  transfers.way[id] = route;
  if (WAYS[route.kind].setOut(machinery, id, route, now)) beginLeg(machinery, id, route, now);
}

/** The withdrawals of a batch are final now: their deposits begin. */
export function beginDeposits(machinery: Machinery, batch: number, now: number): void {
  const { rollup, transfers } = machinery;
  const { head, after } = rollup.batches;
  for (let id = head[batch]; id >= 0; id = after[id]) {
    const way = transfers.way[id];
    if (way === null) continue;
    transfers.legsLeft[id] = 0;
    beginLeg(machinery, id, way, now);
  }
}

/**
 * The leg of a transfer that was to end at `now` does so, unless it was put off or what it ends on is down.
 *
 * @returns whether the transfer has landed
 */
export function endLeg(machinery: Machinery, id: number, now: number): boolean {
  const { transfers } = machinery;
  const way = transfers.way[id];
  if (way === null || transfers.dueAt[id] !== now) return false;
  if (transfers.outcome[id] !== IN_FLIGHT) return false;
  if (!WAYS[way.kind].canEnd(machinery, id, way) && !(transfers.forcedAt[id] <= now)) {
    stall(machinery, id, way, now);
    return false;
  }
  if (transfers.legsLeft[id] > 0) {
    transfers.legsLeft[id]--;
    beginLeg(machinery, id, way, now);
    return false;
  }
  landTransfer(transfers, id, now);
  if (transfers.purpose[id] === REBALANCE) fillPool(machinery, id);
  return true;
}

/** Chains have another pace from `now` on: whatever is under way to them feels it. */
export function repaceLegs(machinery: Machinery, now: number): void {
  const { transfers } = machinery;
  for (let id = 0; id < transfers.count; id++) {
    const way = transfers.way[id];
    // A leg without a pace is not ours to time, one that is due has only to wait for what is down.
    if (way === null || transfers.outcome[id] !== IN_FLIGHT || !(transfers.dueAt[id] > now))
      continue;
    const pace = paceOf(machinery, id, way);
    if (Number.isNaN(transfers.pace[id]) || pace === transfers.pace[id]) continue;
    const done = (now - transfers.pacedAt[id]) * transfers.pace[id];
    goOn(machinery, id, transfers.workLeft[id] - done, pace, now);
  }
}

/** What was sent is sent again, with all its confirmations before it; what has only to land is left alone. */
export function setOutAnew(machinery: Machinery, id: number, way: Route, now: number): void {
  const { transfers } = machinery;
  if (!(transfers.dueAt[id] > now)) return;
  if (way.kind === "lock" && way.second >= 0) transfers.legsLeft[id] = 1;
  beginLeg(machinery, id, way, now);
}

function beginLeg(machinery: Machinery, id: number, way: Route, now: number): void {
  goOn(machinery, id, WAYS[way.kind].legTime(machinery, id, way), paceOf(machinery, id, way), now);
}

/** @param work s at full pace */
function goOn(machinery: Machinery, id: number, work: number, pace: number, now: number): void {
  const { transfers } = machinery;
  transfers.workLeft[id] = work;
  transfers.pace[id] = pace;
  transfers.pacedAt[id] = now;
  expectLanding(transfers, id, pace === 0 ? Infinity : now + work / pace);
}

/** A degraded chain takes up what arrives as slowly as everything else. */
function paceOf({ transfers, chainCapacity }: Machinery, id: number, way: Route): number {
  return chainCapacity[transfers.legsLeft[id] > 0 ? way.via : way.to];
}

/** It waits until something comes up; a deposit can also be forced in. */
function stall(machinery: Machinery, id: number, way: Route, now: number): void {
  const { transfers, rollup, forcible } = machinery;
  stallTransfer(transfers, id);
  if (!WAYS[way.kind].throughSettlement || transfers.legsLeft[id] > 0 || forcible[way.to] === 0)
    return;
  if (Number.isNaN(transfers.forcedAt[id])) {
    if (rollup.freezes[way.to] > 0) return;
    transfers.forcedAt[id] = askHatch(machinery, way.to, transfers.amount[id], now);
  }
  expectLanding(transfers, id, transfers.forcedAt[id]);
}

function fillPool({ transfers, bridges }: Machinery, id: number): void {
  const pool = transfers.owner[id];
  bridges.pools.balance[pool] += transfers.amount[id];
  bridges.pools.underWay[pool] = 0;
}
