/**
 * What stops a chain or its exits: sequencers, withheld data, frozen exits, slow settlement.
 *
 * A chain is live while no cause keeps it down. Withheld data freeze the exits at once, for the state cannot be rebuilt to
 * prove what is whose; the chain itself goes on until its next batch, which it cannot close. When the data are back
 * it closes batches again from the next slot. Nothing is lost by it: the backing stays.
 */
import { doubledIntegers } from "../reliability/doubled.ts";
import { pushEvent } from "../reliability/eventHeap.ts";
import { markDown, markUp } from "../reliability/uptime.ts";
import { slotFrom } from "./batches.ts";
import { expectEnd } from "./invalidClaims.ts";
import { changeCongestion } from "./congestion.ts";
import { beginPatience, endPatience } from "./massExit.ts";
import { pace } from "./proving.ts";
import { expectClose, findNextEvent } from "./rollup.ts";
import type { Rollup } from "./rollup.ts";
import { windowEnd } from "./theft.ts";
import { rescheduleExits } from "./withdrawals.ts";

/** The sequencer in front of `chain` stops: no batch closes until it is back. */
export function haltRollup(rollup: Rollup, chain: number, now: number): void {
  stopChain(rollup, chain, now);
  findNextEvent(rollup);
}

/** The sequencer is back: batches close again from the first slot at or after `now`, if nothing else keeps them. */
export function restartRollup(rollup: Rollup, chain: number, now: number): void {
  startChain(rollup, chain, now);
  findNextEvent(rollup);
}

/** A prover works at another pace from `now` on; Infinity: not at all. */
export function paceProver(rollup: Rollup, prover: number, slowdown: number, now: number): void {
  pace(rollup.proving, prover, slowdown, now);
  findNextEvent(rollup);
}

/** The settlement layer's work takes `slowdown` times as long from `now` on. */
export function congestSettlement(rollup: Rollup, slowdown: number, now: number): void {
  changeCongestion(rollup.congestion, slowdown, now);
  rescheduleExits(rollup, now);
  rescheduleClaims(rollup, now);
  findNextEvent(rollup);
}

/** The data of `chain` are withheld: its exits freeze, and it halts at its next batch. */
export function withholdData(rollup: Rollup, chain: number, now: number): void {
  freezeExits(rollup, chain);
  if (++rollup.withheld[chain] > 1) return;
  const interval = rollup.chains[chain].batchInterval;
  if (interval === 0) starve(rollup, chain, now);
  else if (rollup.status.up[chain] === 1 && rollup.closesAt[chain] === Infinity)
    expectClose(rollup, chain, slotFrom(interval, now));
  findNextEvent(rollup);
}

/** The data of `chain` are there again. */
export function releaseData(rollup: Rollup, chain: number, now: number): void {
  thawExits(rollup, chain, now);
  if (--rollup.withheld[chain] > 0) return;
  if (rollup.starved[chain] === 1) {
    rollup.starved[chain] = 0;
    startChain(rollup, chain, now);
  } else if (rollup.observed[chain] === 0 && rollup.waiting[chain] < 0) {
    rollup.closesAt[chain] = Infinity;
  }
  findNextEvent(rollup);
}

/** The chain cannot close its batch without data. */
export function starve(rollup: Rollup, chain: number, now: number): void {
  rollup.starved[chain] = 1;
  stopChain(rollup, chain, now);
}

/** Nothing leaves the chain until this cause is over. */
function freezeExits(rollup: Rollup, chain: number): void {
  rollup.freezes[chain]++;
}

/** This cause is over; what became final meanwhile leaves now if it was the last. */
function thawExits(rollup: Rollup, chain: number, now: number): void {
  if (--rollup.freezes[chain] > 0) return;
  const { stuck, batches, exits } = rollup;
  let kept = 0;
  for (let place = 0; place < rollup.stuckCount; place++) {
    if (batches.chain[stuck[place]] === chain) pushEvent(exits, now, stuck[place]);
    else stuck[kept++] = stuck[place];
  }
  rollup.stuckCount = kept;
}

/** A batch is final while exits are frozen: whoever is aboard waits. */
export function holdBack(rollup: Rollup, batch: number): void {
  if (rollup.stuckCount === rollup.stuck.length) rollup.stuck = doubledIntegers(rollup.stuck);
  rollup.stuck[rollup.stuckCount++] = batch;
}

function stopChain(rollup: Rollup, chain: number, now: number): void {
  if (rollup.halts[chain]++ > 0) return;
  markDown(rollup.status, chain, now);
  beginPatience(rollup.massExits, chain, now);
  rollup.closesAt[chain] = Infinity;
}

function startChain(rollup: Rollup, chain: number, now: number): void {
  if (--rollup.halts[chain] > 0) return;
  markUp(rollup.status, chain, now);
  endPatience(rollup.massExits, chain);
  const awaited =
    rollup.observed[chain] === 1 || rollup.waiting[chain] >= 0 || rollup.withheld[chain] > 0;
  if (awaited) expectClose(rollup, chain, slotFrom(rollup.chains[chain].batchInterval, now));
}

function rescheduleClaims(rollup: Rollup, now: number): void {
  const { invalidClaims: claims } = rollup;
  const count = claims.ends.size;
  claims.ends.size = 0;
  for (let place = 0; place < count; place++) {
    const claim = claims.ends.id[place];
    expectEnd(claims, claim, Math.max(now, windowEnd(rollup, claim)));
  }
}
