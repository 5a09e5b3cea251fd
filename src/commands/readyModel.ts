/** A loaded model made ready to run: sampled as asked, with its book, and with its worlds where parameters are uncertain. */

import { parameterProblems, parameterWarnings } from "../engine/parameters.ts";
import { BookError } from "../book/bookError.ts";
import type { Simulation } from "../engine/simulation.ts";
import { openWorlds, sameBook } from "../engine/worlds.ts";
import type { LoadedFile } from "../model/load.ts";
import type { ResolvedModel } from "../model/resolved.ts";
import { Refusal } from "./refusal.ts";
import type { RunnableModel } from "./runPlan.ts";
import { type AskedSampling, sampled } from "./sampled.ts";

/**
 * The book of a loaded model, or of a model that was made from it.
 * @throws ModelError with the place of a cohort that cannot be drawn
 */
export function bookOf(
  { base, wrongAt }: Pick<LoadedFile, "base" | "wrongAt">,
  model: ResolvedModel,
  buildBook: Simulation["buildBook"],
): unknown {
  try {
    return buildBook(model, base);
  } catch (error) {
    if (!(error instanceof BookError)) throw error;
    throw wrongAt(["book", "cohorts", error.cohort], error.reason);
  }
}

/**
 * Makes a model ready.
 * @throws ModelError with the place of a cohort that cannot be drawn; Refusal with what it cannot take of its uncertain
 * parameters
 */
export function readyModel(
  loaded: LoadedFile,
  asked: AskedSampling,
  buildBook: Simulation["buildBook"],
): Omit<RunnableModel, "loadSeconds"> {
  const { base, inWorld, digest, sources } = loaded;
  const model = sampled(loaded.model, asked);
  const book = bookOf(loaded, model, buildBook);
  const problems = parameterProblems({ model, inWorld }, (world) => {
    if (!sameBook(world, model)) buildBook(world, base);
  });
  if (problems.length > 0) throw new Refusal(problems);
  const warnings = [...loaded.warnings, ...parameterWarnings(model)];
  const worlds = openWorlds({ model, inWorld }, base, { model, book }, buildBook);
  return { model, book, ...(worlds !== null && { worlds }), digest, sources, warnings };
}
