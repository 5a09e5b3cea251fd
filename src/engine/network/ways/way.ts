/**
 * What sets the kinds of ways apart while a transfer travels: one file for each kind.
 *
 * Whether a way can be taken, and how long it should take, is judged by `bridges/fastestRoute` before anything moves.
 */
import type { Route } from "../../../bridges/routes.ts";
import type { Machinery } from "../machinery.ts";

export interface Way {
  /** Whether it enters its chain from the settlement layer. */
  readonly throughSettlement: boolean;
  /** Moves what moves at the asking. @returns whether the first leg begins now; else somebody else says when it ends */
  setOut(machinery: Machinery, id: number, route: Route, now: number): boolean;
  /** s of the present leg at full pace, where that is not somebody else's. */
  legTime(machinery: Machinery, id: number, route: Route): number;
  /** Whether what the present leg ends on is up. */
  canEnd(machinery: Machinery, id: number, route: Route): boolean;
  /** The reverse of setting out; what a rate limit has counted stays counted. */
  takeBack(machinery: Machinery, id: number, route: Route): void;
  /** The sender has it again: what the bridge paid out, or owes, against nothing. */
  charge(machinery: Machinery, id: number, route: Route, now: number): void;
}
