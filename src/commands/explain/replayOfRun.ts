/**
 * One path of a finished run, replayed from what lies beside it: its sources make the model, its number the path.
 *
 * The model must have the digest of the run, and the path the row of the run's file, to the last digit.
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { columnsOfTable, metricVariables } from "../../engine/columns.ts";
import { replayPath } from "../../engine/replay.ts";
import type { Replay } from "../../engine/replay.ts";
import { loadSimulation } from "../../engine/simulation.ts";
import { reloadModel } from "../../model/load.ts";
import type { LoadedFile, ModelSources } from "../../model/load.ts";
import type { ResolvedModel } from "../../model/resolved.ts";
import { csvText } from "../../output/csv.ts";
import type { Manifest } from "../../output/manifest.ts";
import { pathRowText } from "../../output/pathsTable.ts";
import { SOURCES } from "../../output/runFolder.ts";
import { readyModel } from "../readyModel.ts";
import { Refusal } from "../refusal.ts";

/** A replayed path, the model of its world, and the file's own, under whose margins books are screened. */
export interface ReplayedPath {
  readonly model: ResolvedModel;
  readonly base: ResolvedModel;
  readonly replay: Replay;
}

function reloaded(folder: string, { model_digest, tilt }: Manifest): LoadedFile {
  const text = readFileSync(join(folder, SOURCES), "utf8");
  const sources = JSON.parse(text) as ModelSources;
  const loaded = reloadModel(sources, { metricNames: metricVariables });
  if (loaded.digest === model_digest) return loaded;
  const why = tilt === null ? "it is of another version" : "its tilts are not among them";
  throw new Refusal([`${folder}: its sources do not make its model: ${why}`]);
}

async function requireSame(
  folder: string,
  path: number,
  { rows }: Replay,
  model: ResolvedModel,
): Promise<void> {
  const [row] = rows.paths;
  const cells = columnsOfTable(model, "paths").map(({ name }) => row[name] ?? null);
  const replayed = csvText([cells]).trimEnd();
  const there = await pathRowText(folder, path);
  if (there === null || there === replayed) return;
  throw new Refusal([
    `${folder}: path ${path} comes out differently here: another machine, or another version of Node?`,
    `there: ${there}`,
    `here:  ${replayed}`,
  ]);
}

/**
 * Replays a path of a run.
 *
 * @param simulation address of the simulation's module
 * @throws Refusal if the sources do not make the run's model, or the path comes out differently
 */
export async function replayOfRun(
  folder: string,
  manifest: Manifest,
  path: number,
  simulation: string,
): Promise<ReplayedPath> {
  const file = reloaded(folder, manifest);
  const { buildBook } = await loadSimulation(simulation);
  const { seed, paths } = manifest;
  const { model, book, worlds } = readyModel(file, { seed, paths }, buildBook);
  const loaded =
    worlds === undefined ? { model, book } : worlds.load(Math.floor(path / worlds.paths));
  const replay = await replayPath(loaded, path, simulation);
  await requireSame(folder, path, replay, model);
  return { model: loaded.model as ResolvedModel, base: file.base, replay };
}
