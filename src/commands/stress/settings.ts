/** What `faultline stress` was asked to do, from the words of the command line; all problems are found in one go. */

import { availableParallelism } from "node:os";
import { MOST_PATHS, notEmpty, wholeNumber } from "../optionValues.ts";
import { Refusal } from "../refusal.ts";
import { shippedScenarios } from "./scenarioFile.ts";

/** Options as they were typed. */
export interface StressOptions {
  readonly scenario?: string | undefined;
  readonly reverse?: string | undefined;
  readonly over?: readonly string[] | undefined;
  readonly probability?: string | undefined;
  readonly confidence?: string | undefined;
  readonly density?: readonly string[] | undefined;
  readonly directions?: string | undefined;
  readonly paths?: string | undefined;
  readonly seed?: string | undefined;
  readonly threads?: string | undefined;
  readonly set?: readonly string[] | undefined;
  readonly out?: string | undefined;
  readonly quiet?: boolean | undefined;
  readonly json?: boolean | undefined;
}

/** What both ways of stress are told. Null: the model, or what is usual, decides. */
export interface SharedSettings {
  /** File or name; null: the model as it is. */
  readonly scenario: string | null;
  readonly paths: number | null;
  readonly seed: string | null;
  readonly threads: number;
  readonly set: readonly string[];
  readonly out: string | null;
  readonly quiet: boolean;
}

export interface StressSettings extends SharedSettings {
  readonly scenario: string;
}

const OF_REVERSE = ["over", "probability", "confidence", "density", "directions"] as const;

/** Reads what both ways are told. @param problems gets everything that is wrong */
export function sharedSettingsOf(options: StressOptions, problems: string[]): SharedSettings {
  const cores = availableParallelism();
  return {
    scenario: notEmpty("--scenario", options.scenario, problems),
    paths: wholeNumber("--paths", options.paths, 1, MOST_PATHS, problems),
    seed: notEmpty("--seed", options.seed, problems),
    threads: wholeNumber("--threads", options.threads, 1, cores * 4, problems) ?? cores,
    set: options.set ?? [],
    out: notEmpty("--out", options.out, problems),
    quiet: (options.quiet ?? false) || (options.json ?? false),
  };
}

/**
 * Reads the options of a stress that lays a scenario over a model.
 *
 * @throws Refusal with every problem
 */
export function stressSettingsOf(options: StressOptions): StressSettings {
  const problems = OF_REVERSE.filter((name) => options[name] !== undefined).map(
    (name) => `--${name}: belongs to --reverse`,
  );
  if (options.scenario === undefined)
    problems.push(
      `--scenario: the file of a scenario, or the name of one, is needed (${shippedScenarios().join(", ")}); or --reverse`,
    );
  const settings = sharedSettingsOf(options, problems);
  if (problems.length > 0) throw new Refusal(problems);
  return { ...settings, scenario: settings.scenario ?? "" };
}
