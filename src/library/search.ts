/** `faultline sweep` and `faultline margin` for programs: many variants of a model on the same paths. */

import { margin as marginVerb } from "../commands/margin/margin.ts";
import type { FrontierRow } from "../commands/margin/frontier.ts";
import type { MarginManifest } from "../commands/margin/manifest.ts";
import { answerText } from "../commands/margin/report.ts";
import type { MarginRow } from "../commands/margin/ruleRows.ts";
import type { SweepManifest } from "../commands/sweep/manifest.ts";
import { sweep as sweepVerb } from "../commands/sweep/sweep.ts";
import type { SweepRow } from "../output/sweepTable.ts";
import { asTyped, callerOf } from "./call.ts";
import type { VerbOptions } from "./call.ts";
import { type FilePath, pathOf } from "./load.ts";

/** Options of `sweep`, as those of `faultline sweep`. */
export interface SweepOptions extends VerbOptions {
  /** `KEY=a:b:step`, `KEY=x,y,z` or `KEY=a:b`, at least one. */
  readonly vary: readonly string[];
  /** Every combination, or points that fill the ranges; grid unless given. */
  readonly design?: "grid" | "sobol" | "lhs" | undefined;
  /** Points of sobol or lhs; 32 unless given, at most 10 000. */
  readonly points?: number | undefined;
  /** Columns of the paths table to compare; losses, liquidations and the model's own unless given. */
  readonly metrics?: readonly string[] | undefined;
  /** Goes on with an interrupted sweep in `out`. */
  readonly resume?: boolean | undefined;
}

/** One variant of a sweep. */
export interface SweptVariant {
  /** `KEY=VALUE` settings that make it; empty: the file as it is. */
  readonly set: readonly string[];
  /** Every metric and statistic, with its paired difference to the first variant. */
  readonly rows: readonly SweepRow[];
}

/** A finished sweep. */
export interface SweepResult {
  /** Folder of `sweep.csv`. */
  readonly out: string;
  /** What was swept, and how. */
  readonly manifest: SweepManifest;
  /** In the order of the design; the first is what the others are compared with. */
  readonly variants: readonly SweptVariant[];
}

/**
 * Simulates variants of a model file on the same paths, compares them pairwise and writes `sweep.csv`.
 *
 * @param file path or `file:` URL of a model
 * @throws ModelError if a variant is no model, Refusal if an option is wrong or the folder cannot be had, Interrupted once the signal is aborted (finished variants are kept), RunFailed if a path fails
 */
export async function sweep(file: FilePath, options: SweepOptions): Promise<SweepResult> {
  const path = pathOf(file);
  const asked = asTyped<Parameters<typeof sweepVerb>[1]>(options);
  const caller = callerOf("sweep", [path], asked, options.signal);
  const { out, manifest, points, rows } = await sweepVerb(path, asked, caller);
  return {
    out,
    manifest,
    variants: points.map(({ set }, variant) => ({ set, rows: rows[variant] })),
  };
}

/** Options of `margin`, as those of `faultline margin`. */
export interface MarginOptions extends VerbOptions {
  /** `KEY=a:b`, the margins that move, together, from a to b. */
  readonly vary: readonly string[];
  /** What must not be broken, e.g. `bad_debt_usd > 1e6`. */
  readonly limit: string;
  /** How seldom it may be broken, in (0, 1); 1e-3 unless given. */
  readonly probability?: number | undefined;
  /** Of the answer and its interval, in (0, 1); 0.95 unless given. */
  readonly confidence?: number | undefined;
  /** Margins on the frontier, from 3 to 1000; 11 unless given. */
  readonly grid?: number | undefined;
  /** `KEY=VALUE` tilts in place of the model's. */
  readonly tilt?: readonly string[] | undefined;
}

/** The answer of a margin search. */
export interface MarginResult {
  /** Folder of `margin.csv` and `frontier.csv`. */
  readonly out: string;
  /** What was asked; `outcome` says whether a margin was confirmed. */
  readonly manifest: MarginManifest;
  /** The answer in a sentence or two. */
  readonly answer: string;
  /** `faultline` first, then each rule in use, and what each of them leaves; NaN is an empty cell. */
  readonly rules: readonly MarginRow[];
  /** What each margin of the grid costs. */
  readonly frontier: readonly FrontierRow[];
}

/**
 * Searches the least margin of a model file that keeps a limit, beside the rules in use, and writes `margin.csv` and
 * `frontier.csv`.
 *
 * @param file path or `file:` URL of a model
 * @throws ModelError if a variant is no model, Refusal if an option is wrong or the folder cannot be had, Abandoned once the signal is aborted (nothing is written), RunFailed if a path fails
 */
export async function margin(file: FilePath, options: MarginOptions): Promise<MarginResult> {
  const path = pathOf(file);
  const asked = asTyped<Parameters<typeof marginVerb>[1]>(options);
  const caller = callerOf("margin", [path], asked, options.signal);
  const answer = await marginVerb(path, asked, caller);
  const { out, manifest, rows, found } = answer;
  return { out, manifest, answer: answerText(answer), rules: rows, frontier: found.frontier };
}
