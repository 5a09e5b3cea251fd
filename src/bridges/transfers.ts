/**
 * Every transfer asked for on one path: what, from where, over which way, and when it lands.
 *
 * Ids rise with the time asked. A transfer in flight sits on the landing heap once the end of its present leg is known (a
 * canonical withdrawal's is not before its batch is proven); one that cannot land waits in `stalled` for whatever is down.
 * Refused requests are kept for the log. Columns are replaced when they grow: take them from the struct after asking.
 */
import { doubledFloats, doubledIntegers } from "../reliability/doubled.ts";
import { createEventHeap, pushEvent } from "../reliability/eventHeap.ts";
import type { EventHeap } from "../reliability/eventHeap.ts";
import type { Route } from "./routes.ts";
import { IN_FLIGHT, LANDED, UNDONE } from "./transferWords.ts";

export interface Transfers {
  count: number;
  purpose: Int32Array;
  /** Whose it is, by the asker's own numbering; of a rebalance: the pool it goes to. */
  owner: Int32Array;
  /** Index of the asset; -1: the cash of a pool. */
  asset: Int32Array;
  from: Int32Array;
  to: Int32Array;
  /** Code of the way taken; -1: none. */
  route: Int32Array;
  /** The way taken; null: none. Entries beyond `count` are of other paths. */
  readonly way: (Route | null)[];
  /** Legs of the way that follow the present one. */
  legsLeft: Int32Array;
  outcome: Int32Array;
  /** Why it was not taken; -1: it was. */
  cause: Int32Array;
  /** USD when asked, and units of the asset. */
  amount: Float64Array;
  units: Float64Array;
  /** USD of `amount` that the receiver does not get. */
  fee: Float64Array;
  /** s */
  askedAt: Float64Array;
  /** s; NaN until it has landed. */
  landedAt: Float64Array;
  /** s; end of the present leg, NaN while it is not known. */
  dueAt: Float64Array;
  /** Share of its usual pace at which the present leg goes since `pacedAt`, s, and what was left of it then, s. */
  pace: Float64Array;
  pacedAt: Float64Array;
  workLeft: Float64Array;
  /** s; when the settlement layer forces a transfer into a chain that is not taking it, NaN: nobody has asked that. */
  forcedAt: Float64Array;
  /** Ends of present legs, and some that were put off since: the ones that are not `dueAt`. */
  readonly landings: EventHeap;
  stalledCount: number;
  stalled: Int32Array;
  /** Transfers that landed since the last advance, by landing time, then id. */
  landedCount: number;
  landed: Int32Array;
  /** Transfers that were undone since the last advance, by id. */
  undoneCount: number;
  undone: Int32Array;
}

/** What somebody asks for. Whoever is handed one reads it at once and does not keep it: it is filled again. */
export interface TransferRequest {
  /** Code of `transferWords`. */
  purpose: number;
  /** The asker's own number for it. */
  owner: number;
  /** Index; -1: the cash of a pool. */
  asset: number;
  /** Chains; the same, where it stays on one. */
  from: number;
  to: number;
  usd: number;
  /** Of the asset. */
  units: number;
  /** s */
  at: number;
}

const integerColumns = [
  "purpose",
  "owner",
  "asset",
  "from",
  "to",
  "route",
  "legsLeft",
  "outcome",
  "cause",
] as const;
const floatColumns = [
  "amount",
  "units",
  "fee",
  "askedAt",
  "landedAt",
  "dueAt",
  "forcedAt",
  "pace",
  "pacedAt",
  "workLeft",
] as const;

/** No transfers; the columns grow by themselves. */
export function createTransfers(): Transfers {
  const integers = (): Int32Array => new Int32Array(64);
  const floats = (): Float64Array => new Float64Array(64);
  return {
    count: 0,
    purpose: integers(),
    owner: integers(),
    asset: integers(),
    from: integers(),
    to: integers(),
    route: integers(),
    way: [],
    legsLeft: integers(),
    outcome: integers(),
    cause: integers(),
    amount: floats(),
    units: floats(),
    fee: floats(),
    askedAt: floats(),
    landedAt: floats(),
    dueAt: floats(),
    forcedAt: floats(),
    pace: floats(),
    pacedAt: floats(),
    workLeft: floats(),
    landings: createEventHeap(),
    stalledCount: 0,
    stalled: integers(),
    landedCount: 0,
    landed: integers(),
    undoneCount: 0,
    undone: integers(),
  };
}

/** Forgets every transfer. */
export function resetTransfers(transfers: Transfers): void {
  transfers.count = 0;
  transfers.landings.size = 0;
  transfers.stalledCount = 0;
  transfers.landedCount = 0;
  transfers.undoneCount = 0;
}

/** No request yet: one object serves all, filled anew for each. */
export function createRequest(): TransferRequest {
  return { purpose: 0, owner: 0, asset: 0, from: 0, to: 0, usd: 0, units: 0, at: 0 };
}

/** A row for a new request, in flight without a way; returns its id. */
export function addTransfer(transfers: Transfers, request: Readonly<TransferRequest>): number {
  if (transfers.count === transfers.purpose.length) widen(transfers);
  const id = transfers.count++;
  transfers.purpose[id] = request.purpose;
  transfers.owner[id] = request.owner;
  transfers.asset[id] = request.asset;
  transfers.from[id] = request.from;
  transfers.to[id] = request.to;
  transfers.route[id] = -1;
  transfers.way[id] = null;
  transfers.legsLeft[id] = 0;
  transfers.outcome[id] = IN_FLIGHT;
  transfers.cause[id] = -1;
  transfers.amount[id] = request.usd;
  transfers.units[id] = request.units;
  transfers.fee[id] = 0;
  transfers.askedAt[id] = request.at;
  transfers.landedAt[id] = NaN;
  transfers.dueAt[id] = NaN;
  transfers.forcedAt[id] = NaN;
  transfers.pace[id] = NaN;
  return id;
}

/** The present leg of a transfer ends at `at`, whatever was expected before; Infinity: nobody knows when. */
export function expectLanding(transfers: Transfers, id: number, at: number): void {
  transfers.dueAt[id] = at;
  if (at < Infinity) pushEvent(transfers.landings, at, id);
}

/** The transfer has arrived. */
export function landTransfer(transfers: Transfers, id: number, now: number): void {
  transfers.outcome[id] = LANDED;
  transfers.landedAt[id] = now;
  if (transfers.landedCount === transfers.landed.length)
    transfers.landed = doubledIntegers(transfers.landed);
  transfers.landed[transfers.landedCount++] = id;
}

/** The sender of a landed transfer has its money back, for `cause`. */
export function undoTransfer(transfers: Transfers, id: number, cause: number): void {
  transfers.outcome[id] = UNDONE;
  transfers.cause[id] = cause;
  if (transfers.undoneCount === transfers.undone.length)
    transfers.undone = doubledIntegers(transfers.undone);
  transfers.undone[transfers.undoneCount++] = id;
}

/** As `landTransfer`, for one whose owner knows of it: it is not among what has landed. */
export function noteLanding(transfers: Transfers, id: number, at: number): void {
  transfers.outcome[id] = LANDED;
  transfers.landedAt[id] = at;
}

/** The transfer would land now, but what it lands on is down. */
export function stallTransfer(transfers: Transfers, id: number): void {
  if (transfers.stalledCount === transfers.stalled.length)
    transfers.stalled = doubledIntegers(transfers.stalled);
  transfers.stalled[transfers.stalledCount++] = id;
}

/** Something is up again: every stalled transfer tries to land now. */
export function retryStalled(transfers: Transfers, now: number): void {
  for (let place = 0; place < transfers.stalledCount; place++) {
    expectLanding(transfers, transfers.stalled[place], now);
  }
  transfers.stalledCount = 0;
}

function widen(transfers: Transfers): void {
  for (const column of integerColumns) transfers[column] = doubledIntegers(transfers[column]);
  for (const column of floatColumns) transfers[column] = doubledFloats(transfers[column]);
}
