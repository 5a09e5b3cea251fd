/** The words of `faultline validate`. */

import type { Command } from "@commander-js/extra-typings";
import { validate } from "../validate.ts";
import { validateReport } from "../validateReport.ts";
import { addExamples } from "./examples.ts";
import { json } from "./surroundings.ts";
import type { Surroundings } from "./surroundings.ts";

const EXAMPLES = [
  "faultline validate models/three-rollups.yaml",
  "faultline validate models/quickstart.yaml --set 'horizon=2 days' --json",
] as const;

/** Adds the verb. */
export function addValidate(program: Command, { print, warn }: Surroundings): void {
  const command = program
    .command("validate")
    .description("check a model and show what it comes to")
    .argument("<model>", "model file (YAML)")
    .option("--set <key=value...>", "override a key of the model")
    .option("--json", "print the result as one JSON value")
    .action(async (model, { set, json: asJson }) => {
      const validation = await validate(model, { set: set ?? [] });
      for (const warning of validation.warnings) warn(`warning: ${warning}\n`);
      print(asJson === true ? json(validation) : validateReport(validation));
    });
  addExamples(command, EXAMPLES);
}
