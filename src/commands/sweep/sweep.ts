/**
 * `faultline sweep`: the same paths under other numbers, one variant after the other in threads that are kept.
 *
 * The columns of the first variant and of the one under way are in memory, and no others. A finished variant is durable,
 * so that Ctrl-C loses the one under way at most.
 */

import { openExecutor } from "../../engine/executors/run.ts";
import type { Cell } from "../../output/csv.ts";
import { csvFile } from "../../output/csvFile.ts";
import { releaseLock } from "../../output/lock.ts";
import { readSweep, SWEEP_FILE, sweepColumns } from "../../output/sweepTable.ts";
import type { SweepRow } from "../../output/sweepTable.ts";
import { writeVerbFolder } from "../../output/verbFolder.ts";
import { claim } from "../claim.ts";
import { digestOfQuestion, folderNamed } from "../folderName.ts";
import { commandText, keptCommand } from "../invocation.ts";
import { showVariants } from "../progress.ts";
import { Interrupted, RunFailed } from "../refusal.ts";
import type { Caller } from "../caller.ts";
import { versions } from "../version.ts";
import { requireSweepFolder } from "./claimSweep.ts";
import type { DesignPoint } from "./design.ts";
import { beginKeeping, keptRows, stopKeeping } from "./keptVariants.ts";
import type { SweepManifest } from "./manifest.ts";
import { planSweep } from "./plan.ts";
import type { SweepPlan } from "./plan.ts";
import { sweepSettingsOf } from "./settings.ts";
import type { SweepOptions } from "./settings.ts";
import { simulateVariants, VariantFailed } from "./simulateVariants.ts";
import type { Making } from "./simulateVariants.ts";

export interface Sweep {
  readonly out: string;
  readonly manifest: SweepManifest;
  readonly keys: readonly string[];
  readonly points: readonly DesignPoint[];
  /** Of each variant. */
  readonly rows: readonly (readonly SweepRow[])[];
}

function folderOf({ model, identity }: SweepPlan): string {
  return folderNamed("sweep", model, identity.seed, digestOfQuestion({ ...identity }));
}

/** Everything that is not known before the last path. */
async function make(making: Making): Promise<SweepRow[][]> {
  const { out, plan, settings, caller } = making;
  const { points, identity } = plan;
  const done = (): number => points.filter((_, number) => keptRows(out, number) !== null).length;
  const executor = openExecutor(settings.threads);
  const progress = showVariants(settings.quiet, {
    count: points.length,
    words: "variants",
    atMost: false,
    paths: identity.paths,
    done: done(),
  });
  const again = commandText(caller.invocation, "--resume");
  try {
    return await simulateVariants(making, executor, progress);
  } catch (error) {
    if (caller.signal.aborted) throw new Interrupted(done(), points.length, again, "variants");
    if (error instanceof VariantFailed) throw new RunFailed(error.message, again, { cause: error });
    throw error;
  } finally {
    progress.stop();
    await executor.close();
  }
}

function manifestOf(
  { plan, settings, caller }: Making,
  started: string,
  seconds: number,
): SweepManifest {
  const { model, identity, warnings } = plan;
  return {
    verb: "sweep",
    command: keptCommand(caller.invocation),
    versions,
    model,
    design: settings.design,
    keys: settings.keys.map(({ key }) => key),
    identity,
    threads: settings.threads,
    started,
    wall_seconds: seconds,
    warnings,
  };
}

/** `sweep.csv`: the cells of each key beside each figure. */
function tableOf({ keys, points, rows }: Pick<Sweep, "keys" | "points" | "rows">): Uint8Array {
  const records = rows.flatMap((figures, variant) => {
    const { choices } = points[variant];
    const cells = keys.map((key, at) => [key, choices[at]?.value ?? null] as const);
    return figures.map((row) => ({ ...row, ...Object.fromEntries(cells), variant }));
  });
  return csvFile<string>(sweepColumns(keys), records as unknown as Record<string, Cell>[]);
}

/**
 * Sweeps a model file and leaves a finished folder.
 *
 * @throws ModelError, Refusal, Interrupted, RunFailed
 */
export async function sweep(file: string, options: SweepOptions, caller: Caller): Promise<Sweep> {
  const settings = sweepSettingsOf(options);
  const plan = await planSweep(file, settings, caller.simulation);
  const out = settings.out ?? folderOf(plan);
  const making: Making = { file, out, plan, settings, caller };
  requireSweepFolder(out, settings.resume, plan.identity);
  claim(out);
  try {
    return await sweepClaimed(making);
  } finally {
    releaseLock(out);
  }
}

async function sweepClaimed(making: Making): Promise<Sweep> {
  const { out, plan, settings } = making;
  const { points, identity } = plan;
  const keys = settings.keys.map(({ key }) => key);
  const there = requireSweepFolder(out, settings.resume, identity); // somebody may have been faster
  if (there !== null && there !== "interrupted")
    return { out, manifest: there, keys, points, rows: readSweep(out) };
  if (there === null) beginKeeping(out, identity);
  const [started, start] = [new Date().toISOString(), performance.now()];
  const rows = await make(making);
  const manifest = manifestOf(making, started, (performance.now() - start) / 1000);
  const made = { out, manifest, keys, points, rows };
  writeVerbFolder(out, new Map([[SWEEP_FILE, tableOf(made)]]), manifest);
  stopKeeping(out);
  return made;
}
