/** Who calls a verb. */

import type { Invocation } from "./invocation.ts";

/** What a verb that simulates needs of whoever calls it. */
export interface Caller {
  /** How the command was typed, for the commands that are printed and kept. */
  readonly invocation: Invocation;
  readonly signal: AbortSignal;
  /** Address of the simulation's module. */
  readonly simulation: string;
}
