/** Verbs that are planned: refused by name, whatever follows them. */

import type { Command } from "@commander-js/extra-typings";
import { Refusal } from "../refusal.ts";

const UNAVAILABLE = [
  ["calibrate", "rates and durations from data"],
  ["merge", "shards of one run put together"],
  ["worker", "a worker of the cluster executor"],
] as const;

function addOne(program: Command, name: string, about: string): void {
  program
    .command(name)
    .description(`${about} (not available yet)`)
    .argument("[words...]")
    .allowUnknownOption()
    .helpOption(false)
    .action(() => {
      throw new Refusal([`'${name}' is not available yet`]);
    });
}

/** Adds what is not there yet. */
export function addUnavailable(program: Command): void {
  for (const [name, about] of UNAVAILABLE) addOne(program, name, about);
}
