/**
 * Whether a run may have a folder. A free folder and a finished run of the same model and seed are taken; anything else
 * needs `--resume`, and a run in progress is resumed only by one that would write the same bytes.
 */

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { RunIdentity } from "../engine/checkpoint/journal.ts";
import type { TableName } from "../engine/columns.ts";
import { acquireLock, lockHolder } from "../output/lock.ts";
import type { LockOwner } from "../output/lock.ts";
import type { Manifest } from "../output/manifest.ts";
import { inspectFolder } from "../output/runFolder.ts";
import { Refusal } from "./refusal.ts";
import type { RunnableModel, RunPlan } from "./runPlan.ts";
import { version } from "./version.ts";

/** What the files of the run asked for depend on. */
export function identityOf(
  { model, digest }: RunnableModel,
  { tables, format, until }: RunPlan,
): RunIdentity {
  const { paths, seed } = model.sampling;
  return {
    model_digest: digest,
    seed,
    paths,
    tables,
    format,
    until: until?.text ?? "",
    engine: version,
  };
}

/** What the files of a finished run depended on. */
export function identityOfManifest(manifest: Manifest): RunIdentity {
  const { model_digest, seed, paths, rows, format, versions } = manifest;
  const until = manifest.until?.rule ?? "";
  const tables = Object.keys(rows) as TableName[];
  return { model_digest, seed, paths, tables, format, until, engine: versions.faultline };
}

/** What differs between the run in a folder and the one asked for, one line each. */
function differences(there: RunIdentity, asked: RunIdentity): string[] {
  const names = Object.keys(asked) as (keyof RunIdentity)[];
  const text = (run: RunIdentity, name: keyof RunIdentity): string => String(run[name]);
  return names
    .filter((name) => text(there, name) !== text(asked, name))
    .map((name) => `${name} is ${text(there, name)} there and ${text(asked, name)} now`);
}

/** @throws Refusal naming everything that differs */
export function requireSame(out: string, there: RunIdentity, asked: RunIdentity): void {
  const found = differences(there, asked);
  if (found.length > 0) throw new Refusal(found.map((line) => `${out}: cannot resume: ${line}`));
}

function heldBy(out: string, { pid, host }: LockOwner): Refusal {
  const remedy = `if that process is gone, delete ${join(out, ".lock")}`;
  return new Refusal([`${out}: in use by process ${pid} on ${host}; ${remedy}`]);
}

/** @throws Refusal if another process is at work in a folder */
export function requireUnlocked(out: string): void {
  const holder = lockHolder(out);
  if (holder !== null && holder.pid !== process.pid) throw heldBy(out, holder);
}

/** @throws Refusal if there is something that this run must not replace, or another process is at work there */
export function requireFree({ out, resume }: RunPlan, asked: RunIdentity): void {
  const state = inspectFolder(out);
  if (state.kind === "free") return;
  if (state.kind === "file") throw new Refusal([`${out}: is a file; a run needs a folder`]);
  requireUnlocked(out);
  if (resume) return;
  const same =
    state.kind === "finished" &&
    state.manifest.model_digest === asked.model_digest &&
    state.manifest.seed === asked.seed;
  if (same) return;
  const what =
    state.kind === "finished" ? "holds a finished run of another model or seed" : "is not empty";
  throw new Refusal([
    `${out}: ${what}; choose another --out, or --resume to go on with what is there`,
  ]);
}

function makeFolder(out: string): void {
  try {
    mkdirSync(out, { recursive: true });
  } catch (error) {
    throw new Refusal([`--out: cannot make ${out}: ${(error as Error).message}`]);
  }
}

/** Makes the folder where it is missing and locks it. @throws Refusal if it cannot be made, or another process has it */
export function claim(out: string): void {
  makeFolder(out);
  const owner = acquireLock(out);
  if (owner !== null) throw heldBy(out, owner);
}
