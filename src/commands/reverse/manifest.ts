/** The manifest of a reverse stress. */

import { orNull } from "../../output/jsonCells.ts";
import type { Limit } from "../../estimation/limitTest.ts";
import type { VerbManifest } from "../../output/verbFolder.ts";
import type { VariantSearch } from "../variantSearch.ts";
import type { Variant } from "../variants.ts";
import { versions } from "../version.ts";
import { beyond, likelihoodOf } from "./mildness.ts";
import type { Mildness } from "./mildness.ts";
import { notMonotone } from "./monotone.ts";
import type { ReverseQuestion } from "./question.ts";
import type { FoundBoundary, Look } from "./search.ts";

/** How often the limit is broken somewhere; values in canonical units, by key. */
interface ToldLook {
  readonly values: Readonly<Record<string, number>>;
  readonly probability: number;
  readonly ci_low: number;
  readonly ci_high: number;
}

export interface ReverseManifest extends VerbManifest {
  readonly model: string;
  /** Of the calm corner. */
  readonly model_digest: string;
  /** That is laid over the model; null: none. */
  readonly scenario: string | null;
  readonly random: boolean;
  readonly seed: string;
  /** Of each place at most. */
  readonly paths: number;
  readonly limit: Limit;
  /** In canonical units, from the calm end to the severe one; the density as it was typed. */
  readonly keys: readonly {
    readonly key: string;
    readonly calm: number;
    readonly severe: number;
    readonly density: string | null;
  }[];
  readonly outcome: FoundBoundary["outcome"];
  readonly calm: ToldLook;
  readonly severe: ToldLook;
  /** Directions followed, and those on which the limit is not broken within the ranges. */
  readonly directions: number;
  readonly unbroken: number;
  /** Null: none, or none that the densities give. */
  readonly mildest:
    | (ToldLook & {
        /** `density`: a reliability index; `ranges`: shares of the ranges. */
        readonly distance_by: Mildness["kind"];
        readonly distance: number;
        /** Null without densities. */
        readonly likelihood: number | null;
        readonly first_order_probability: number | null;
      })
    | null;
  readonly variants: number;
  readonly paths_simulated: number;
  readonly threads: number;
  readonly warnings: readonly string[];
}

/** What is known beside what was found. */
export interface Told {
  readonly command: string;
  readonly question: ReverseQuestion;
  /** The calm corner, and everything that was said of the model. */
  readonly base: Variant;
  readonly random: boolean;
  readonly mildness: Mildness;
  readonly warnings: readonly string[];
}

/** The manifest of an answer. */
export function reverseManifest(
  { command, question, base, random, mildness, warnings }: Told,
  found: FoundBoundary,
  search: VariantSearch,
): ReverseManifest {
  const { keys, laws, limit, settings } = question;
  const told = ({ values, judged: { probability, low, high } }: Look): ToldLook => ({
    values: Object.fromEntries(keys.map(({ key }, at) => [key, values[at]])),
    probability,
    ci_low: low,
    ci_high: high,
  });
  const { points, mildest, outcome, directions, calm, severe } = found;
  return {
    verb: "reverse",
    command,
    versions,
    model: base.model.name,
    model_digest: base.digest,
    scenario: settings.scenario,
    random,
    seed: base.model.sampling.seed,
    paths: search.paths,
    limit,
    keys: keys.map(({ key, from, to }, at) => ({
      key,
      calm: from,
      severe: to,
      density: laws?.[at].text ?? null,
    })),
    outcome,
    calm: told(calm),
    severe: told(severe),
    directions,
    unbroken: directions - points.length,
    mildest: mildest && {
      ...told(mildest.look),
      distance_by: mildness.kind,
      distance: mildest.distance,
      likelihood: orNull(likelihoodOf(mildness, mildest.distance)),
      first_order_probability: orNull(beyond(mildness, mildest.distance)),
    },
    variants: search.variants,
    paths_simulated: search.simulated,
    threads: settings.threads,
    warnings: [
      ...new Set([
        ...warnings,
        ...base.warnings,
        ...notMonotone(keys, found.looks),
        ...atTheEdge(found),
      ]),
    ],
  };
}

/** What keeps the mildest point from being the mildest there is. */
function atTheEdge({ points, mildest, leaves }: FoundBoundary): string[] {
  if (points.length > 0 && mildest === null)
    return ["the densities give none of the points of the boundary: none is the most likely one"];
  if (!leaves) return [];
  return [
    "beside the point at the least distance the boundary leaves the ranges: wider ones may hold a milder point",
  ];
}
