/** A loaded model made ready to run: sampled as asked, with its book, and with its worlds where parameters are uncertain. */

import { parameterProblems, parameterWarnings } from "../engine/parameters.ts";
import type { Simulation } from "../engine/simulation.ts";
import { openWorlds } from "../engine/worlds.ts";
import type { LoadedFile } from "../model/load.ts";
import { Refusal } from "./refusal.ts";
import type { RunnableModel } from "./runPlan.ts";
import { type AskedSampling, sampled } from "./sampled.ts";

/**
 * Makes a model ready.
 * @throws Refusal with what it cannot take of its uncertain parameters
 */
export function readyModel(
  loaded: LoadedFile,
  asked: AskedSampling,
  buildBook: Simulation["buildBook"],
): Omit<RunnableModel, "loadSeconds"> {
  const { base, inWorld, digest, sources } = loaded;
  const model = sampled(loaded.model, asked);
  const problems = parameterProblems({ model, inWorld });
  if (problems.length > 0) throw new Refusal(problems);
  const warnings = [...loaded.warnings, ...parameterWarnings(model)];
  const book = buildBook(model, base);
  const worlds = openWorlds({ model, inWorld }, base, { model, book }, buildBook);
  return { model, book, ...(worlds !== null && { worlds }), digest, sources, warnings };
}
