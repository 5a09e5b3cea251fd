/** What `faultline stress` was asked to do, from the words of the command line; all problems are found in one go. */

import { commonSettingsOf } from "../commonSettings.ts";
import type { CommonOptions, CommonSettings } from "../commonSettings.ts";
import { notEmpty } from "../optionValues.ts";
import { Refusal } from "../refusal.ts";
import { shippedScenarios } from "./scenarioFile.ts";

/** Options as they were typed. */
export interface StressOptions extends Omit<CommonOptions, "executor"> {
  readonly scenario?: string | undefined;
  readonly reverse?: string | undefined;
  readonly over?: readonly string[] | undefined;
  readonly probability?: string | undefined;
  readonly confidence?: string | undefined;
  readonly density?: readonly string[] | undefined;
  readonly directions?: string | undefined;
}

/** What both ways of stress are told. Null: the model, or what is usual, decides. */
export interface SharedSettings extends CommonSettings {
  /** File or name; null: the model as it is. */
  readonly scenario: string | null;
}

export interface StressSettings extends SharedSettings {
  readonly scenario: string;
}

const OF_REVERSE = ["over", "probability", "confidence", "density", "directions"] as const;

/** Reads what both ways are told. @param problems gets everything that is wrong */
export function sharedSettingsOf(options: StressOptions, problems: string[]): SharedSettings {
  return {
    scenario: notEmpty("--scenario", options.scenario, problems),
    ...commonSettingsOf(options, problems),
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
