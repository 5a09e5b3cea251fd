/** What a verb needs from the process it runs in. */

import type { Caller } from "../caller.ts";
import type { Colours } from "../colours.ts";
import type { SuiteSource } from "../verify.ts";

export interface Surroundings extends Caller {
  /** What `verify` runs. */
  readonly suites: SuiteSource;
  /** Writes a text to standard output. */
  readonly print: (text: string) => void;
  readonly warn: (text: string) => void;
  /** Of standard output. */
  readonly colours: Colours;
}

/** A result as the one JSON value that `--json` prints. */
export const json = (value: unknown): string => `${JSON.stringify(value)}\n`;
