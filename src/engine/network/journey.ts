/**
 * How a transfer travels: leg by leg, each with a known end.
 *
 *   liquidity, shared   one leg of the bridge's latency
 *   lock, redeem        one leg of its confirmations; a lock that goes on, another over the shared bridge
 *   canonical           the withdrawal, which ends when the rollup says so; then the deposit
 *   escape              the hatch, which ends when its queue says so; then the deposit
 *
 * A leg goes at the pace of the chain it ends on: of a degraded chain its share of capacity, from the moment on at which
 * it has only so much. A leg ends on a live chain; where a claim is minted its bridge must be live too, for minting stops
 * with it. What cannot
 * end its leg waits until something comes up.
 */
import { crossPools } from "../../bridges/liquidity.ts";
import { crossLock } from "../../bridges/lockMint.ts";
import type { Route } from "../../bridges/routes.ts";
import { expectLanding, landTransfer, stallTransfer } from "../../bridges/transfers.ts";
import { IN_FLIGHT, REBALANCE, TOP_UP } from "../../bridges/transferWords.ts";
import { askEscape } from "../../rollup/escapeHatch.ts";
import { askWithdrawal } from "../../rollup/withdrawals.ts";
import type { Machinery } from "./machinery.ts";

/** Sends a transfer on its way at `now`. */
export function launch(network: Machinery, id: number, route: Route, now: number): void {
  const { transfers, bridges, rollup } = network;
  const amount = transfers.amount[id];
  transfers.route[id] = route.code;
  transfers.way[id] = route;
  switch (route.kind) {
    case "liquidity":
      crossPools(bridges.pools, route, transfers.units[id]);
      transfers.fee[id] = amount * bridges.pools.fee[route.first];
      break;
    case "lock":
    case "redeem":
      crossLock(bridges.locks, route, amount, transfers.units[id], now);
      if (route.second >= 0) transfers.legsLeft[id] = 1;
      break;
    case "shared":
      break;
    case "canonical":
      transfers.legsLeft[id] = 1;
      askWithdrawal(rollup, route.from, id, amount, now);
      return;
    case "escape":
      transfers.legsLeft[id] = 1;
      expectLanding(transfers, id, askHatch(network, route.from, amount, now));
      return;
  }
  beginLeg(network, id, route, now);
}

/** The withdrawals of a batch are final now: their deposits begin. */
export function beginDeposits(network: Machinery, batch: number, now: number): void {
  const { rollup, transfers } = network;
  const { head, after } = rollup.batches;
  for (let id = head[batch]; id >= 0; id = after[id]) {
    const way = transfers.way[id];
    if (way === null) continue;
    transfers.legsLeft[id] = 0;
    beginLeg(network, id, way, now);
  }
}

/**
 * The leg of a transfer that was to end at `now` does so, unless it was put off or what it ends on is down.
 *
 * @returns whether the transfer has landed
 */
export function endLeg(network: Machinery, id: number, now: number): boolean {
  const { transfers } = network;
  const way = transfers.way[id];
  if (way === null || transfers.dueAt[id] !== now) return false;
  if (transfers.outcome[id] !== IN_FLIGHT) return false;
  if (!canEnd(network, id, way) && !(transfers.forcedAt[id] <= now)) {
    stall(network, id, way, now);
    return false;
  }
  if (transfers.legsLeft[id] > 0) {
    transfers.legsLeft[id]--;
    beginLeg(network, id, way, now);
    return false;
  }
  landTransfer(transfers, id, now);
  if (transfers.purpose[id] === REBALANCE) fillPool(network, id);
  return true;
}

/** Chains have another pace from `now` on: whatever is under way to them feels it. */
export function repaceLegs(network: Machinery, now: number): void {
  const { transfers } = network;
  for (let id = 0; id < transfers.count; id++) {
    const way = transfers.way[id];
    // A leg without a pace is not ours to time, one that is due has only to wait for what is down.
    if (way === null || transfers.outcome[id] !== IN_FLIGHT || !(transfers.dueAt[id] > now))
      continue;
    const pace = paceOf(network, id, way);
    if (Number.isNaN(transfers.pace[id]) || pace === transfers.pace[id]) continue;
    const done = (now - transfers.pacedAt[id]) * transfers.pace[id];
    goOn(network, id, transfers.workLeft[id] - done, pace, now);
  }
}

/** What was sent is sent again, with all its confirmations before it; what has only to land is left alone. */
export function setOutAnew(network: Machinery, id: number, way: Route, now: number): void {
  const { transfers } = network;
  if (!(transfers.dueAt[id] > now)) return;
  if (way.kind === "lock" && way.second >= 0) transfers.legsLeft[id] = 1;
  beginLeg(network, id, way, now);
}

function beginLeg(network: Machinery, id: number, way: Route, now: number): void {
  goOn(network, id, lengthOfLeg(network, id, way), paceOf(network, id, way), now);
}

/** @param work s at full pace */
function goOn(network: Machinery, id: number, work: number, pace: number, now: number): void {
  const { transfers } = network;
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
function stall(network: Machinery, id: number, way: Route, now: number): void {
  const { transfers, rollup, forcible } = network;
  stallTransfer(transfers, id);
  if (!throughSettlement(way) || transfers.legsLeft[id] > 0 || forcible[way.to] === 0) return;
  if (Number.isNaN(transfers.forcedAt[id])) {
    if (rollup.freezes[way.to] > 0) return;
    transfers.forcedAt[id] = askHatch(network, way.to, transfers.amount[id], now);
  }
  expectLanding(transfers, id, transfers.forcedAt[id]);
}

function askHatch(
  { hatches, congestion }: Machinery,
  chain: number,
  usd: number,
  now: number,
): number {
  return askEscape(hatches, chain, usd, congestion, now);
}

/** Whether a way enters its chain from the settlement layer. */
export function throughSettlement({ kind }: Route): boolean {
  return kind === "canonical" || kind === "escape";
}

/** s of the present leg; the first leg of a canonical way is the rollup's. */
function lengthOfLeg({ bridges, transfers }: Machinery, id: number, way: Route): number {
  switch (way.kind) {
    case "canonical":
    case "escape":
      return bridges.depositTime;
    case "liquidity":
      return bridges.pools.latency[way.first];
    case "shared":
      return bridges.sharedLatency[way.first];
    case "lock":
    case "redeem":
      return goesOn(way, transfers.legsLeft[id])
        ? bridges.sharedLatency[way.second]
        : bridges.locks.confirmations[way.first];
  }
}

/** Whether the leg of a lock is the one behind the chain on which the claim was minted. */
function goesOn(way: Route, legsLeft: number): boolean {
  return way.second >= 0 && legsLeft === 0;
}

function canEnd(network: Machinery, id: number, way: Route): boolean {
  const { transfers, chainLive, bridgeLive, rollup } = network;
  const legsLeft = transfers.legsLeft[id];
  switch (way.kind) {
    case "escape":
      return legsLeft > 0 ? rollup.freezes[way.from] === 0 : takes(network, id, way.to);
    case "canonical":
      return takes(network, id, way.to);
    case "liquidity":
      return chainLive[way.to] === 1;
    case "shared":
      return chainLive[way.to] === 1 && bridgeLive[way.first] === 1;
    case "lock":
    case "redeem": {
      const onto = legsLeft > 0 ? way.via : way.to;
      const by = goesOn(way, legsLeft) ? way.second : way.first;
      return chainLive[onto] === 1 && bridgeLive[by] === 1;
    }
  }
}

/** Whether a chain takes up what comes from the settlement layer: a top-up that a censor drops can be forced in. */
function takes(network: Machinery, id: number, chain: number): boolean {
  const { transfers, chainLive, chainCensored, forcible } = network;
  const dropped = transfers.purpose[id] === TOP_UP && chainCensored[chain] === 1;
  return chainLive[chain] === 1 && !(dropped && forcible[chain] === 1);
}

function fillPool({ transfers, bridges }: Machinery, id: number): void {
  const pool = transfers.owner[id];
  bridges.pools.balance[pool] += transfers.amount[id];
  bridges.pools.underWay[pool] = 0;
}
