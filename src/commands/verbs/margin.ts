/** The words of `faultline margin`. */

import { join } from "node:path";
import type { Command } from "@commander-js/extra-typings";
import { margin } from "../margin/margin.ts";
import type { MarginAnswer } from "../margin/margin.ts";
import { optimum } from "../margin/optimum.ts";
import type { OptimumAnswer } from "../margin/optimum.ts";
import { optimumJson, optimumReport } from "../margin/optimumReport.ts";
import { marginJson, marginReport } from "../margin/report.ts";
import { SEARCHED } from "../margin/ruleRows.ts";
import { runOf } from "../next.ts";
import { choosing } from "./choosing.ts";
import { addExamples } from "./examples.ts";
import { printResult } from "./surroundings.ts";
import type { Surroundings } from "./surroundings.ts";

const EXAMPLES = [
  "faultline margin models/quickstart.yaml --vary venues.perps.margin.0.maintenance=0.01:0.15 --limit 'bad_debt_usd > 2e5' --probability 0.01",
  "faultline margin models/quickstart.yaml --vary venues.perps.margin.0.maintenance=0.01:0.06 venues.perps.liquidation.penalty=0:0.02 --limit 'bad_debt_usd > 2e5' --probability 0.02 --optimise",
] as const;

type Settings = readonly string[] | undefined;

/** The run under what is best, where something is. */
function afterOptimum(
  { out, manifest, optimum: found }: OptimumAnswer,
  model: string,
  set: Settings,
) {
  const best = manifest.keys.map((key, at) => `${key}=${found.best?.values[at]}`);
  const type = found.best === null ? [] : [runOf(model, set, best)];
  return { open: [join(out, "optimum.csv")], type };
}

/** The run under the least margin, where there is one. */
function afterMargin({ out, rows }: MarginAnswer, model: string, set: Settings) {
  const found = rows.filter(({ rule, value }) => rule === SEARCHED && !Number.isNaN(value));
  const least = found.map(({ key, value }) => `${key}=${value}`);
  const type = least.length === 0 ? [] : [runOf(model, set, least)];
  return { open: [join(out, "frontier.png")], type };
}

/** Adds the verb. */
export function addMargin(program: Command, surroundings: Surroundings): void {
  const command = program
    .command("margin")
    .description("the least margin that holds a limit, beside the rules in use")
    .argument("<model>", "model file (YAML)")
    .option(
      "--vary <key=a:b...>",
      "which margin, from what to what, e.g. venues.arb.margin.*.maintenance=0.01:0.2; several move together",
    )
    .option("--limit <limit>", "what must not be broken, e.g. 'bad_debt_usd > 1e6'")
    .option("--probability <p>", "how seldom it may be broken (default: 1e-3)")
    .option("--confidence <c>", "of the answer and its interval (default: 0.95)")
    .option("--grid <n>", "margins on the frontier (default: 11)")
    .option("--optimise", "move the keys apart, to the least cost that holds the limit")
    .option("--cost <metric>", "whose mean --optimise makes least (default: liquidated_usd)")
    .option("--evaluations <n>", "settings that --optimise may look at (default: 40)")
    .option("--paths <n>", "paths of each margin at most (default: the model's)")
    .option("--seed <seed>", "seed, any text (default: the model's)")
    .option("--threads <n>", "threads (default: all cores)")
    .addOption(choosing("--executor <name>", "what runs the blocks", ["threads", "inline"]))
    .option("--set <key=value...>", "override a key of the model in every variant")
    .option("--tilt <key=value...>", "importance sampling in place of the model's")
    .option("--out <dir>", "folder of the answer (default: runs/margin-<model>-<seed>-<digest>)")
    .option("--quiet", "no progress and no summary")
    .option("--json", "print the result as one JSON value")
    .action(async (model, options) => {
      if (options.optimise === true) {
        const answer = await optimum(model, options, surroundings);
        printResult(surroundings, options, answer, optimumJson, optimumReport, (found) =>
          afterOptimum(found, model, options.set),
        );
        return;
      }
      const answer = await margin(model, options, surroundings);
      printResult(surroundings, options, answer, marginJson, marginReport, (found) =>
        afterMargin(found, model, options.set),
      );
    });
  addExamples(command, EXAMPLES);
}
