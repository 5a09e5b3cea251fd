/** The end of a run: its result files and its manifest, made from the columns of the finished paths. */

import type { Checkpoint } from "../engine/checkpoint/checkpoint.ts";
import { rowsWritten } from "../engine/checkpoint/checkpoint.ts";
import { readColumn, readRecords } from "../engine/checkpoint/read.ts";
import { metricNames } from "../engine/columns.ts";
import type { Executor } from "../engine/executors/executor.ts";
import { componentNames } from "../engine/labels.ts";
import { parameterScores } from "../engine/parameters.ts";
import type { Column } from "../estimation/draws.ts";
import { effectiveSizeOf, largestShareOf } from "../estimation/weights.ts";
import { printable } from "../model/digest.ts";
import { dictionaryFile } from "../output/dictionary.ts";
import { tableOfFile } from "../output/format.ts";
import { figuresApart, headlineOf, worstPaths } from "../output/headline.ts";
import { manifestText } from "../output/manifest.ts";
import type { Manifest, UntilOutcome } from "../output/manifest.ts";
import { resultsOf } from "../output/results.ts";
import type { ResultName } from "../output/resultColumns.ts";
import type { Results } from "../output/results.ts";
import { MANIFEST, SOURCES } from "../output/runFolder.ts";
import { mixPaths } from "./mixPaths.ts";
import type { RunnableModel, RunPlan } from "./runPlan.ts";
import { versions } from "./version.ts";
import { withWorkspace } from "./workspace.ts";

type Progressed = Omit<
  Manifest,
  | "until"
  | "headline"
  | "worlds_apart"
  | "worst_paths"
  | "effective_sample_size"
  | "largest_weight_share"
>;

function manifestOf(loaded: RunnableModel, plan: RunPlan, checkpoint: Checkpoint): Progressed {
  const { model, digest, warnings, loadSeconds } = loaded;
  const { paths: done, seconds } = checkpoint.done;
  const { pathsPerWorld } = model.sampling;
  return {
    model: model.name,
    model_digest: digest,
    seed: model.sampling.seed,
    paths: model.sampling.paths,
    paths_done: done,
    worlds: pathsPerWorld === undefined ? null : Math.ceil(done / pathsPerWorld),
    versions,
    executor: plan.executor,
    threads: plan.threads,
    started: checkpoint.header.started,
    load_seconds: loadSeconds,
    wall_seconds: seconds,
    paths_per_second: done / seconds,
    command: plan.command,
    format: plan.format,
    tilt: plan.tilt,
    rows: rowsWritten(checkpoint),
    warnings,
  };
}

/** The result files, made with one metric in memory at a time, or with a part of it. */
async function secondPass(
  loaded: RunnableModel,
  plan: RunPlan,
  checkpoint: Checkpoint,
  executor: Executor,
  signal: AbortSignal,
): Promise<Results> {
  const { model } = loaded;
  const columns = {
    metrics: metricNames(model),
    paths: checkpoint.done.paths,
    readColumn: (name: string): Column => readColumn(checkpoint, name),
    scores: parameterScores(model),
    components: componentNames(model),
    records: {
      delays: readRecords(checkpoint, "delays"),
      contagion: readRecords(checkpoint, "contagion"),
      failures: readRecords(checkpoint, "failures"),
      venueLosses: readRecords(checkpoint, "venueLosses"),
      cascadeSizes: readRecords(checkpoint, "cascadeSizes"),
    },
    mixed: await mixPaths(loaded, plan, checkpoint, executor, signal),
  };
  return withWorkspace(checkpoint, (workspace) => resultsOf(model, columns, workspace, signal));
}

/**
 * Everything a finished run writes but its per-path tables: the content of each file by its name.
 *
 * @param until what became of the rule that it was to end by
 * @param executor simulates what the shares of variance need besides the run's own paths
 */
export async function finishedFiles(
  loaded: RunnableModel,
  plan: RunPlan,
  checkpoint: Checkpoint,
  until: UntilOutcome | null,
  executor: Executor,
  signal: AbortSignal,
): Promise<Map<string, string | Uint8Array>> {
  const read = (name: string): Column => readColumn(checkpoint, name);
  const { files, summary } = await secondPass(loaded, plan, checkpoint, executor, signal);
  const manifest: Manifest = {
    ...manifestOf(loaded, plan, checkpoint),
    effective_sample_size: effectiveSizeOf(read("weight")),
    largest_weight_share: largestShareOf(read("weight")),
    until,
    headline: headlineOf(summary),
    worlds_apart: figuresApart(summary, 3),
    worst_paths: worstPaths(read("bad_debt_usd"), read("liquidated_usd"), 3),
  };
  const { sources } = loaded;
  const results = [...files.keys()].map((name) => tableOfFile(name)?.table as ResultName);
  return new Map<string, string | Uint8Array>([
    ...files,
    ["columns.csv", dictionaryFile(loaded.model, plan.tables, [...results, "columns"])],
    ["model.yaml", sources.texts[sources.file]],
    [SOURCES, `${JSON.stringify(sources)}\n`],
    ["resolved.json", `${JSON.stringify(printable(loaded.model), null, 2)}\n`],
    [MANIFEST, manifestText(manifest)],
  ]);
}
