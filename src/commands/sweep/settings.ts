/** What `faultline sweep` was asked to do, from the words of the command line; all problems are found in one go. */

import { availableParallelism } from "node:os";
import { MOST_PATHS, namesIn, notEmpty, wholeNumber } from "../optionValues.ts";
import { Refusal } from "../refusal.ts";
import { variedKeysOf } from "../vary.ts";
import type { VariedKey } from "../vary.ts";
import { DESIGNS } from "./design.ts";
import type { DesignName } from "./design.ts";

/** Options as they were typed. */
export interface SweepOptions {
  readonly vary?: readonly string[] | undefined;
  readonly design?: string | undefined;
  readonly points?: string | undefined;
  readonly metrics?: string | undefined;
  readonly paths?: string | undefined;
  readonly seed?: string | undefined;
  readonly threads?: string | undefined;
  readonly set?: readonly string[] | undefined;
  readonly out?: string | undefined;
  readonly resume?: boolean | undefined;
  readonly quiet?: boolean | undefined;
  readonly json?: boolean | undefined;
}

/** Null: the model, or what is usual, decides. */
export interface SweepSettings {
  readonly keys: readonly VariedKey[];
  readonly design: DesignName;
  readonly points: number | null;
  readonly metrics: readonly string[] | null;
  readonly paths: number | null;
  readonly seed: string | null;
  readonly threads: number;
  readonly set: readonly string[];
  readonly out: string | null;
  readonly resume: boolean;
  readonly quiet: boolean;
}

const MOST_POINTS = 10_000;

function designNameOf(text: string, problems: string[]): DesignName {
  const design = DESIGNS.find((name) => name === text);
  if (design === undefined) problems.push(`--design: must be ${DESIGNS.join(", ")}, got '${text}'`);
  return design ?? "grid";
}

function metricsOf(text: string | undefined, problems: string[]): readonly string[] | null {
  if (text === undefined) return null;
  const names = [...new Set(namesIn(text))];
  if (names.length === 0) problems.push("--metrics: names no metric");
  return names;
}

/**
 * Reads the options of `sweep`.
 *
 * @throws Refusal with every problem
 */
export function sweepSettingsOf(options: SweepOptions): SweepSettings {
  const problems: string[] = [];
  const cores = availableParallelism();
  const vary = options.vary ?? [];
  if (vary.length === 0)
    problems.push("--vary: at least one key is needed, e.g. --vary sampling.feedback=off,severe");
  const settings: SweepSettings = {
    keys: variedKeysOf("--vary", vary, problems),
    design: designNameOf(options.design ?? "grid", problems),
    points: wholeNumber("--points", options.points, 1, MOST_POINTS, problems),
    metrics: metricsOf(options.metrics, problems),
    paths: wholeNumber("--paths", options.paths, 1, MOST_PATHS, problems),
    seed: notEmpty("--seed", options.seed, problems),
    threads: wholeNumber("--threads", options.threads, 1, cores * 4, problems) ?? cores,
    set: options.set ?? [],
    out: notEmpty("--out", options.out, problems),
    resume: options.resume ?? false,
    quiet: (options.quiet ?? false) || (options.json ?? false),
  };
  if (problems.length > 0) throw new Refusal(problems);
  return settings;
}
