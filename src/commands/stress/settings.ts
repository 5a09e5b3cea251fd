/** What `faultline stress` was asked to do, from the words of the command line; all problems are found in one go. */

import { availableParallelism } from "node:os";
import { MOST_PATHS, notEmpty, wholeNumber } from "../optionValues.ts";
import { Refusal } from "../refusal.ts";

/** Options as they were typed. */
export interface StressOptions {
  readonly scenario?: string | undefined;
  readonly reverse?: string | undefined;
  readonly over?: readonly string[] | undefined;
  readonly paths?: string | undefined;
  readonly seed?: string | undefined;
  readonly threads?: string | undefined;
  readonly set?: readonly string[] | undefined;
  readonly out?: string | undefined;
  readonly quiet?: boolean | undefined;
  readonly json?: boolean | undefined;
}

/** Null: the model, or what is usual, decides. */
export interface StressSettings {
  /** File or name. */
  readonly scenario: string;
  readonly paths: number | null;
  readonly seed: string | null;
  readonly threads: number;
  readonly set: readonly string[];
  readonly out: string | null;
  readonly quiet: boolean;
}

function refuseUnbuilt({ reverse, over }: StressOptions, problems: string[]): void {
  if (reverse !== undefined) problems.push("--reverse is not available yet");
  if (over !== undefined) problems.push("--over belongs to --reverse, which is not available yet");
}

/**
 * Reads the options of `stress`.
 *
 * @throws Refusal with every problem
 */
export function stressSettingsOf(options: StressOptions): StressSettings {
  const problems: string[] = [];
  const cores = availableParallelism();
  refuseUnbuilt(options, problems);
  if (options.scenario === undefined && problems.length === 0)
    problems.push("--scenario: the file of a scenario, or the name of one, is needed");
  const settings: StressSettings = {
    scenario: notEmpty("--scenario", options.scenario, problems) ?? "",
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
