/** The words of `faultline attribute`. */

import { join } from "node:path";
import type { Command } from "@commander-js/extra-typings";
import { attribute } from "../attribute/attribute.ts";
import { attributeJson, attributeReport } from "../attribute/report.ts";
import { addExamples } from "./examples.ts";
import { printResult } from "./surroundings.ts";
import type { Surroundings } from "./surroundings.ts";

const EXAMPLES = [
  "faultline attribute models/quickstart.yaml --metric bad_debt_usd --at es:0.99",
  "faultline attribute models/three-rollups.yaml --at probability:1e5 --groups groups.yaml --paths 2000",
] as const;

/** Adds the verb. */
export function addAttribute(program: Command, surroundings: Surroundings): void {
  const command = program
    .command("attribute")
    .description("which components the tail is owed to: the same paths with each made perfect")
    .argument("<model>", "model file (YAML)")
    .option("--metric <name>", "a numeric column of paths.csv", "bad_debt_usd")
    .option("--at <figure>", "es:0.99, var:0.95, mean, sd or probability:1e6", "es:0.99")
    .option("--groups <file>", "YAML, name: [components]; default: each component by itself")
    .option("--paths <n>", "number of paths (default: the model's)")
    .option("--seed <seed>", "seed, any text (default: the model's)")
    .option("--threads <n>", "threads (default: all cores)")
    .option("--set <key=value...>", "override a key of the model")
    .option("--tilt <key=value...>", "importance sampling in place of the model's")
    .option("--out <dir>", "folder (default: runs/attribute-<model>-<seed>-<digest>)")
    .option("--quiet", "no progress and no table")
    .option("--json", "print the result as one JSON value")
    .action(async (model, options) => {
      const result = await attribute(model, options, surroundings);
      printResult(surroundings, options, result, attributeJson, attributeReport, ({ out }) => ({
        open: [join(out, "attribution.png")],
        type: [["report", "RUN", "--attribution", out]],
      }));
    });
  addExamples(command, EXAMPLES);
}
