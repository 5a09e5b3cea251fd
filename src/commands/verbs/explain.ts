/** The words of `faultline explain`. */

import { join } from "node:path";
import type { Command } from "@commander-js/extra-typings";
import { clock } from "../explain/event.ts";
import { explain } from "../explain/explain.ts";
import type { Explanation } from "../explain/explain.ts";
import { aligned, figure } from "../figures.ts";
import { keptCommand } from "../invocation.ts";
import { nextText } from "../next.ts";
import { addExamples } from "./examples.ts";
import { json } from "./surroundings.ts";
import type { Surroundings } from "./surroundings.ts";

/** Changes that are shown, the most helpful first. */
const SHOWN = 8;

function storyText({ out, manifest, story, counterfactuals }: Explanation): string {
  const saved = counterfactuals
    .slice(0, SHOWN)
    .map(({ change, liquidated_usd, bad_debt_usd, saved_usd }) => [
      change,
      ...[liquidated_usd, bad_debt_usd, saved_usd].map(figure),
    ]);
  return [
    `Path ${manifest.path} of ${manifest.run} (${manifest.model}, seed ${manifest.seed})`,
    "",
    ...story.map(({ time_s, text }) => `  ${clock(time_s).padStart(12)}  ${text}`),
    "",
    aligned([["change", "liquidated", "bad debt", "saved"], ...saved]),
    "",
    `The trace is in ${out}`,
    "",
  ].join("\n");
}

const EXAMPLES = [
  "faultline explain runs/reference --path 22",
  "faultline explain runs/reference --path 22 --out runs/story --json",
] as const;

/** Adds the verb. */
export function addExplain(program: Command, surroundings: Surroundings): void {
  const { invocation, simulation, print } = surroundings;
  const verb = program
    .command("explain")
    .description("replay one path of a run and tell its story")
    .argument("<run>", "folder of a finished run")
    .requiredOption("--path <n>", "number of the path")
    .option("--out <dir>", "folder of the trace (default: runs/explain-<run>-<path>)")
    .option("--quiet", "no story")
    .option(
      "--json",
      "print the path's row, its story and what would have saved it as one JSON value",
    )
    .action(async (run, { path, out, quiet, json: asJson }) => {
      const command = keptCommand(invocation);
      const found = await explain(run, path, { out }, command, simulation);
      if (asJson === true) print(json(found));
      else if (quiet !== true) {
        print(storyText(found));
        print(
          nextText(surroundings, { open: [join(found.out, "path.png")], type: [["report", run]] }),
        );
      }
    });
  addExamples(verb, EXAMPLES);
}
