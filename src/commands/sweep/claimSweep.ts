/**
 * Whether a sweep may have a folder: a free one, or that of the same sweep. Anything else needs `--resume`, and an
 * interrupted sweep is resumed only by one that would write the same bytes.
 */

import { existsSync, readdirSync, statSync } from "node:fs";
import { finishedBy } from "../../output/verbFolder.ts";
import { requireUnlocked } from "../claim.ts";
import { Refusal } from "../refusal.ts";
import type { SweepIdentity } from "./keptVariants.ts";
import { interruptedIn } from "./keptVariants.ts";
import type { SweepManifest } from "./manifest.ts";

const what: Readonly<Record<keyof SweepIdentity, string>> = {
  engine: "the version of Faultline",
  seed: "the seed",
  paths: "the number of paths",
  metrics: "the metrics",
  variants: "the model, its settings or the design",
};

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function requireSame(out: string, there: SweepIdentity, asked: SweepIdentity): void {
  const names = Object.keys(what) as (keyof SweepIdentity)[];
  const moved = names.filter((name) => !same(there[name], asked[name]));
  if (moved.length > 0)
    throw new Refusal(
      moved.map((name) => `${out}: cannot resume: ${what[name]} is not that of the sweep there`),
    );
}

function isEmpty(out: string): boolean {
  return readdirSync(out).every((name) => name.startsWith(".lock"));
}

/**
 * What there is to go on with.
 *
 * @returns a finished sweep; `interrupted`; or null: begin afresh
 * @throws Refusal if the folder cannot be had
 */
export function requireSweepFolder(
  out: string,
  resume: boolean,
  asked: SweepIdentity,
): SweepManifest | "interrupted" | null {
  if (!existsSync(out)) return null;
  if (!statSync(out).isDirectory())
    throw new Refusal([`${out}: is a file; a sweep needs a folder`]);
  requireUnlocked(out);
  const interrupted = interruptedIn(out);
  const finished = finishedBy<SweepManifest>(out, "sweep");
  if (resume && interrupted !== null) {
    requireSame(out, interrupted, asked);
    return "interrupted";
  }
  if (resume && finished !== null) {
    requireSame(out, finished.identity, asked);
    return finished;
  }
  const own = interrupted === null && finished !== null && same(finished.identity, asked);
  if (own || isEmpty(out)) return null;
  const there =
    interrupted !== null
      ? "holds an interrupted sweep"
      : finished !== null
        ? "holds a finished sweep of another model, seed or design"
        : "contains other files";
  throw new Refusal([
    `${out}: ${there}; choose another --out${interrupted === null ? "" : ", or --resume"}`,
  ]);
}
