/** The words of `faultline verify`. */

import type { Command } from "@commander-js/extra-typings";
import { ChecksFailed } from "../refusal.ts";
import { verify } from "../verify.ts";
import { suiteReport, verifyJson, verifyReport } from "../verifyReport.ts";
import { addExamples } from "./examples.ts";
import { json } from "./surroundings.ts";
import type { Surroundings } from "./surroundings.ts";

const EXAMPLES = ["faultline verify", "faultline verify --limits --events"] as const;

/** Adds the verb. */
export function addVerify(program: Command, { print, suites }: Surroundings): void {
  const command = program
    .command("verify")
    .description("check the installed tool against closed forms and golden values")
    .option("--limits", "also what must vanish when its cause is switched off")
    .option("--events", "also the outages on record against what the models say")
    .option("--json", "print the result as one JSON value")
    .action(async ({ json: asJson, ...options }) => {
      const show =
        asJson === true
          ? undefined
          : (...suite: Parameters<typeof suiteReport>) => print(suiteReport(...suite));
      const verification = await verify(options, suites, show);
      print(asJson === true ? json(verifyJson(verification)) : verifyReport(verification));
      if (verification.failed > 0) throw new ChecksFailed();
    });
  addExamples(command, EXAMPLES);
}
