/** The words of `faultline stress`. */

import { join } from "node:path";
import type { Command } from "@commander-js/extra-typings";
import { compareJson } from "../compareReport.ts";
import { reverseJson, reverseReport } from "../reverse/report.ts";
import { reverse } from "../reverse/reverse.ts";
import { stressReport } from "../stress/report.ts";
import { shippedScenarios } from "../stress/scenarioFile.ts";
import { stress } from "../stress/stress.ts";
import { choosing } from "./choosing.ts";
import { addExamples } from "./examples.ts";
import { printResult } from "./surroundings.ts";
import type { Surroundings } from "./surroundings.ts";

const EXAMPLES = [
  "faultline stress models/three-rollups.yaml --scenario october-2025 --paths 500",
  "faultline stress models/three-rollups.yaml --scenario march-2020 --set sampling.feedback=off",
] as const;

/** Adds the verb. */
export function addStress(program: Command, surroundings: Surroundings): void {
  const command = program
    .command("stress")
    .description(
      "lay a scenario over a model, or look for the mildest shocks that break a limit (--reverse)",
    )
    .argument("<model>", "model file (YAML)")
    .addOption(
      choosing(
        "--scenario <file>",
        "scenario file, or the name of one that ships",
        shippedScenarios(),
      ),
    )
    .option(
      "--reverse <limit>",
      "the limit whose breaking is looked for, e.g. 'bad_debt_usd > 1e6'",
    )
    .option(
      "--over <key=a:b...>",
      "two keys or more, each from its calm to its severe end, e.g. scenario.0.price.ETH=0:-0.5",
    )
    .option("--probability <p>", "how often the limit is to be broken (default: 0.5)")
    .option("--confidence <c>", "of intervals (default: 0.95)")
    .option(
      "--density <key=law...>",
      "how likely a key's values are: a distribution, 'model', or 'model over 6 hours'",
    )
    .option("--directions <n>", "in which the boundary is looked for (default: 9, or 8 a key)")
    .option("--paths <n>", "number of paths (default: the model's)")
    .option("--seed <seed>", "seed, any text (default: the model's)")
    .option("--threads <n>", "threads (default: all cores)")
    .option("--set <key=value...>", "override a key of the model, with the scenario and without")
    .option(
      "--out <dir>",
      "folder (default: runs/stress-<model>-<scenario>-<seed>-<digest>, runs/reverse-<model>-<seed>-<digest>)",
    )
    .option("--quiet", "no progress and no summary")
    .option("--json", "print the result as one JSON value")
    .action(async (model, options) => {
      if (options.reverse !== undefined) {
        const answer = await reverse(model, options, surroundings);
        printResult(surroundings, options, answer, reverseJson, reverseReport, ({ out }) => ({
          open: [join(out, "boundary.png")],
          type: [],
        }));
        return;
      }
      const result = await stress(model, options, surroundings);
      const set = options.set === undefined ? [] : ["--set", ...options.set];
      printResult(surroundings, options, result, compareJson, stressReport, () => ({
        open: [],
        type: [["attribute", model, ...set]],
      }));
    });
  addExamples(command, EXAMPLES);
}
