/** How work ends of which nothing is kept before it is done. */

import { PathError } from "../engine/simulation.ts";
import { Abandoned, RunFailed } from "./refusal.ts";

/** What to throw in place of an error. @param command that runs into it again */
export function endingOf(error: unknown, signal: AbortSignal, command: string): unknown {
  if (signal.aborted) return new Abandoned(error);
  if (!(error instanceof PathError)) return error;
  return new RunFailed(error.message, command, { cause: error });
}
