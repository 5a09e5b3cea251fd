/** What `faultline stress --reverse` is asked, from the words of the command line; all problems are found in one go. */

import type { Limit } from "../../estimation/limitTest.ts";
import { limitFrom } from "../limitText.ts";
import { wholeNumber } from "../optionValues.ts";
import { Refusal } from "../refusal.ts";
import { sharedSettingsOf } from "../stress/settings.ts";
import type { SharedSettings, StressOptions } from "../stress/settings.ts";
import { variedKeysOf } from "../vary.ts";
import type { RangedKey } from "../vary.ts";
import { askedLawsOf } from "./askedLaws.ts";
import type { AskedLaw } from "./askedLaws.ts";

export interface ReverseQuestion {
  readonly settings: SharedSettings;
  /** Each from its calm end to its severe one; two at least. */
  readonly keys: readonly RangedKey[];
  readonly limit: Limit;
  /** One per key; null: what is mild is told by the ranges alone. */
  readonly laws: readonly AskedLaw[] | null;
  /** In which the boundary is looked for before it is refined. */
  readonly directions: number;
}

/** As often as not: a shock that breaks a limit by luck alone is none. */
const PROBABILITY = "0.5";
const MOST_DIRECTIONS = 1000;
const MOST_KEYS = 16;
/** Over the right angle between two keys, ends included. */
const OF_TWO_KEYS = 9;
const PER_KEY = 8;

/**
 * Reads the options of a reverse stress.
 * @throws Refusal with every problem
 */
export function reverseQuestionOf(options: StressOptions): ReverseQuestion {
  const problems: string[] = [];
  const settings = sharedSettingsOf(options, problems);
  const keys = rangesOf(options.over ?? [], problems);
  const { reverse: text, probability = PROBABILITY, confidence } = options;
  const limit = limitFrom("--reverse", { text, probability, confidence }, problems);
  const usual = keys.length === 2 ? OF_TWO_KEYS : PER_KEY * keys.length;
  const least = Math.max(3, keys.length + 1);
  const directions =
    wholeNumber("--directions", options.directions, least, MOST_DIRECTIONS, problems) ?? usual;
  const laws = askedLawsOf(keys, options.density ?? [], problems);
  if (problems.length > 0 || limit === null) throw new Refusal(problems);
  return { settings, keys, limit, laws, directions };
}

function rangesOf(words: readonly string[], problems: string[]): RangedKey[] {
  if (words.length < 2 || words.length > MOST_KEYS)
    problems.push(
      `--over: two to ${MOST_KEYS} keys are needed, each with its calm and its severe end (KEY=a:b), got ${words.length}`,
    );
  return variedKeysOf("--over", words, problems).flatMap((key) => {
    if (key.kind === "range") return [key];
    problems.push(`--over ${key.key}: must be a range, a:b, from its calm to its severe end`);
    return [];
  });
}
