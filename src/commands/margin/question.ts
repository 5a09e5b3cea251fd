/** What `faultline margin` is asked, from the words of the command line; all problems are found in one go. */

import type { Limit } from "../../estimation/limitTest.ts";
import { commonSettingsOf } from "../commonSettings.ts";
import type { CommonOptions, CommonSettings } from "../commonSettings.ts";
import { limitFrom } from "../limitText.ts";
import { wholeNumber } from "../optionValues.ts";
import { Refusal } from "../refusal.ts";
import { tiltRuleOf } from "../tiltRule.ts";
import { variedKeysOf } from "../vary.ts";
import type { RangedKey } from "../vary.ts";

/** Options as they were typed. */
export interface MarginOptions extends CommonOptions {
  readonly vary?: readonly string[] | undefined;
  readonly limit?: string | undefined;
  readonly probability?: string | undefined;
  readonly confidence?: string | undefined;
  readonly grid?: string | undefined;
  readonly optimise?: boolean | undefined;
  readonly evaluations?: string | undefined;
  readonly cost?: string | undefined;
  readonly tilt?: readonly string[] | undefined;
}

/** Null in `settings`: the model decides. */
export interface MarginQuestion {
  readonly settings: CommonSettings;
  readonly tilts: readonly string[] | undefined;
  readonly keys: readonly RangedKey[];
  readonly limit: Limit;
  /** Points of the grid. */
  readonly grid: number;
  /** Search all keys apart for the least cost; null: move them together for the least margin. */
  readonly optimise: { readonly metric: string; readonly evaluations: number } | null;
}

const GRID = 11;
const MOST_POINTS = 1000;
const EVALUATIONS = 40;
/** What is closed: the usual cost of a schedule. */
const COST = "liquidated_usd";

/**
 * Reads the options of `margin`.
 * @throws Refusal with every problem
 */
export function questionOf(options: MarginOptions): MarginQuestion {
  const problems: string[] = [];
  const settings = commonSettingsOf(options, problems);
  const tilt = tiltRuleOf(options.tilt, undefined, problems);
  const keys = rangesOf(options.vary ?? [], problems);
  const { limit: text, probability = "1e-3", confidence } = options;
  const limit = limitFrom("--limit", { text, probability, confidence }, problems);
  const grid = wholeNumber("--grid", options.grid, 3, MOST_POINTS, problems) ?? GRID;
  const evaluations =
    wholeNumber("--evaluations", options.evaluations, 5, MOST_POINTS, problems) ?? EVALUATIONS;
  if (options.optimise !== true) {
    for (const name of ["evaluations", "cost"] as const)
      if (options[name] !== undefined) problems.push(`--${name}: belongs to --optimise`);
  } else if (options.grid !== undefined) problems.push("--grid: has no meaning with --optimise");
  if (tilt?.kind === "auto")
    problems.push("--tilt: auto is for runs; give margin the tilts that a run has chosen");
  if (problems.length > 0 || limit === null) throw new Refusal(problems);
  return {
    settings,
    tilts: tilt?.kind === "given" ? tilt.tilts : undefined,
    keys,
    limit,
    grid,
    optimise: options.optimise === true ? { metric: options.cost ?? COST, evaluations } : null,
  };
}

function rangesOf(words: readonly string[], problems: string[]): RangedKey[] {
  if (words.length === 0)
    problems.push("--vary: is required: which margin, from what to what (KEY=a:b)");
  return variedKeysOf("--vary", words, problems).flatMap((key) => {
    if (key.kind === "range" && key.from < key.to) return [key];
    const reason = key.kind === "range" ? "must rise from its first value" : "must be a range, a:b";
    problems.push(`--vary ${key.key}: ${reason}: margin searches all of it`);
    return [];
  });
}
