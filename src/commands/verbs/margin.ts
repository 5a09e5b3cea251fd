/** The words of `faultline margin`. */

import { join } from "node:path";
import type { Command } from "@commander-js/extra-typings";
import { margin, optimum } from "../margin.ts";
import { optimumJson, optimumReport } from "../margin/optimumReport.ts";
import { marginJson, marginReport } from "../margin/report.ts";
import { SEARCHED } from "../margin/ruleRows.ts";
import { nextText, runOf } from "../next.ts";
import { choosing } from "./choosing.ts";
import { addExamples } from "./examples.ts";
import { json } from "./surroundings.ts";
import type { Surroundings } from "./surroundings.ts";

const EXAMPLES = [
  "faultline margin models/quickstart.yaml --vary venues.perps.margin.0.maintenance=0.01:0.15 --limit 'bad_debt_usd > 2e5' --probability 0.01",
  "faultline margin models/quickstart.yaml --vary venues.perps.margin.0.maintenance=0.01:0.06 venues.perps.liquidation.penalty=0:0.02 --limit 'bad_debt_usd > 2e5' --probability 0.02 --optimise",
] as const;

/** Adds the verb. */
export function addMargin(program: Command, surroundings: Surroundings): void {
  const { print, warn } = surroundings;
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
    .option("--out <dir>", "folder of the answer (default: runs/margin-<model>-<seed>)")
    .option("--quiet", "no progress and no summary")
    .option("--json", "print the result as one JSON value")
    .action(async (model, options) => {
      if (options.optimise === true) {
        const answer = await optimum(model, options, surroundings);
        for (const warning of answer.manifest.warnings) warn(`warning: ${warning}\n`);
        if (options.json === true) print(json(optimumJson(answer)));
        else if (options.quiet !== true) {
          print(optimumReport(answer));
          const { out, manifest, optimum: found } = answer;
          const best = manifest.keys.map((key, at) => `${key}=${found.best?.values[at]}`);
          const type = found.best === null ? [] : [runOf(model, options.set, best)];
          print(nextText(surroundings, { open: [join(out, "optimum.csv")], type }));
        }
        return;
      }
      const answer = await margin(model, options, surroundings);
      for (const warning of answer.manifest.warnings) warn(`warning: ${warning}\n`);
      if (options.json === true) print(json(marginJson(answer)));
      else if (options.quiet !== true) {
        print(marginReport(answer));
        const found = answer.rows.filter(
          ({ rule, value }) => rule === SEARCHED && !Number.isNaN(value),
        );
        const set = found.map(({ key, value }) => `${key}=${value}`);
        const type = set.length === 0 ? [] : [runOf(model, options.set, set)];
        print(nextText(surroundings, { open: [join(answer.out, "frontier.png")], type }));
      }
    });
  addExamples(command, EXAMPLES);
}
