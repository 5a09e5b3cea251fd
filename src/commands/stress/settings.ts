/** What `faultline stress` was asked to do, from the words of the command line; all problems are found in one go. */

import { availableParallelism } from "node:os";
import { MOST_PATHS, notEmpty, wholeNumber } from "../optionValues.ts";
import { Refusal } from "../refusal.ts";
import { limitOf } from "./limit.ts";
import type { Limit } from "./limit.ts";
import { rangesOf } from "./ranges.ts";
import type { RangedKey } from "../vary.ts";

/** Options as they were typed. */
export interface StressOptions {
  readonly scenario?: string | undefined;
  readonly reverse?: string | undefined;
  readonly over?: readonly string[] | undefined;
  readonly probability?: string | undefined;
  readonly points?: string | undefined;
  readonly paths?: string | undefined;
  readonly seed?: string | undefined;
  readonly threads?: string | undefined;
  readonly set?: readonly string[] | undefined;
  readonly out?: string | undefined;
  readonly quiet?: boolean | undefined;
  readonly json?: boolean | undefined;
}

/** What a reverse stress test looks for. */
export interface Reverse extends Limit {
  readonly over: readonly RangedKey[];
  /** The limit counts as broken where it is exceeded with at least this probability. */
  readonly probability: number;
  /** Directions that are searched. */
  readonly points: number;
}

/** Null: the model, or what is usual, decides. */
export interface StressSettings {
  readonly scenario: string | null;
  readonly reverse: Reverse | null;
  readonly paths: number | null;
  readonly seed: string | null;
  readonly threads: number;
  readonly set: readonly string[];
  readonly out: string | null;
  readonly quiet: boolean;
}

const USUAL_POINTS = 9;
const MOST_POINTS = 1000;

function probabilityOf(text: string | undefined, problems: string[]): number {
  const value = text === undefined ? 0.5 : Number(text);
  if (!(value > 0 && value <= 1))
    problems.push(`--probability: must be above 0 and at most 1, got '${text}'`);
  return value;
}

function reverseOf(options: StressOptions, problems: string[]): Reverse | null {
  const { reverse, over, probability, points } = options;
  if (reverse === undefined) {
    for (const [name, value] of Object.entries({ over, probability, points }))
      if (value !== undefined) problems.push(`--${name}: belongs to --reverse`);
    return null;
  }
  return {
    ...limitOf(reverse, problems),
    over: rangesOf(over ?? [], problems),
    probability: probabilityOf(probability, problems),
    points: wholeNumber("--points", points, 2, MOST_POINTS, problems) ?? USUAL_POINTS,
  };
}

/**
 * Reads the options of `stress`.
 *
 * @throws Refusal with every problem
 */
export function stressSettingsOf(options: StressOptions): StressSettings {
  const problems: string[] = [];
  const cores = availableParallelism();
  if (options.scenario === undefined && options.reverse === undefined)
    problems.push("--scenario or --reverse is needed");
  const settings: StressSettings = {
    scenario: notEmpty("--scenario", options.scenario, problems),
    reverse: reverseOf(options, problems),
    paths: wholeNumber("--paths", options.paths, 1, MOST_PATHS, problems),
    seed: notEmpty("--seed", options.seed, problems),
    threads: wholeNumber("--threads", options.threads, 1, cores * 4, problems) ?? cores,
    set: options.set ?? [],
    out: notEmpty("--out", options.out, problems),
    quiet: (options.quiet ?? false) || (options.json ?? false),
  };
  if (problems.length > 0) throw new Refusal(problems);
  return settings;
}
