/** The words of `faultline compare`. */

import type { Command } from "@commander-js/extra-typings";
import { compare } from "../compare.ts";
import { compareJson, compareReport } from "../compareReport.ts";
import { keptCommand } from "../invocation.ts";
import { nextText } from "../next.ts";
import { addExamples } from "./examples.ts";
import { json } from "./surroundings.ts";
import type { Surroundings } from "./surroundings.ts";

const EXAMPLES = [
  "faultline compare runs/before runs/after",
  "faultline compare runs/before runs/after --out runs/difference --json",
] as const;

/** Adds the verb. */
export function addCompare(program: Command, surroundings: Surroundings): void {
  const { invocation, print } = surroundings;
  const verb = program
    .command("compare")
    .description("paired differences of two runs that met the same draws")
    .argument("<first>", "folder of a finished run")
    .argument("<second>", "folder of another, of the same seed and number of paths")
    .option("--out <dir>", "folder of the comparison (default: runs/compare-<first>-<second>)")
    .option("--json", "print the result as one JSON value")
    .action(async (first, second, { out, json: asJson }) => {
      const command = keptCommand(invocation);
      const comparison = await compare(first, second, { out }, command);
      if (asJson === true) print(json(compareJson(comparison)));
      else {
        print(compareReport(comparison));
        print(nextText(surroundings, { open: [], type: [["report", second]] }));
      }
    });
  addExamples(verb, EXAMPLES);
}
