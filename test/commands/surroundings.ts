/** A command line whose output is heard and whose verbs may be kept from acting. */

import type { Command } from "@commander-js/extra-typings";
import { NO_COLOURS } from "../../src/commands/colours.ts";
import { createProgram } from "../../src/commands/program.ts";
import type { Surroundings } from "../../src/commands/verbs/surroundings.ts";
import { shippedSuites } from "../../src/commands/verify.ts";
import { standIn } from "./standInRun.ts";

/** Surroundings that print through a function. */
export function surroundingsOf(print: (text: string) => void): Surroundings {
  return {
    invocation: { program: ["faultline"], arguments: [] },
    signal: new AbortController().signal,
    simulation: standIn,
    suites: shippedSuites,
    print,
    warn: () => {},
    colours: NO_COLOURS,
  };
}

/** The command line without its deeds: it reads words, refuses wrong ones, and does nothing. */
export function idleProgram(print: (text: string) => void = () => {}): Command {
  const program = createProgram(surroundingsOf(print));
  for (const verb of program.commands) verb.action(() => {});
  return program;
}

/** The words of a command line, as a shell cuts it; what is sent to a file is left out. */
export function wordsIn(line: string): string[] {
  const cut = line.replace(/ >>? .*$/, "").matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g);
  return Array.from(cut, ([, single, double, bare]) => single ?? double ?? bare!);
}
