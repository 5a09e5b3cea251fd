/**
 * The variants of a sweep, each loaded once before the first path is simulated, so that whatever is wrong with any of
 * them is told at once, with the variants that it is wrong in.
 */

import { metricNames, metricVariables } from "../../engine/columns.ts";
import type { Grouping } from "../../estimation/grouping.ts";
import { loadSimulation } from "../../engine/simulation.ts";
import { sameBook } from "../../engine/worlds.ts";
import { type LoadedFile, loadModel } from "../../model/load.ts";
import { ModelError } from "../../model/problems.ts";
import type { LoadedModel } from "../../model/parse.ts";
import type { ResolvedModel } from "../../model/resolved.ts";
import type { Sampling } from "../../model/resolved/sampling.ts";
import { groupingOf } from "../../output/pathGrouping.ts";
import { metricProblems } from "../figureText.ts";
import { usualMetrics } from "../objectives.ts";
import { readyModel } from "../readyModel.ts";
import { Refusal } from "../refusal.ts";
import { sampled } from "../sampled.ts";
import { version } from "../version.ts";
import { designOf } from "./design.ts";
import type { DesignPoint } from "./design.ts";
import type { SweepIdentity } from "./keptVariants.ts";
import type { SweepSettings } from "./settings.ts";

export interface SweepPlan {
  readonly points: readonly DesignPoint[];
  readonly metrics: readonly string[];
  readonly identity: SweepIdentity;
  /** Its name. */
  readonly model: string;
  readonly grouping: Grouping;
  /** Of any variant, each once. */
  readonly warnings: readonly string[];
}

/** A text -> the variants that it was said of. */
type Sayings = Map<string, number[]>;

const say = (sayings: Sayings, text: string, variant: number): void => {
  sayings.set(text, [...(sayings.get(text) ?? []), variant]);
};

/** Texts with the variants they belong to, unless that is all of them. */
function attributed(sayings: Sayings, variants: number): string[] {
  return [...sayings].map(([text, those]) => {
    if (those.length === variants) return text;
    return `variant${those.length > 1 ? "s" : ""} ${those.join(", ")}: ${text}`;
  });
}

/** What is asked of every variant. */
interface Asked {
  readonly settings: SweepSettings;
  readonly metrics: readonly string[];
  /** Of the file: every variant has to draw its paths as it does. */
  readonly sampling: Sampling;
}

/** Throws what shows only when a loaded model is made ready. */
type Try = (loaded: LoadedFile) => void;

/** What keeps a model that loads from being a variant. */
function unfit({ model }: LoadedModel, { settings, metrics, sampling }: Asked): string[] {
  const own = sampled(model, settings).sampling;
  const moved = (["seed", "paths", "method", "strata"] as const).filter(
    (name) => JSON.stringify(own[name]) !== JSON.stringify(sampling[name]),
  );
  return [
    ...moved.map((name) => `sampling.${name} cannot be varied: every variant meets the same paths`),
    ...metrics.flatMap((metric) => metricProblems("--metrics", { metric }, metricNames(model))),
  ];
}

/**
 * What draws the book of each variant once, and keeps none. One that is its predecessor's is not drawn again.
 * @returns looks at one variant; throws ModelError or Refusal with what is wrong with it
 */
async function triesBooks(settings: SweepSettings, simulation: string): Promise<Try> {
  const { buildBook } = await loadSimulation(simulation);
  let last: ResolvedModel | null = null;
  return (loaded) => {
    readyModel(loaded, settings, (model, base) => {
      if (last === null || !sameBook(last, model)) buildBook(model, base);
      last = model;
      return null;
    });
  };
}

/** Loads every variant once. @throws ModelError with everything that is wrong with any */
function digestsOf(
  file: string,
  points: readonly DesignPoint[],
  asked: Asked,
  tryBook: Try,
): { readonly digests: readonly string[]; readonly warnings: readonly string[] } {
  const [problems, warnings]: Sayings[] = [new Map(), new Map()];
  const digests = points.map(({ set }, variant) => {
    try {
      const options = { set: [...asked.settings.set, ...set], metricNames: metricVariables };
      const loaded = loadModel(file, options);
      for (const text of loaded.warnings) say(warnings, text, variant);
      for (const text of unfit(loaded, asked)) say(problems, text, variant);
      tryBook(loaded);
      return loaded.digest;
    } catch (error) {
      if (!(error instanceof ModelError || error instanceof Refusal)) throw error;
      for (const text of error.problems) say(problems, text, variant);
      return "";
    }
  });
  if (problems.size > 0) throw new ModelError(attributed(problems, points.length));
  return { digests, warnings: attributed(warnings, points.length) };
}

/**
 * Plans a sweep of a file.
 *
 * @throws ModelError, Refusal with everything that is wrong
 */
export async function planSweep(
  file: string,
  settings: SweepSettings,
  simulation: string,
): Promise<SweepPlan> {
  const base = loadModel(file, { set: settings.set, metricNames: metricVariables });
  const { sampling, name } = sampled(base.model, settings);
  const { seed, paths } = sampling;
  const wrong: string[] = [];
  const points = designOf(settings.design, settings.keys, settings.points, seed, wrong);
  if (wrong.length > 0) throw new Refusal(wrong);
  const metrics = settings.metrics ?? usualMetrics(base.model);
  const { digests, warnings } = digestsOf(
    file,
    points,
    { settings, metrics, sampling },
    await triesBooks(settings, simulation),
  );
  const variants = points.map(({ set }, at) => ({ set, digest: digests[at] }));
  const identity = { engine: version, seed, paths, metrics, variants };
  return { model: name, grouping: groupingOf(sampling), points, metrics, identity, warnings };
}
