/**
 * `faultline completion`: a script for a shell, made from the command line as it is, so that nothing is written twice.
 *
 * The script stands alone: a press of the tab key does not start Faultline, which takes a second.
 */

import type { Command } from "@commander-js/extra-typings";
import { Refusal } from "../refusal.ts";
import { bashScript } from "./bash.ts";
import { fishScript } from "./fish.ts";
import { wordsOf } from "./words.ts";
import { zshScript } from "./zsh.ts";

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript } as const;

/** Shells that there is a script for. */
export const SHELLS: readonly string[] = Object.keys(SCRIPTS);

/** The script. @throws Refusal if the shell is unknown */
export function completionScript(program: Command, shell: string): string {
  if (!SHELLS.includes(shell))
    throw new Refusal([`completion: must be ${SHELLS.join(", ")}, got '${shell}'`]);
  return SCRIPTS[shell as keyof typeof SCRIPTS](wordsOf(program));
}
