/**
 * The manifest: what a run folder is a run of, and how it went. It alone holds wall-clock times; every other file
 * depends on model, seed and path numbers only.
 */

import type { TableFormat } from "./format.ts";
import type { FigureApart, HeadlineFigure, WorstPath } from "./headline.ts";

/** What became of the rule that a run was to end by. */
export interface UntilOutcome {
  readonly rule: string;
  /** False: the run ended at its last path without it. */
  readonly met: boolean;
  /** Of the figure at the end; null where the paths do not resolve it. */
  readonly value: number | null;
  readonly half_width: number | null;
}

/** What a pilot chose to tilt. */
export interface ChosenTilts {
  /** The figure. */
  readonly for: string;
  /** `KEY=VALUE`: given to `--tilt` they repeat the run. Empty: as it is. */
  readonly tilts: readonly string[];
  /** Rounds of the pilot, and the paths of each. */
  readonly rounds: number;
  readonly paths: number;
  /** s, of wall clock. */
  readonly seconds: number;
  /** False: the last round had not come to the level asked for. */
  readonly reached: boolean;
}

/** What `manifest.json` of a run says. */
export interface Manifest {
  readonly model: string;
  readonly model_digest: string;
  readonly seed: string;
  /** As asked for: with a rule to end by, the most there may be. */
  readonly paths: number;
  readonly paths_done: number;
  readonly versions: { readonly faultline: string; readonly node: string };
  readonly executor: string;
  readonly threads: number;
  /** ISO 8601; of a resumed run, when it was first started. */
  readonly started: string;
  readonly load_seconds: number;
  /** First path started to last path written; interruptions left out. */
  readonly wall_seconds: number;
  readonly paths_per_second: number;
  /** Draws of the uncertain parameters that the paths were played in; null: every parameter is known. */
  readonly worlds: number | null;
  /** (sum of weights)^2 / sum of squared weights. */
  readonly effective_sample_size: number;
  /** Of the sum of weights; 1 over the number of paths where all weigh the same. */
  readonly largest_weight_share: number;
  readonly command: string;
  readonly format: TableFormat;
  /** Rows of each per-path table that was written. */
  readonly rows: Readonly<Record<string, number>>;
  readonly warnings: readonly string[];
  /** Null: the model's own tilts, or those given by hand. */
  readonly tilt: ChosenTilts | null;
  /** Null: no rule was given. */
  readonly until: UntilOutcome | null;
  readonly headline: readonly HeadlineFigure[];
  /** Figures that hang most on what is not known. */
  readonly worlds_apart: readonly FigureApart[];
  readonly worst_paths: readonly WorstPath[];
}

/** The manifest as the bytes of its file. */
export function manifestText(manifest: Manifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
