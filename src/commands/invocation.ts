/** How Faultline was called, and commands printed so that a shell takes them as they stand. */

import { basename, dirname, relative } from "node:path";

export interface Invocation {
  /** Words that start the program, e.g. `faultline`, or `node dist/cli.js`. */
  readonly program: readonly string[];
  readonly arguments: readonly string[];
}

/** The invocation behind `process.argv`. */
export function invocationOf([, script, ...words]: readonly string[]): Invocation {
  return { program: programOf(script), arguments: words };
}

/** A link of npm's is reached through `npx`; one that the shell finds by its name stands for itself. */
function programOf(script: string): readonly string[] {
  if (basename(script) !== "faultline") return ["node", relative(process.cwd(), script)];
  return basename(dirname(script)) === ".bin" ? ["npx", "faultline"] : ["faultline"];
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** The command as a manifest keeps it: by the program's own name, however it was called. */
export function keptCommand({ arguments: words }: Invocation): string {
  return commandText({ program: ["faultline"], arguments: words });
}

/** One line for a shell, with `option` at the end unless it is there already. */
export function commandText(invocation: Invocation, option?: string): string {
  const { program, arguments: words } = invocation;
  const more = option === undefined || words.includes(option) ? [] : [option];
  return [...program, ...words, ...more].map(quoted).join(" ");
}
