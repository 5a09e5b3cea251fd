/** `faultline runs`: what finished runs there are in a folder, and what each of them found. */

import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Manifest } from "../output/manifest.ts";
import { inspectFolder } from "../output/runFolder.ts";
import { Refusal } from "./refusal.ts";

/** A finished run. */
export interface ListedRun {
  readonly folder: string;
  readonly manifest: Manifest;
}

/**
 * The finished runs directly inside a folder, the latest started first.
 *
 * @throws Refusal if there is no such folder
 */
export function runs(folder: string): readonly ListedRun[] {
  if (!existsSync(folder)) throw new Refusal([`${folder}: there is no such folder`]);
  if (!statSync(folder).isDirectory()) throw new Refusal([`${folder}: is a file, not a folder`]);
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .flatMap((path) => {
      const state = statSync(path).isDirectory() ? inspectFolder(path) : null;
      return state?.kind === "finished" ? [{ folder: path, manifest: state.manifest }] : [];
    })
    .toSorted((one, other) => {
      const [a, b] = [one.manifest.started, other.manifest.started];
      if (a !== b) return a < b ? 1 : -1;
      return one.folder < other.folder ? -1 : 1;
    });
}
