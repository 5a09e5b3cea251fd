/** The command line: its verbs, each in a file of its own under `verbs`. */

import { Command } from "@commander-js/extra-typings";
import { addAttribute } from "./verbs/attribute.ts";
import { addCompare } from "./verbs/compare.ts";
import { addCompletion } from "./verbs/completion.ts";
import { addExamples } from "./verbs/examples.ts";
import { addExplain } from "./verbs/explain.ts";
import { addMargin } from "./verbs/margin.ts";
import { addQuery } from "./verbs/query.ts";
import { addReport } from "./verbs/report.ts";
import { addRun } from "./verbs/run.ts";
import { addRuns } from "./verbs/runs.ts";
import { addSchema } from "./verbs/schema.ts";
import { addStress } from "./verbs/stress.ts";
import type { Surroundings } from "./verbs/surroundings.ts";
import { addSweep } from "./verbs/sweep.ts";
import { addUnavailable } from "./verbs/unavailable.ts";
import { addValidate } from "./verbs/validate.ts";
import { addVerify } from "./verbs/verify.ts";
import { version } from "./version.ts";

const EXAMPLES = [
  "faultline run models/quickstart.yaml",
  "faultline explain runs/reference --path 22",
  'faultline query runs/reference "select venue, sum(bad_debt_usd) from venues group by venue"',
] as const;

/** In the order of the help. */
const VERBS: readonly ((program: Command, surroundings: Surroundings) => void)[] = [
  addRun,
  addSweep,
  addStress,
  addValidate,
  addSchema,
  addCompare,
  addExplain,
  addQuery,
  addRuns,
  addAttribute,
  addMargin,
  addReport,
  addVerify,
  addCompletion,
  addUnavailable,
];

/** The whole command line; errors are thrown, nothing ends the process. */
export function createProgram(surroundings: Surroundings): Command {
  const { print, warn } = surroundings;
  const program = new Command("faultline")
    .description(
      "How far liquidations run when the machinery under layer-2 derivatives breaks, and who pays",
    )
    .version(version)
    .exitOverride()
    .configureOutput({ writeOut: print, writeErr: warn });
  for (const add of VERBS) add(program, surroundings);
  addExamples(program, EXAMPLES);
  return program;
}
