/**
 * `faultline attribute`: what a figure of the losses is owed to.
 *
 * The same paths are simulated with every coalition of groups failing as they do and the others perfect; what each group
 * adds, with its interval, goes into a folder of its own. Strata are left out: a draw would depend on who is perfect.
 */

import { metricNames } from "../../engine/columns.ts";
import type { Attribution } from "../../estimation/attribution.ts";
import { ModelError } from "../../model/problems.ts";
import type { ResolvedModel } from "../../model/resolved.ts";
import { ATTRIBUTION_COLUMNS, attributionRows, CAUSE_COLUMNS } from "../../output/attribution.ts";
import type { AttributionRow, CauseRow } from "../../output/attribution.ts";
import { attributionPicture } from "../../output/attributionPicture.ts";
import { csvFile } from "../../output/csvFile.ts";
import { drawPicture } from "../../output/picture.ts";
import { writeVerbFolder } from "../../output/verbFolder.ts";
import type { VerbManifest } from "../../output/verbFolder.ts";
import { metricProblems } from "../figureText.ts";
import { digestOfQuestion, folderNamed } from "../folderName.ts";
import { keptCommand } from "../invocation.ts";
import { Refusal } from "../refusal.ts";
import type { Caller } from "../caller.ts";
import { openVariants } from "../variants.ts";
import type { Variant } from "../variants.ts";
import { verbFolderProblems, withVerbFolder } from "../verbClaim.ts";
import { versions } from "../version.ts";
import { type Group, groupsIn, MOST_GROUPS, REST, TOTAL, usualGroups } from "./groups.ts";
import { play, unstratified } from "./play.ts";
import { type AttributeOptions, type AttributeSettings, attributeSettings } from "./settings.ts";

const VERB = "attribute";

/** A value and its interval; null: not known. */
interface Told {
  readonly value: number | null;
  readonly ci_low: number | null;
  readonly ci_high: number | null;
}

export interface AttributionManifest extends VerbManifest {
  readonly model: string;
  readonly model_digest: string;
  readonly seed: string;
  readonly paths: number;
  readonly metric: string;
  readonly at: string;
  readonly groups: readonly Group[];
  /** Orders of joining that Shapley values are means over; `all` of them or a number of sampled ones. */
  readonly orders: "all" | number;
  /** Coalitions that had to be told apart, and paths simulated for all of them. */
  readonly coalitions: number;
  readonly paths_simulated: number;
  readonly total: Told;
  /** The total over the rest, minus what each group adds alone. */
  readonly interaction: Told;
  readonly threads: number;
  readonly wall_seconds: number;
  readonly warnings: readonly string[];
}

export interface AttributionResult {
  readonly out: string;
  readonly manifest: AttributionManifest;
  readonly rows: readonly AttributionRow[];
  readonly causes: readonly CauseRow[];
}

/**
 * Attributes a figure of the model file at `path`, and writes `attribution.csv`, `causes.csv` and a picture.
 *
 * @throws ModelError, Refusal, Abandoned, RunFailed. Nothing is written then.
 */
export async function attribute(
  path: string,
  options: AttributeOptions,
  caller: Caller,
): Promise<AttributionResult> {
  const settings = attributeSettings(options);
  const { set, tilt, paths, seed, asked, threads } = settings;
  const load = await openVariants({ file: path, set, tilt, paths, seed }, caller.simulation);
  const variant = load([]);
  const { model, warnings } = withoutStrata(variant);
  const question = { model: variant.digest, metric: asked.metric, at: options.at };
  const digest = digestOfQuestion({ ...question, groups: options.groups });
  const out = settings.out ?? folderNamed(VERB, model.name, model.sampling.seed, digest);
  const groups = groupsFor(options, model, out, settings);
  return withVerbFolder(out, VERB, async () => {
    const started = performance.now();
    const { game, attribution, causes, simulated } = await play(
      model,
      variant,
      groups,
      settings,
      caller,
    );
    const rows = attributionRows(
      groups.map(({ name }) => name),
      game.players,
      attribution,
      { rest: REST, total: TOTAL },
    );
    const manifest: AttributionManifest = {
      verb: VERB,
      command: keptCommand(caller.invocation),
      versions,
      model: model.name,
      model_digest: variant.digest,
      seed: model.sampling.seed,
      paths: model.sampling.paths,
      metric: asked.metric,
      at: options.at,
      groups,
      orders: game.orders?.length ?? "all",
      coalitions: game.contributions.size,
      paths_simulated: simulated,
      total: toldOf(attribution.total),
      interaction: toldOf(attribution.interaction),
      threads,
      wall_seconds: (performance.now() - started) / 1000,
      warnings,
    };
    const { svg, png } = await drawPicture(attributionPicture(rows, manifest));
    const files = new Map<string, string | Uint8Array>([
      ["attribution.csv", csvFile(ATTRIBUTION_COLUMNS, rows)],
      ["causes.csv", csvFile(CAUSE_COLUMNS, causes)],
      ["attribution.svg", svg],
      ["attribution.png", png],
    ]);
    writeVerbFolder(out, files, manifest);
    return { out, manifest, rows, causes };
  });
}

/** The variant's model, its paths as they fall. */
function withoutStrata({ model, warnings }: Variant): {
  model: ResolvedModel;
  warnings: readonly string[];
} {
  if (model.sampling.strata === undefined) return { model, warnings };
  const warning =
    "sampling.strata is left out: the draws of a component would depend on who is perfect";
  return { model: unstratified(model), warnings: [...warnings, warning] };
}

/** The groups, once nothing is wrong with them, the metric and the folder. */
function groupsFor(
  { groups: file }: AttributeOptions,
  model: ResolvedModel,
  out: string,
  { asked }: AttributeSettings,
): Group[] {
  const problems = [
    ...metricProblems("--metric", asked, metricNames(model)),
    ...verbFolderProblems(out, VERB),
  ];
  const groups = collect(
    () => (file === undefined ? usualGroups(model) : groupsIn(file, model)),
    problems,
  );
  if (groups.length > MOST_GROUPS)
    problems.push(
      `the model has ${groups.length} things that can fail; --groups can take ${MOST_GROUPS} together`,
    );
  if (groups.length === 0 && problems.length === 0)
    problems.push("nothing in the model can fail: there is nothing to attribute to");
  if (problems.length > 0) throw new Refusal(problems);
  return groups;
}

function collect(read: () => Group[], problems: string[]): Group[] {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    problems.push(...error.problems);
    return [];
  }
}

function toldOf({ value, interval }: Attribution["total"]): Told {
  return {
    value: value ?? null,
    ci_low: interval?.low ?? null,
    ci_high: interval?.high ?? null,
  };
}
