/**
 * `faultline stress --reverse`: which shocks break a limit, as a boundary over two or more keys, and the mildest of them.
 *
 * Files are written once, at the end: an interrupted search leaves its folder as it was.
 */

import { metricNames } from "../../engine/columns.ts";
import { ModelError } from "../../model/problems.ts";
import { boundaryFiles } from "../../output/boundary.ts";
import type { BoundaryRow } from "../../output/boundary.ts";
import { boundaryPicture } from "../../output/boundaryPicture.ts";
import type { BoundarySubject } from "../../output/boundaryPicture.ts";
import { drawPicture } from "../../output/picture.ts";
import { writeVerbFolder } from "../../output/verbFolder.ts";
import { metricProblems } from "../figureText.ts";
import { bareName, digestOfQuestion, folderNamed } from "../folderName.ts";
import { breakingText } from "../limitText.ts";
import { Refusal } from "../refusal.ts";
import type { Caller } from "../caller.ts";
import { namingFile, overlayOf } from "../stress/overlay.ts";
import { readScenarioFile } from "../stress/scenarioFile.ts";
import type { StressOptions } from "../stress/settings.ts";
import { asScenarioSays } from "../stress/stress.ts";
import { tooFewPaths } from "../variantRuns.ts";
import { openVariants } from "../variants.ts";
import type { Variant } from "../variants.ts";
import { withSearch } from "../variantSearch.ts";
import type { Searched, VariantSearch } from "../variantSearch.ts";
import { requireVerbFolder, withVerbFolder } from "../verbClaim.ts";
import { settingsAt } from "./cube.ts";
import { reverseManifest } from "./manifest.ts";
import type { ReverseManifest, Told } from "./manifest.ts";
import { byDensities, byRanges } from "./mildness.ts";
import type { Mildness } from "./mildness.ts";
import { superlative } from "./names.ts";
import { reverseQuestionOf } from "./question.ts";
import type { ReverseQuestion } from "./question.ts";
import { boundaryKeyOf, boundaryRows, lookRows } from "./rows.ts";
import { searchBoundary } from "./search.ts";
import type { FoundBoundary } from "./search.ts";
import { stagesOf } from "./stages.ts";

const VERB = "reverse";
/** Places that a direction is looked at, roughly: for the bar. */
const PER_DIRECTION = 12;

export interface Reverse {
  readonly out: string;
  readonly manifest: ReverseManifest;
  readonly question: ReverseQuestion;
  readonly mildness: Mildness;
  readonly found: FoundBoundary;
  readonly rows: readonly BoundaryRow[];
}

/** What a search is about, once everything about it is known to be right. */
interface Prepared extends Searched, Omit<Told, "command"> {
  readonly out: string;
}

/** What is wrong with a value of `--over`, as that option's and not as a setting's. */
function namingOver<Result>(keys: ReverseQuestion["keys"], load: () => Result): Result {
  try {
    return load();
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    const told = (problem: string): string =>
      keys.reduce((text, { key }) => text.replace(`--set ${key}=`, `--over ${key}=`), problem);
    throw new ModelError(error.problems.map(told));
  }
}

async function prepare(
  file: string,
  question: ReverseQuestion,
  simulation: string,
): Promise<Prepared> {
  const { settings, keys, laws, limit } = question;
  const scenario = settings.scenario === null ? null : readScenarioFile(settings.scenario);
  const open = await openVariants({ file, ...settings }, simulation);
  const overlay = scenario === null ? null : overlayOf(scenario, open([]).model);
  const events = overlay?.set ?? [];
  const load = (set: readonly string[]): Variant =>
    namingFile(scenario, () =>
      namingOver(keys, () => asScenarioSays(open([...events, ...set]), scenario)),
    );
  const corner = (at: number): Variant => {
    const place = keys.map(() => at);
    return load(settingsAt(keys, place));
  };
  const base = corner(0);
  corner(1); // is a model, too, before anything is simulated
  const { name, sampling } = base.model;
  const problems = metricProblems("--reverse", limit, metricNames(base.model));
  if (problems.length > 0) throw new Refusal(problems);
  const source = { file, set: [...settings.set, ...events], model: open(events).model };
  const mildness = laws === null ? byRanges : byDensities(keys, laws, source);
  const over = settings.scenario === null ? [] : [bareName(settings.scenario)];
  const { directions } = question;
  const digest = digestOfQuestion({ model: base.digest, keys, limit, laws, directions, over });
  const out = settings.out ?? folderNamed(VERB, name, ...over, sampling.seed, digest);
  requireVerbFolder(out, VERB);
  const warnings = [
    ...(overlay?.warnings ?? []),
    ...tooFewPaths(sampling, limit, stagesOf(sampling)),
  ];
  return { load, base, mildness, out, question, random: scenario?.random ?? true, warnings };
}

function subjectOf(
  { limit, keys }: ReverseQuestion,
  mildness: Mildness,
  manifest: ReverseManifest,
): BoundarySubject {
  return {
    keys,
    title: "Which shocks break the limit",
    subtitle: [
      breakingText(limit),
      `${manifest.model}, ${manifest.paths.toLocaleString("en")} paths, seed ${manifest.seed}; bands: ${100 * limit.confidence} % sampling intervals`,
    ],
    mildest: superlative(mildness),
  };
}

/**
 * Looks for the shocks of a model file that break a limit, and writes `boundary.csv`, `looks.csv` and a picture into a folder
 * of their own.
 *
 * @throws ModelError, Refusal, Abandoned, RunFailed. Nothing is written then.
 */
export async function reverse(
  file: string,
  options: StressOptions,
  caller: Caller,
): Promise<Reverse> {
  const question = reverseQuestionOf(options);
  const prepared = await prepare(file, question, caller.simulation);
  const { out, mildness, base } = prepared;
  const { keys, limit, settings, directions } = question;
  const { seed } = base.model.sampling;
  const places = { count: (directions + 3 * keys.length) * PER_DIRECTION, words: "places" };
  const look = async (search: VariantSearch, command: string) => {
    const found = await searchBoundary(search, { ...question, mildness, seed });
    return { found, manifest: reverseManifest({ ...prepared, command }, found, search) };
  };
  return withVerbFolder(out, VERB, async () => {
    const { found, manifest } = await withSearch(prepared, settings, places, caller, look);
    const rows = boundaryRows(found, limit.metric, mildness);
    const looks = lookRows(found, limit.metric);
    const subject = subjectOf(question, mildness, manifest);
    const { svg, png } = await drawPicture(boundaryPicture(rows, looks, subject));
    const files = new Map<string, string | Uint8Array>([
      ...boundaryFiles(keys.map(boundaryKeyOf), rows, looks),
      ["boundary.svg", svg],
      ["boundary.png", png],
    ]);
    writeVerbFolder(out, files, manifest);
    return { out, manifest, question, mildness, found, rows };
  });
}
