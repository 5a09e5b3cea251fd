/**
 * The chains of one path at exact times: what is open, what is under way, and what happens next.
 *
 * A batch closes on its slot if the chain is live, joins its prover's queue at once, and takes its way to settlement when
 * it is proven (withdrawals.ts). A chain that proves nothing closes its batches unobserved (no event) unless somebody
 * waits for one or they are to be logged. What happens is in events.ts, what stops it in outages.ts, what steals in
 * theft.ts; this file is the state they share. At equal times: closes, proofs, exits, claims, mass exits; then file order.
 */
import type { ResolvedModel } from "../model/resolved.ts";
import type { Chain } from "../model/resolved/chain.ts";
import { streamOf } from "../random/streams.ts";
import type { Stream, StreamRegistry } from "../random/streams.ts";
import { createEventHeap, earliest } from "../reliability/eventHeap.ts";
import type { EventHeap } from "../reliability/eventHeap.ts";
import { createUptime, resetUptime } from "../reliability/uptime.ts";
import type { Uptime } from "../reliability/uptime.ts";
import { createBacking, resetBacking } from "./backing.ts";
import type { Backing } from "./backing.ts";
import { createBatches } from "./batches.ts";
import type { Batches } from "./batches.ts";
import { createInvalidClaims, resetInvalidClaims } from "./invalidClaims.ts";
import type { InvalidClaims } from "./invalidClaims.ts";
import { createCongestion, resetCongestion } from "./congestion.ts";
import type { Congestion } from "./congestion.ts";
import { createEscapeHatches, resetEscapeHatches } from "./escapeHatch.ts";
import type { EscapeHatches } from "./escapeHatch.ts";
import { finalityOf } from "./finality.ts";
import type { FinalityRule } from "./finalityRule.ts";
import { createMassExits, resetMassExits } from "./massExit.ts";
import type { MassExits } from "./massExit.ts";
import { nextProofAt } from "./proverQueue.ts";
import { createProving, resetProving } from "./proving.ts";
import type { Proving } from "./proving.ts";

export interface Rollup {
  readonly chains: readonly Chain[];
  readonly rules: readonly FinalityRule[];
  /** Of the chains: up while their sequencer is and their data are there. */
  readonly status: Uptime;
  /** Per chain: causes that keep it down, and causes that freeze its exits. */
  readonly halts: Int32Array;
  readonly freezes: Int32Array;
  /** Per chain: causes that withhold its data, and 1 if that has stopped it. */
  readonly withheld: Int32Array;
  readonly starved: Uint8Array;
  readonly batches: Batches;
  readonly proving: Proving;
  readonly congestion: Congestion;
  readonly hatches: EscapeHatches;
  readonly massExits: MassExits;
  readonly invalidClaims: InvalidClaims;
  readonly backing: Backing;
  /** Batches with somebody aboard that are proven, by when they are final. */
  readonly exits: EventHeap;
  /** Batches that became final while their chain's exits were frozen. */
  stuckCount: number;
  stuck: Int32Array;
  /** Per chain: the disputes of a channel; null elsewhere. */
  readonly disputes: readonly (Stream | null)[];
  /** s from proof to final without congestion, per chain. */
  readonly delay: Float64Array;
  /** Per chain: 1 if every batch is an event, whoever travels. */
  readonly observed: Uint8Array;
  /** Per chain: next slot that is an event, and its time; Infinity if none. */
  readonly slot: Float64Array;
  readonly closesAt: Float64Array;
  /** Per chain: latest withdrawal waiting for a batch; -1: none. */
  readonly waiting: Int32Array;
  /** Per chain with interval 0: batches so far. */
  readonly own: Int32Array;
  /** Path number under which draws are made. */
  path: number;
  /** s; the next event, Infinity if none. */
  nextAt: number;
  /** Whose it is: a chain's number, chains.length + a prover's, or, after those, EXIT_DUE, CLAIM_DUE, MASS_EXIT_DUE. */
  next: number;
}

/** Events that belong to no single chain or prover, counted from chains + provers. */
export const EXIT_DUE = 0;
export const CLAIM_DUE = 1;
export const MASS_EXIT_DUE = 2;

/**
 * Compiles the chains and provers of a model.
 *
 * @param logBatches close every batch as an event, also where nobody would notice
 * @param booked USD of canonically bridged assets that the book holds at the start, by chain; absent: none
 */
export function createRollup(
  model: ResolvedModel,
  registry: StreamRegistry,
  logBatches: boolean,
  booked?: Float64Array,
): Rollup {
  const { chains, settlement, horizon } = model;
  const rules = chains.map((chain) => finalityOf(chain, settlement));
  const integers = (): Int32Array => new Int32Array(chains.length);
  const floats = (): Float64Array => new Float64Array(chains.length);
  return {
    chains,
    rules,
    status: createUptime(chains.length),
    halts: integers(),
    freezes: integers(),
    withheld: integers(),
    starved: new Uint8Array(chains.length),
    batches: createBatches(),
    proving: createProving(model, rules, registry),
    congestion: createCongestion(),
    hatches: createEscapeHatches(chains),
    massExits: createMassExits(chains, horizon, booked),
    invalidClaims: createInvalidClaims(chains, registry),
    backing: createBacking(chains),
    exits: createEventHeap(),
    stuckCount: 0,
    stuck: new Int32Array(4),
    disputes: chains.map(({ name }, chain) =>
      rules[chain].disputes > 0 ? streamOf(registry, `chains.${name}`, "counterparties") : null,
    ),
    delay: Float64Array.from(rules, ({ posting, held, settling }) => posting + held + settling),
    observed: Uint8Array.from(chains, ({ batchInterval }, chain) =>
      batchInterval > 0 && (logBatches || rules[chain].proves) ? 1 : 0,
    ),
    slot: floats(),
    closesAt: floats(),
    waiting: integers(),
    own: integers(),
    path: 0,
    nextAt: Infinity,
    next: -1,
  };
}

/** Starts a path: every chain live, every queue empty, every claim backed. */
export function resetRollup(rollup: Rollup, path: number): void {
  rollup.path = path;
  resetUptime(rollup.status);
  rollup.halts.fill(0);
  rollup.freezes.fill(0);
  rollup.withheld.fill(0);
  rollup.starved.fill(0);
  rollup.batches.count = 0;
  resetProving(rollup.proving);
  resetCongestion(rollup.congestion);
  resetEscapeHatches(rollup.hatches);
  resetMassExits(rollup.massExits);
  resetInvalidClaims(rollup.invalidClaims);
  resetBacking(rollup.backing);
  rollup.exits.size = 0;
  rollup.stuckCount = 0;
  rollup.waiting.fill(-1);
  rollup.own.fill(0);
  rollup.closesAt.fill(Infinity);
  for (let chain = 0; chain < rollup.chains.length; chain++) {
    if (rollup.observed[chain] === 1) expectClose(rollup, chain, 1);
  }
  findNextEvent(rollup);
}

/** The chain's next batch is that of `slot`. */
export function expectClose(rollup: Rollup, chain: number, slot: number): void {
  rollup.slot[chain] = slot;
  rollup.closesAt[chain] = slot * rollup.chains[chain].batchInterval;
}

/** Sets `next` and `nextAt`; whoever changes the state calls it last. */
export function findNextEvent(rollup: Rollup): void {
  const { closesAt, proving, exits, invalidClaims: claims, massExits } = rollup;
  const { queues } = proving;
  let next = -1;
  let nextAt = Infinity;
  for (let chain = 0; chain < closesAt.length; chain++) {
    if (closesAt[chain] < nextAt) nextAt = closesAt[(next = chain)];
  }
  for (let prover = 0; prover < queues.length; prover++) {
    const at = nextProofAt(queues[prover]);
    if (at >= nextAt) continue;
    nextAt = at;
    next = closesAt.length + prover;
  }
  const others = closesAt.length + queues.length;
  if (earliest(exits) < nextAt) {
    nextAt = exits.time[0];
    next = others + EXIT_DUE;
  }
  if (earliest(claims.ends) < nextAt) {
    nextAt = claims.ends.time[0];
    next = others + CLAIM_DUE;
  }
  if (earliest(massExits.timers) < nextAt) {
    nextAt = massExits.timers.time[0];
    next = others + MASS_EXIT_DUE;
  }
  rollup.next = next;
  rollup.nextAt = nextAt;
}
