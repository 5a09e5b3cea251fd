/**
 * The run folder: what stands in it, and how a finished run gets into it.
 *
 * A folder is a finished run when it holds `manifest.json`. A run in progress lives in `.checkpoint` inside it, and the
 * files of an earlier run stay where they are until the new ones are complete. Publishing takes the old manifest away,
 * renames every file and the new manifest last; each step can be repeated, so a crash in between is mended by resuming.
 */

import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { tableNames } from "../engine/columns.ts";
import { tableFileName, tableFormats } from "./format.ts";
import type { Manifest } from "./manifest.ts";
import { resultNames } from "./resultColumns.ts";

/** Where a run in progress lives, inside its folder. */
export const CHECKPOINT = ".checkpoint";
export const MANIFEST = "manifest.json";
/** What the model was made from, to make it again. */
export const SOURCES = "sources.json";

/** Every file a run may leave; those an earlier run left and this one does not are removed with it. */
const KNOWN = [
  ...[...tableNames, ...resultNames].flatMap((table) =>
    tableFormats.map((format) => tableFileName(table, format)),
  ),
  "model.yaml",
  "resolved.json",
  SOURCES,
  "report.html",
  "report-plots",
];

export type FolderState =
  | { readonly kind: "free" }
  | { readonly kind: "file" }
  | { readonly kind: "finished"; readonly manifest: Manifest }
  | { readonly kind: "occupied" };

/** What stands at a path: nothing (or an empty folder), a file, a finished run, or something else. */
export function inspectFolder(folder: string): FolderState {
  if (!existsSync(folder)) return { kind: "free" };
  if (!statSync(folder).isDirectory()) return { kind: "file" };
  const names = readdirSync(folder).filter((name) => !name.startsWith(".lock"));
  if (names.length === 0) return { kind: "free" };
  if (!names.includes(MANIFEST)) return { kind: "occupied" };
  const manifest = readManifest(join(folder, MANIFEST));
  return manifest === null ? { kind: "occupied" } : { kind: "finished", manifest };
}

/** Reads the manifest of a run; null if it is none, or that of another verb, which names itself. */
export function readManifest(path: string): Manifest | null {
  try {
    const manifest = JSON.parse(readFileSync(path, "utf8")) as Manifest;
    return typeof manifest.model_digest === "string" && !("verb" in manifest) ? manifest : null;
  } catch {
    return null;
  }
}

/** Writes a file and waits until it is on the disk. */
export function writeDurably(path: string, content: string | Uint8Array): void {
  const file = openSync(path, "w");
  try {
    writeFileSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/**
 * Gives the finished files their final names, the manifest last, and takes the checkpoint away.
 *
 * @param complete names of the finished files in the checkpoint folder, the manifest among them
 */
export function publish(folder: string, complete: readonly string[]): void {
  const checkpoint = join(folder, CHECKPOINT);
  const rename = (name: string): void => {
    if (existsSync(join(checkpoint, name))) renameSync(join(checkpoint, name), join(folder, name));
  };
  if (existsSync(join(checkpoint, MANIFEST))) rmSync(join(folder, MANIFEST), { force: true });
  for (const name of KNOWN)
    if (!complete.includes(name)) rmSync(join(folder, name), { recursive: true, force: true });
  for (const name of complete) if (name !== MANIFEST) rename(name);
  syncFolder(folder);
  rename(MANIFEST);
  syncFolder(folder);
  rmSync(checkpoint, { recursive: true, force: true });
}
