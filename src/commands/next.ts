/** What to open and what to type next, under a result that is printed. */

import type { Colours } from "./colours.ts";
import { commandText } from "./invocation.ts";
import type { Invocation } from "./invocation.ts";

/** Ways on from a result. */
export interface Next {
  /** Files that are worth a look. */
  readonly open: readonly string[];
  /** Arguments of commands. */
  readonly type: readonly (readonly string[])[];
}

/** How commands are typed, and how they are shown. */
interface Typed {
  readonly invocation: Invocation;
  readonly colours: Colours;
}

/** The lines, the last of them ended. */
export function nextText(
  { invocation: { program }, colours: { cyan } }: Typed,
  { open, type }: Next,
): string {
  const files = open.map((file) => `  open ${file}`);
  const commands = type.map((words) => `  ${cyan(commandText({ program, arguments: words }))}`);
  return `${["Next:", ...files, ...commands].join("\n")}\n`;
}

/** Arguments that simulate a model under settings as a run. */
export function runOf(model: string, ...settings: (readonly string[] | undefined)[]): string[] {
  const set = settings.flatMap((some) => some ?? []);
  return ["run", model, ...(set.length > 0 ? ["--set", ...set] : [])];
}
