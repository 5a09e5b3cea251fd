/** How Faultline was called, and commands printed so that a shell takes them as they stand. */

import { basename, relative } from "node:path";

export interface Invocation {
  /** Words that start the program, e.g. `faultline`, or `node dist/cli.js`. */
  readonly program: readonly string[];
  readonly arguments: readonly string[];
}

/** The invocation behind `process.argv`. */
export function invocationOf([, script, ...words]: readonly string[]): Invocation {
  const installed = basename(script) === "faultline";
  const program = installed ? ["faultline"] : ["node", relative(process.cwd(), script)];
  return { program, arguments: words };
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** One line for a shell, with `option` at the end unless it is there already. */
export function commandText(invocation: Invocation, option?: string): string {
  const { program, arguments: words } = invocation;
  const more = option === undefined || words.includes(option) ? [] : [option];
  return [...program, ...words, ...more].map(quoted).join(" ");
}
