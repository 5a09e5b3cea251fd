/** What both ways of `faultline margin` know before anything is simulated. */

import { metricNames } from "../../engine/columns.ts";
import { metricProblems } from "../figureText.ts";
import { digestOfQuestion, folderNamed } from "../folderName.ts";
import { Refusal } from "../refusal.ts";
import { tooFewPaths } from "../variantRuns.ts";
import { openVariants } from "../variants.ts";
import type { Searched } from "../variantSearch.ts";
import { verbFolderProblems } from "../verbClaim.ts";
import { lineOf, settingsAt } from "./line.ts";
import type { MarginLine } from "./line.ts";
import type { MarginQuestion } from "./question.ts";

/** As the manifest and the folder have it. */
export const VERB = "margin";

/** What a search is about, once everything about it is known to be right. */
export interface Prepared extends Searched {
  readonly line: MarginLine;
  readonly out: string;
}

/** Loads what is asked about. @throws ModelError, Refusal with everything that is wrong */
export async function prepare(
  file: string,
  question: MarginQuestion,
  simulation: string,
): Promise<Prepared> {
  const { settings, tilts, keys, limit, grid, optimise: asked } = question;
  const { set, paths, seed } = settings;
  const load = await openVariants({ file, set, tilt: tilts, paths, seed }, simulation);
  const base = load([]);
  const { sampling, name } = base.model;
  const line = lineOf({ file, set }, base.model, keys);
  const digest = digestOfQuestion({ model: base.digest, keys, limit, grid, optimise: asked });
  const out = settings.out ?? folderNamed(VERB, name, sampling.seed, digest);
  const problems = [
    ...metricProblems("--limit", limit, metricNames(base.model)),
    ...metricProblems("--cost", asked, metricNames(base.model)),
    ...tooFewPaths(sampling, limit),
    ...verbFolderProblems(out, VERB),
  ];
  if (problems.length > 0) throw new Refusal(problems);
  for (const at of [0, 1]) load(settingsAt(line, at)); // both ends are models, before anything is simulated
  return { load, base, line, out };
}
