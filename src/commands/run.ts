/** `faultline run`: loads a model, decides where its run goes, runs it, and says what came out. */

import { loadSimulation } from "../engine/simulation.ts";
import { metricNames, metricVariables } from "../engine/columns.ts";
import { loadModel } from "../model/load.ts";
import type { LoadedFile } from "../model/load.ts";
import type { ResolvedModel } from "../model/resolved.ts";
import type { ChosenTilts } from "../output/manifest.ts";
import type { Caller } from "./caller.ts";
import { metricProblems } from "./figureText.ts";
import { folderNamed, shortDigest } from "./folderName.ts";
import { commandText, keptCommand } from "./invocation.ts";
import { chooseTilts } from "./pilot.ts";
import { bookOf, readyModel } from "./readyModel.ts";
import { Refusal } from "./refusal.ts";
import { runModel } from "./runModel.ts";
import type { RunResult } from "./runModel.ts";
import type { RunnableModel, RunPlan } from "./runPlan.ts";
import { sampled } from "./sampled.ts";
import { settingsOf } from "./settings.ts";
import type { RunOptions, RunSettings } from "./settings.ts";
import type { TiltRule } from "./tiltRule.ts";

/** Where a run goes by itself. */
function folderOf({ name, sampling }: ResolvedModel, digest: string): string {
  return folderNamed(name, sampling.seed, shortDigest(digest));
}

/** Loads a model, and again under other tilts. */
function loaderOf(path: string, { set }: RunSettings): (tilt?: readonly string[]) => LoadedFile {
  return (tilt) => loadModel(path, { set, tilt, metricNames: metricVariables });
}

/** The tilts that a pilot chooses for the model. */
async function piloted(
  rule: TiltRule & { readonly kind: "auto" },
  load: (tilt?: readonly string[]) => LoadedFile,
  settings: RunSettings,
  simulation: string,
  signal: AbortSignal,
): Promise<{ tilts: readonly string[]; tilt: ChosenTilts }> {
  const loaded = load([]);
  const model = sampled(loaded.model, settings);
  const wrong = metricProblems("--tilt-for", rule, metricNames(model));
  if (model.sampling.splitting !== undefined)
    wrong.push("--tilt auto: sampling.splitting cannot stand beside a tilt");
  if (wrong.length > 0) throw new Refusal(wrong);
  const { buildBook } = await loadSimulation(simulation);
  const setting = {
    model,
    book: bookOf(loaded, model, buildBook),
    underTilts: (tilts: readonly string[]) => load(tilts).model,
    plan: { ...settings, simulation },
  };
  const tilt = await chooseTilts(rule, setting, signal);
  return { tilts: tilt.tilts, tilt };
}

async function makeReady(
  loaded: LoadedFile,
  settings: RunSettings,
  simulation: string,
  started: number,
): Promise<RunnableModel> {
  const { buildBook } = await loadSimulation(simulation);
  const ready = readyModel(loaded, settings, buildBook);
  return { ...ready, loadSeconds: (performance.now() - started) / 1000 };
}

/**
 * Runs the model file at `path`.
 *
 * @throws ModelError, Refusal, Interrupted, RunFailed
 */
export async function run(
  path: string,
  options: RunOptions,
  { invocation, signal, simulation }: Caller,
): Promise<RunResult> {
  const settings = settingsOf(options);
  const load = loaderOf(path, settings);
  const rule = settings.tilt;
  const tilting =
    rule?.kind === "auto"
      ? await piloted(rule, load, settings, simulation, signal)
      : { tilts: rule?.tilts, tilt: null };
  const started = performance.now();
  const loaded = load(tilting.tilts);
  const ready = await makeReady(loaded, settings, simulation, started);
  const { resume, tables, format, threads, executor, block, until, quiet } = settings;
  const wrong = metricProblems("--until", until, metricNames(ready.model));
  if (wrong.length > 0) throw new Refusal(wrong);
  const plan: RunPlan = {
    out: settings.out ?? folderOf(ready.model, ready.digest),
    resume,
    tables,
    format,
    threads,
    executor,
    block,
    until,
    tilt: tilting.tilt,
    quiet,
    command: keptCommand(invocation),
    resumeCommand: commandText(invocation, "--resume"),
    simulation,
  };
  return runModel(ready, plan, signal);
}
