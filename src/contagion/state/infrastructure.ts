/** What trading may ask of the machinery under it; the engine lends it, and only the engine moves it. */
import type { Network } from "../../bridges/network.ts";
import type { Route } from "../../bridges/routes.ts";
import type { FindRoutes } from "./topUps.ts";
import type { Backing } from "./wrappedRatios.ts";

/** Sends value between chains. @returns a transfer id, or -1 if no way is live */
export type AskTransfer = (
  purpose: number,
  owner: number,
  routes: readonly Route[],
  asset: number,
  from: number,
  to: number,
  usd: number,
  units: number,
  at: number,
) => number;

/** Whether one of the routes would take `usd` now. */
export type CanTransfer = (routes: readonly Route[], usd: number) => boolean;

/** Notes a transfer inside one chain, which needs no route: it has landed, or was blocked. */
export type NoteLocal = (
  purpose: number,
  owner: number,
  asset: number,
  chain: number,
  usd: number,
  units: number,
  at: number,
  landed: boolean,
  grace: boolean,
) => void;

export interface Infrastructure {
  readonly network: Network;
  readonly ask: AskTransfer;
  readonly canTransfer: CanTransfer;
  readonly noteLocal: NoteLocal;
  readonly findRoutes: FindRoutes;
  readonly backing: Backing;
  /** Ways of each venue's refills; empty without makers, or where the hub is its own chain. */
  readonly refillRoutes: readonly (readonly Route[])[];
}
