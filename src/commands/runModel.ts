/**
 * One run of a loaded model into one folder: claim the folder, simulate block by block with durable progress, make the
 * results in a second pass, publish.
 *
 * Until the folder is claimed nothing is written. From the first finished block on, whatever happens, `--resume` goes
 * on where the journal ends.
 */

import { join } from "node:path";
import type { BlockJob } from "../engine/block.ts";
import {
  appendBlock,
  closeCheckpoint,
  completeCheckpoint,
  createCheckpoint,
  findCheckpoint,
  resumeCheckpoint,
} from "../engine/checkpoint/checkpoint.ts";
import type { Checkpoint, RunLayout } from "../engine/checkpoint/checkpoint.ts";
import { readColumn } from "../engine/checkpoint/read.ts";
import { columnsOfTable, numericNames, pathColumns } from "../engine/columns.ts";
import type { TableName } from "../engine/columns.ts";
import type { Executor } from "../engine/executors/executor.ts";
import { openExecutor } from "../engine/executors/run.ts";
import { defaultBlockSize, rangesOf, togetherIn } from "../engine/ranges.ts";
import { PathError } from "../engine/simulation.ts";
import { tasksOf } from "../engine/worlds.ts";
import { testCounts } from "../estimation/stopping.ts";
import type { ResolvedModel } from "../model/resolved.ts";
import { encodeTables } from "../output/encode.ts";
import { releaseLock } from "../output/lock.ts";
import { groupingOf } from "../output/pathGrouping.ts";
import type { Manifest, UntilOutcome } from "../output/manifest.ts";
import {
  CHECKPOINT,
  inspectFolder,
  MANIFEST,
  publish,
  readManifest,
  writeDurably,
} from "../output/runFolder.ts";
import { claim, identityOf, identityOfManifest, requireFree, requireSame } from "./claim.ts";
import { finishedFiles } from "./finishRun.ts";
import { showProgress } from "./progress.ts";
import type { ProgressColumns } from "./progress.ts";
import { Interrupted, RunFailed } from "./refusal.ts";
import type { RunnableModel, RunPlan } from "./runPlan.ts";
import { lookAt } from "./until.ts";

/** A finished run: its folder and what its manifest says. */
export interface RunResult {
  readonly out: string;
  readonly manifest: Manifest;
}

function layoutOf(model: ResolvedModel, tables: readonly TableName[]): RunLayout {
  const headers = tables.map((table) => [
    table,
    columnsOfTable(model, table).map(({ name }) => name),
  ]);
  return {
    tables: Object.fromEntries(headers) as RunLayout["tables"],
    pathNumbers: numericNames(pathColumns(model)),
  };
}

type Found = { readonly finished: Manifest } | { readonly checkpoint: Checkpoint };

/** The run to go on with: the one in the folder if it is asked for and there, else a fresh one. */
async function openRun(loaded: RunnableModel, plan: RunPlan): Promise<Found> {
  const folder = join(plan.out, CHECKPOINT);
  const asked = identityOf(loaded, plan);
  const layout = layoutOf(loaded.model, plan.tables);
  const journal = plan.resume ? await findCheckpoint(folder) : null;
  if (journal !== null) {
    requireSame(plan.out, journal.header.run, asked);
    if (journal.complete === null)
      return { checkpoint: await resumeCheckpoint(folder, journal, layout) };
    publish(plan.out, journal.complete);
  }
  const state = inspectFolder(plan.out);
  if (plan.resume && state.kind === "finished") {
    requireSame(plan.out, identityOfManifest(state.manifest), asked);
    return { finished: state.manifest };
  }
  return { checkpoint: await createCheckpoint(folder, asked, layout, new Date().toISOString()) };
}

/** What progress is told of the paths that an earlier attempt has finished, block by block. */
function* earlierColumns(checkpoint: Checkpoint): Generator<ProgressColumns> {
  const weights = readColumn(checkpoint, "weight")[Symbol.iterator]();
  for (const losses of readColumn(checkpoint, "bad_debt_usd"))
    yield { bad_debt_usd: losses, weight: weights.next().value as Float64Array };
}

/**
 * Simulates what is still to do, or until a rule is met, and makes it durable block by block.
 * @returns what became of the rule; null if there is none
 */
async function simulate(
  loaded: RunnableModel,
  plan: RunPlan,
  checkpoint: Checkpoint,
  executor: Executor,
  signal: AbortSignal,
): Promise<UntilOutcome | null> {
  const { paths, pathsPerWorld } = loaded.model.sampling;
  const { until } = plan;
  const grouping = groupingOf(loaded.model.sampling);
  const stops = until === null ? [] : testCounts(paths);
  const isStop = (): boolean => stops.includes(checkpoint.done.paths);
  let outcome = until !== null && isStop() ? await lookAt(until, checkpoint, grouping) : null;
  if (outcome?.met === true) return outcome;
  const size = plan.block ?? defaultBlockSize(paths, pathsPerWorld);
  const ranges = rangesOf(
    checkpoint.done.paths,
    paths,
    size,
    stops,
    pathsPerWorld,
    togetherIn(loaded.model),
  );
  const { model, book, worlds } = loaded;
  const job: BlockJob = {
    loaded: { model, book },
    requested: plan.tables,
    simulation: plan.simulation,
  };
  const tasks = tasksOf(job, ranges, worlds);
  const before = checkpoint.done.seconds;
  const progress = showProgress(plan.quiet, paths, earlierColumns(checkpoint));
  const start = performance.now();
  try {
    for await (const block of executor.blocks(tasks, signal)) {
      const seconds = (performance.now() - start) / 1000;
      await appendBlock(checkpoint, block, before + seconds);
      progress.advance(block.columns, seconds);
      if (until !== null && isStop()) outcome = await lookAt(until, checkpoint, grouping);
      if (outcome?.met === true) break;
    }
  } finally {
    progress.stop();
  }
  return outcome;
}

/** What a failure while simulating is to the user. */
function asEnding(
  error: unknown,
  plan: RunPlan,
  checkpoint: Checkpoint,
  signal: AbortSignal,
): unknown {
  const { paths } = checkpoint.header.run;
  if (signal.aborted) return new Interrupted(checkpoint.done.paths, paths, plan.resumeCommand);
  if (!(error instanceof PathError)) return error;
  return new RunFailed(error.message, plan.resumeCommand, { cause: error });
}

/** Writes everything else beside the tables. @returns the names of all files of the run */
async function complete(
  loaded: RunnableModel,
  plan: RunPlan,
  checkpoint: Checkpoint,
  until: UntilOutcome | null,
  executor: Executor,
  signal: AbortSignal,
): Promise<string[]> {
  const files = await finishedFiles(loaded, plan, checkpoint, until, executor, signal);
  for (const [name, content] of files) writeDurably(join(checkpoint.folder, name), content);
  const texts = [...plan.tables.map((table) => `${table}.csv`), ...files.keys()];
  const names = await encodeTables(checkpoint.folder, texts, plan.format);
  await completeCheckpoint(checkpoint, names);
  return names;
}

async function runClaimed(
  loaded: RunnableModel,
  plan: RunPlan,
  signal: AbortSignal,
): Promise<Manifest> {
  const found = await openRun(loaded, plan);
  if ("finished" in found) return found.finished;
  const { checkpoint } = found;
  const executor = openExecutor(plan.threads, plan.executor);
  try {
    const until = await simulate(loaded, plan, checkpoint, executor, signal);
    publish(plan.out, await complete(loaded, plan, checkpoint, until, executor, signal));
    return readManifest(join(plan.out, MANIFEST)) as Manifest;
  } catch (error) {
    throw asEnding(error, plan, checkpoint, signal);
  } finally {
    await executor.close();
    await closeCheckpoint(checkpoint);
  }
}

/**
 * Runs a model and leaves a finished run folder.
 *
 * @throws Refusal if the folder cannot be had; Interrupted once `signal` is aborted; RunFailed if a path fails
 */
export async function runModel(
  loaded: RunnableModel,
  plan: RunPlan,
  signal: AbortSignal,
): Promise<RunResult> {
  const asked = identityOf(loaded, plan);
  requireFree(plan, asked);
  claim(plan.out);
  try {
    requireFree(plan, asked); // somebody may have finished there while we were not looking
    return { out: plan.out, manifest: await runClaimed(loaded, plan, signal) };
  } finally {
    releaseLock(plan.out);
  }
}
