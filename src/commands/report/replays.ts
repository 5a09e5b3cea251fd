/**
 * The worst paths of a run, simulated again one by one from the sources beside it.
 *
 * Where the sources are missing, make another model, or a path comes out otherwise than in the run (another version), nothing
 * is told: the reason stands in place of the stories.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PathError } from "../../engine/simulation.ts";
import type { ModelSources } from "../../model/load.ts";
import { ModelError } from "../../model/problems.ts";
import type { Manifest } from "../../output/manifest.ts";
import { SOURCES } from "../../output/runFolder.ts";
import { replayOfRun } from "../explain/replayOfRun.ts";
import type { ReplayedPath } from "../explain/replayOfRun.ts";
import { Refusal } from "../refusal.ts";

export type Replays =
  | { readonly kind: "replayed"; readonly paths: readonly ReplayedPath[] }
  | { readonly kind: "untold"; readonly reason: string };

/** What a run's model was made from; null where the folder does not say. */
export function readSources(folder: string): ModelSources | null {
  const file = join(folder, SOURCES);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as ModelSources) : null;
}

/** Replays paths of a finished run, in their order. @param simulation address of the simulation's module */
export async function replaysOf(
  folder: string,
  manifest: Manifest,
  worst: readonly number[],
  simulation: string,
): Promise<Replays> {
  if (!existsSync(join(folder, SOURCES)))
    return {
      kind: "untold",
      reason: `The run folder has no ${SOURCES}, from which a path is simulated again: its stories cannot be told.`,
    };
  try {
    const paths: ReplayedPath[] = [];
    for (const path of worst) paths.push(await replayOfRun(folder, manifest, path, simulation));
    return { kind: "replayed", paths };
  } catch (error) {
    return { kind: "untold", reason: `The stories cannot be told. ${reasonOf(error)}` };
  }
}

/** @throws what is a defect, and no property of the run */
function reasonOf(error: unknown): string {
  if (error instanceof Refusal) return error.problems[0];
  if (error instanceof ModelError || error instanceof PathError) return error.message;
  throw error;
}
