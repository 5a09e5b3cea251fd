/** What the manifest of a margin folder says besides what every one does. */

import type { VerbManifest } from "../../output/verbFolder.ts";
import type { Variant } from "../variants.ts";
import { versions } from "../version.ts";
import type { MarginQuestion } from "./question.ts";
import type { Optimum } from "./optimise.ts";
import type { Found } from "./search.ts";
import type { VariantSearch } from "../variantSearch.ts";

/** What was searched, by `margin` of either kind. */
export interface SearchManifest extends VerbManifest {
  readonly model: string;
  /** Of the file under the settings that all variants share. */
  readonly model_digest: string;
  readonly seed: string;
  /** Of each variant at most. */
  readonly paths: number;
  readonly keys: readonly string[];
  readonly limit: {
    readonly metric: string;
    readonly threshold: number;
    readonly probability: number;
    readonly confidence: number;
  };
  readonly variants: number;
  readonly paths_simulated: number;
  readonly warnings: readonly string[];
}

export interface OptimumManifest extends SearchManifest {
  /** Metric whose mean is least. */
  readonly cost: string;
  /** `found`, or `none allowed`: every setting that was looked at has too large a shortfall. */
  readonly outcome: "found" | "none allowed";
}

/** What a search of the least margin was asked, and how it ended. */
export interface MarginManifest extends SearchManifest {
  /** `confirmed`: found; `holds everywhere`: at the least value already; `not reached`: at none. */
  readonly outcome: "confirmed" | "holds everywhere" | "not reached";
  /** The 99.5 % one-day move that the implied delay factor is counted in; null: the keys are no maintenance margins. */
  readonly daily_move: {
    readonly value: number;
    readonly ci_low: number;
    readonly ci_high: number;
  } | null;
}

function searchManifest(
  command: string,
  { model, digest, warnings }: Variant,
  { limit, keys }: Pick<MarginQuestion, "limit" | "keys">,
  { variants, simulated, paths }: VariantSearch,
): SearchManifest {
  return {
    verb: "margin",
    command,
    versions,
    model: model.name,
    model_digest: digest,
    seed: model.sampling.seed,
    paths,
    keys: keys.map(({ key }) => key),
    limit: { ...limit },
    variants,
    paths_simulated: simulated,
    warnings,
  };
}

/** The manifest of an answer. */
export function manifestOf(
  command: string,
  base: Variant,
  question: Pick<MarginQuestion, "limit" | "keys">,
  found: Found,
  daily: MarginManifest["daily_move"],
  search: VariantSearch,
): MarginManifest {
  const outcome =
    found.confirmed === undefined
      ? "not reached"
      : found.confirmed === 0
        ? "holds everywhere"
        : "confirmed";
  return {
    ...searchManifest(command, base, question, search),
    outcome,
    daily_move: daily,
    warnings: [...new Set([...base.warnings, ...found.warnings])],
  };
}

/** The manifest of an optimum. */
export function optimumManifest(
  command: string,
  base: Variant,
  question: Pick<MarginQuestion, "limit" | "keys">,
  cost: string,
  { best }: Optimum,
  search: VariantSearch,
): OptimumManifest {
  const outcome = best === null ? "none allowed" : "found";
  return { ...searchManifest(command, base, question, search), cost, outcome };
}
