/** What a verb needs from the process it runs in. */

import type { Caller } from "../caller.ts";
import type { Colours } from "../colours.ts";
import { nextText } from "../next.ts";
import type { Next } from "../next.ts";
import type { SuiteSource } from "../verify.ts";

/** A result that was warned about. */
interface Warned {
  readonly manifest: { readonly warnings: readonly string[] };
}

export interface Surroundings extends Caller {
  /** What `verify` runs. */
  readonly suites: SuiteSource;
  /** Writes a text to standard output. */
  readonly print: (text: string) => void;
  readonly warn: (text: string) => void;
  /** Of standard output. */
  readonly colours: Colours;
}

/** What a verb that simulates says at its end: its warnings, its result as `--json` and `--quiet` ask, and ways on from there. */
export function printResult<Result extends Warned>(
  surroundings: Surroundings,
  asked: { readonly json?: boolean | undefined; readonly quiet?: boolean | undefined },
  result: Result,
  toJson: (result: Result) => unknown,
  toText: (result: Result) => string,
  next?: (result: Result) => Next,
): void {
  const { print, warn } = surroundings;
  for (const warning of result.manifest.warnings) warn(`warning: ${warning}\n`);
  if (asked.json === true) print(json(toJson(result)));
  else if (asked.quiet !== true) {
    const ways = next === undefined ? "" : nextText(surroundings, next(result));
    print(toText(result) + ways);
  }
}

/** A result as the one JSON value that `--json` prints. */
export const json = (value: unknown): string => `${JSON.stringify(value)}\n`;
