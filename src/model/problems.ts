/**
 * What can be wrong with a model file, and how it is said.
 *
 * A problem is a path into the model and a reason; the place (file, line and column, or the `--set` that put the value
 * there) is found afterwards, so that whoever finds a problem need not know where the text came from.
 */

import type { Place } from "./place.ts";

/** Keys of mappings and positions in lists, from the root of the model. */
export type KeyPath = readonly (string | number)[];

export interface Problem {
  readonly path: KeyPath;
  readonly reason: string;
  /** True: the place is the last key itself (an unknown key), not its value. */
  readonly onKey?: boolean;
  /** The path whose place is shown, where that is another than the one named. */
  readonly at?: KeyPath;
  /** The place itself, where no path leads to it: in a data file. */
  readonly place?: Place;
}

/** A model that cannot be run. `problems` holds all of them, each `file:line:column: key: reason`, in file order. */
export class ModelError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.name = "ModelError";
    this.problems = problems;
  }
}

/** A path as users write it: `venues.arb.margin[0].maintenance`. */
export function keyText(path: KeyPath): string {
  let text = "";
  for (const segment of path) {
    if (typeof segment === "number") text += `[${segment}]`;
    else if (!/^[\w/-]+$/.test(segment)) text += `[${JSON.stringify(segment)}]`;
    else text += text === "" ? segment : `.${segment}`;
  }
  return text;
}

/** A value as an error message shows it: short, on one line, text in quotes. */
export function show(value: unknown): string {
  if (typeof value === "string")
    return `'${value.length > 60 ? `${value.slice(0, 57)}...` : value}'`;
  if (value === null || value === undefined) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a mapping";
  return String(value as number | boolean | bigint);
}
