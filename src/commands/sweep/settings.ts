/** What `faultline sweep` was asked to do, from the words of the command line; all problems are found in one go. */

import { commonSettingsOf } from "../commonSettings.ts";
import type { CommonOptions, CommonSettings } from "../commonSettings.ts";
import { namesIn, wholeNumber } from "../optionValues.ts";
import { Refusal } from "../refusal.ts";
import { variedKeysOf } from "../vary.ts";
import type { VariedKey } from "../vary.ts";
import { DESIGNS } from "./design.ts";
import type { DesignName } from "./design.ts";

/** Options as they were typed. */
export interface SweepOptions extends Omit<CommonOptions, "executor"> {
  readonly vary?: readonly string[] | undefined;
  readonly design?: string | undefined;
  readonly points?: string | undefined;
  readonly metrics?: string | undefined;
  readonly resume?: boolean | undefined;
}

/** Null: the model, or what is usual, decides. */
export interface SweepSettings extends CommonSettings {
  readonly keys: readonly VariedKey[];
  readonly design: DesignName;
  readonly points: number | null;
  readonly metrics: readonly string[] | null;
  readonly resume: boolean;
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
  const vary = options.vary ?? [];
  if (vary.length === 0)
    problems.push("--vary: at least one key is needed, e.g. --vary sampling.feedback=off,severe");
  const settings: SweepSettings = {
    keys: variedKeysOf("--vary", vary, problems),
    design: designNameOf(options.design ?? "grid", problems),
    points: wholeNumber("--points", options.points, 1, MOST_POINTS, problems),
    metrics: metricsOf(options.metrics, problems),
    ...commonSettingsOf(options, problems),
    resume: options.resume ?? false,
  };
  if (problems.length > 0) throw new Refusal(problems);
  return settings;
}
