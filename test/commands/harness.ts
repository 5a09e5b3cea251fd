/** Runs the stand-in simulation into a folder, in a process of its own that a test can kill. */

import { Interrupted, Refusal, RunFailed } from "../../src/commands/refusal.ts";
import { abortOnInterrupt } from "../../src/commands/signals.ts";
import type { RunPlan } from "../../src/commands/runPlan.ts";
import { runModel } from "../../src/commands/runModel.ts";
import { standInRun } from "./standInRun.ts";

const asked = JSON.parse(process.argv[2]) as { name: string; paths: number } & Partial<RunPlan>;
const { model, plan } = standInRun(asked.name, asked.paths, asked);
try {
  await runModel(model, plan, abortOnInterrupt());
} catch (error) {
  process.stderr.write(`${String(error)}\n`);
  const known = error instanceof Refusal ? 2 : error instanceof RunFailed ? 3 : 1;
  process.exitCode = error instanceof Interrupted ? 130 : known;
}
