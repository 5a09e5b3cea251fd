/**
 * Closing orders of one path: who wants out of his own accord, since when, and what keeps him in.
 *
 * Crowds panic after halts that outlast their patience; desks close what is left of a hedge. An order is scheduled until
 * its time, then sent; it is carried out at the end of a step in which the chain takes it, or once the escape hatch has
 * forced it in.
 */
import type { Book } from "../../book/book.ts";
import { type KeyHeap, createKeyHeap } from "../../book/keyHeap.ts";
import type { Stream, StreamRegistry } from "../../random/streams.ts";

/** Stages of an account's one order. */
export const ORDER = { none: 0, scheduled: 1, sent: 2, done: 3 } as const;

export interface Orders {
  readonly registry: StreamRegistry;
  /** Streams of the first, second, ... panic of each crowd, and of each desk; made when first needed. */
  readonly panicStreams: readonly Stream[][];
  readonly unwindStreams: Stream[];
  /** By account, as all below; empty where nobody panics or unwinds. */
  readonly stage: Uint8Array;
  /** Code of the cause that the close will have. */
  readonly cause: Uint8Array;
  /** s; when it is sent. */
  readonly askedAt: Float64Array;
  /** s; when the escape hatch forces it in; Infinity: it was not asked, or there is none. */
  readonly forcedAt: Float64Array;
  /** 1 once the trader whose first leg this is has lost one and decided what to do. */
  readonly decided: Uint8Array;
  /** Orders of desks by the time they will be sent. */
  readonly scheduled: KeyHeap;
  /** Crowds by the time their patience ends. */
  readonly alarms: KeyHeap;
  /** s, begin of the halt that each crowd is watching; and how often it has panicked. */
  readonly halt: Float64Array;
  readonly panics: Int32Array;
  /** Sent and not carried out, as sent. */
  readonly sent: Int32Array;
  sentCount: number;
  /** What is carried out in this step. */
  readonly ready: Int32Array;
  readyCount: number;
}

export function createOrders(book: Book, registry: StreamRegistry): Orders {
  const { crowds, desks } = book;
  const accounts = crowds.length + desks.length > 0 ? book.accounts : 0;
  return {
    registry,
    panicStreams: crowds.map(() => []),
    unwindStreams: [],
    stage: new Uint8Array(accounts),
    cause: new Uint8Array(accounts),
    askedAt: new Float64Array(accounts),
    forcedAt: new Float64Array(accounts),
    decided: new Uint8Array(accounts),
    scheduled: createKeyHeap(),
    alarms: createKeyHeap(),
    halt: new Float64Array(crowds.length),
    panics: new Int32Array(crowds.length),
    sent: new Int32Array(accounts),
    sentCount: 0,
    ready: new Int32Array(accounts),
    readyCount: 0,
  };
}

export function resetOrders(orders: Orders): void {
  orders.scheduled.length = orders.alarms.length = 0;
  orders.halt.fill(-Infinity);
  orders.panics.fill(0);
  orders.sentCount = orders.readyCount = 0;
}

/** Nothing is known of an account yet. */
export function forgetOrder(orders: Orders, account: number): void {
  if (orders.stage.length === 0) return;
  orders.stage[account] = orders.decided[account] = 0;
}
