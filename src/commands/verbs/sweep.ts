/** The words of `faultline sweep`. */

import type { Command } from "@commander-js/extra-typings";
import { runOf } from "../next.ts";
import { DESIGNS } from "../sweep/design.ts";
import { sweepJson, sweepReport } from "../sweep/report.ts";
import { sweep } from "../sweep/sweep.ts";
import { choosing } from "./choosing.ts";
import { addExamples } from "./examples.ts";
import { printResult } from "./surroundings.ts";
import type { Surroundings } from "./surroundings.ts";

const EXAMPLES = [
  "faultline sweep models/quickstart.yaml --vary venues.perps.margin.0.maintenance=0.02:0.03:0.001",
  "faultline sweep models/quickstart.yaml --vary 'venues.perps.oracle.grace_period=0:2 hours:30 minutes' --vary sampling.feedback=off,severe",
  "faultline sweep models/quickstart.yaml --vary venues.perps.margin.0.maintenance=0.02:0.03 --design sobol --points 16",
] as const;

/** Adds the verb. */
export function addSweep(program: Command, surroundings: Surroundings): void {
  const command = program
    .command("sweep")
    .description("simulate the same paths under other numbers and compare them")
    .argument("<model>", "model file (YAML)")
    .option(
      "--vary <key=values...>",
      "values of a key, a:b:step, x,y,z or a:b, e.g. venues.arb.margin.0.maintenance=0.02:0.05:0.01",
    )
    .addOption(choosing("--design <name>", "which variants (default: grid)", DESIGNS))
    .option("--points <n>", "points of sobol or lhs (default: 32)")
    .option(
      "--metrics <names>",
      "metrics to compare (default: losses, liquidations, the model's own)",
    )
    .option("--paths <n>", "number of paths of each variant (default: the model's)")
    .option("--seed <seed>", "seed, any text (default: the model's)")
    .option("--threads <n>", "threads (default: all cores)")
    .option("--set <key=value...>", "override a key of the model in every variant")
    .option("--out <dir>", "folder of the sweep (default: runs/sweep-<model>-<seed>-<digest>)")
    .option("--resume", "go on with an interrupted sweep")
    .option("--quiet", "no progress and no summary")
    .option("--json", "print the result as one JSON value")
    .action(async (model, options) => {
      const result = await sweep(model, options, surroundings);
      printResult(surroundings, options, result, sweepJson, sweepReport, ({ points }) => ({
        open: [],
        type: [runOf(model, options.set, points[points.length - 1].set)],
      }));
    });
  addExamples(command, EXAMPLES);
}
