/**
 * `faultline explain`: one path of a finished run, replayed alone and told.
 *
 * The model is made again from the sources beside the run, and the path from its number; its row must be that of the run to
 * the last digit, or nothing is told. Then the same path is played with one thing changed at a time.
 */

import { basename } from "node:path";
import type { ReplayedRow } from "../../engine/replay.ts";
import type { Manifest } from "../../output/manifest.ts";
import { drawPicture } from "../../output/picture.ts";
import { inspectFolder } from "../../output/runFolder.ts";
import { noRun, writeVerbFolder } from "../../output/verbFolder.ts";
import type { VerbManifest } from "../../output/verbFolder.ts";
import { figure } from "../figures.ts";
import { Refusal } from "../refusal.ts";
import { verbFolderProblems, withVerbFolder } from "../verbClaim.ts";
import { versions } from "../version.ts";
import { numberIn } from "./event.ts";
import type { StoryEvent } from "./event.ts";
import { counterfactualsOf } from "./counterfactuals.ts";
import type { Counterfactual } from "./counterfactuals.ts";
import { pathPicture } from "./picture.ts";
import { replayOfRun } from "./replayOfRun.ts";
import { storyOf } from "./story.ts";
import { traceFiles } from "./traceFiles.ts";

const VERB = "explain";

export interface ExplainManifest extends VerbManifest {
  readonly run: string;
  readonly model: string;
  readonly model_digest: string;
  readonly seed: string;
  readonly path: number;
}

export interface Explanation {
  readonly out: string;
  readonly manifest: ExplainManifest;
  /** The path's row, as the run has it. */
  readonly row: ReplayedRow;
  readonly story: readonly StoryEvent[];
  readonly counterfactuals: readonly Counterfactual[];
}

/** A path of a finished run. */
interface ExplainedPath {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly path: number;
}

function finished(folder: string, problems: string[]): Manifest | null {
  const state = inspectFolder(folder);
  if (state.kind === "finished") return state.manifest;
  problems.push(noRun(folder));
  return null;
}

function pathOf(text: string, paths: number | null, problems: string[]): number {
  const path = /^\d+$/.test(text.trim()) ? Number(text) : NaN;
  if (paths !== null && !(path < paths))
    problems.push(`--path: must be a whole number from 0 to ${paths - 1}, got '${text}'`);
  return path;
}

/**
 * Explains one path of a run, and writes its trace into a folder of its own.
 *
 * @param text number of the path, as it was typed
 * @param command as it was typed, for the manifest
 * @throws Refusal if there is no such path, or the folder cannot be had
 */
export async function explain(
  folder: string,
  text: string,
  options: { readonly out?: string | undefined },
  command: string,
  simulation: string,
): Promise<Explanation> {
  const problems: string[] = [];
  const manifest = finished(folder, problems);
  const path = pathOf(text, manifest?.paths_done ?? null, problems);
  const out = options.out ?? `runs/explain-${basename(folder)}-${path}`;
  problems.push(...verbFolderProblems(out, VERB));
  if (problems.length > 0 || manifest === null) throw new Refusal(problems);
  return withVerbFolder(out, VERB, () =>
    writeExplanation({ folder, manifest, path }, out, command, simulation),
  );
}

/** Explains a path that there is, once the folder is ours. */
async function writeExplanation(
  { folder, manifest, path }: ExplainedPath,
  out: string,
  command: string,
  simulation: string,
): Promise<Explanation> {
  const { model, base, replay } = await replayOfRun(folder, manifest, path, simulation);
  const story = storyOf(model, replay);
  const counterfactuals = await counterfactualsOf(model, base, replay, path, simulation);
  const [row] = replay.rows.paths;
  const { svg, png } = await drawPicture(
    pathPicture(
      model,
      replay,
      `Path ${path} of ${manifest.model}`,
      `seed ${manifest.seed}: liquidated ${figure(numberIn(row, "liquidated_usd"))} USD, bad debt ${figure(numberIn(row, "bad_debt_usd"))} USD`,
    ),
  );
  const told: ExplainManifest = {
    verb: VERB,
    command,
    versions,
    run: folder,
    model: manifest.model,
    model_digest: manifest.model_digest,
    seed: manifest.seed,
    path,
  };
  const files = new Map<string, string | Uint8Array>([
    ...traceFiles(model, replay, story, counterfactuals),
    ["path.svg", svg],
    ["path.png", png],
  ]);
  writeVerbFolder(out, files, told);
  return { out, manifest: told, row, story, counterfactuals };
}
