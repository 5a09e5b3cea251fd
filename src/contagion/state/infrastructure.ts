/** What trading may ask of the machinery under it; the engine lends it, and only the engine moves it. */
import type { Network } from "../../bridges/network.ts";
import type { Route } from "../../bridges/routes.ts";
import type { TransferRequest } from "../../bridges/transfers.ts";
import type { FindRoutes } from "./topUps.ts";
import type { Backing } from "./wrappedRatios.ts";

/** Sends value between chains. @returns a transfer id, or -1 if no way is live */
export type AskTransfer = (routes: readonly Route[], request: Readonly<TransferRequest>) => number;

/** Whether one of the routes would take `units` worth `usd` now. */
export type CanTransfer = (routes: readonly Route[], usd: number, units: number) => boolean;

/** Notes a transfer that takes no way: inside one chain (NOT_REFUSED: it has landed), or dropped where it was asked. @returns its id */
export type NoteTransfer = (request: Readonly<TransferRequest>, refusal: number) => number;

/** Notes a transfer inside one chain that has to wait for it. @returns its id */
export type Enqueue = (request: Readonly<TransferRequest>) => number;

/** A transfer that was enqueued is in. @param at s */
export type Land = (id: number, at: number) => void;

/** Asks the escape hatch of a chain to force `usd` in, now. @returns s when it is through */
export type AskHatch = (chain: number, usd: number) => number;

/** What becomes of a transfer when chains return to an earlier state. */
export const FATE = {
  stays: 0,
  /** It was never sent. */
  cancelled: 1,
  /** The receiver keeps it, the sender has it again. */
  spentTwice: 2,
  landsAgain: 3,
} as const;
export type Fate = (typeof FATE)[keyof typeof FATE];

/** Transfers on such chains; `engine/network/recall.ts`. */
export interface Recall {
  /** @param since step to whose end each chain returns, -1 if it does not */
  fateOf(id: number, since: Int32Array): Fate;
  cancel(id: number): void;
  spendTwice(id: number): void;
  landAgain(id: number): void;
}

export interface Infrastructure {
  readonly network: Network;
  /** Filled by whoever asks next: one object for all requests. */
  readonly request: TransferRequest;
  readonly ask: AskTransfer;
  readonly canTransfer: CanTransfer;
  readonly note: NoteTransfer;
  /** Whether a chain has an escape hatch. */
  readonly hasHatch: (chain: number) => boolean;
  readonly askHatch: AskHatch;
  readonly enqueue: Enqueue;
  readonly land: Land;
  readonly recall: Recall;
  /** s before a halt that a restart can undo at most, by chain; -1: none does. */
  readonly longestRollback: Float64Array;
  readonly findRoutes: FindRoutes;
  readonly backing: Backing;
  /** Ways of each venue's refills; empty without makers, or where the hub is its own chain. */
  readonly refillRoutes: readonly (readonly Route[])[];
}
