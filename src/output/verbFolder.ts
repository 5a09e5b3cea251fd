/**
 * The folder of a verb that is not a run: a few files and a manifest that says which verb made them.
 *
 * Files appear under their final names whole, the manifest last. A folder is written again by the same verb only.
 */
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { join } from "node:path";
import { MANIFEST, writeDurably } from "./runFolder.ts";

/** What the manifest of every such folder says. */
export interface VerbManifest {
  readonly verb: string;
  readonly command: string;
  readonly versions: { readonly faultline: string; readonly node: string };
}

/** Why a folder is no finished run, for a verb that reads runs: what it is instead, if that can be told. */
export function noRun(folder: string): string {
  const verb = verbOf(folder);
  return verb === null
    ? `${folder}: holds no finished run`
    : `${folder}: is the folder of ${NOUNS[verb] ?? `a ${verb}`}, and no run`;
}

/** What a verb makes, where its own name is no noun. */
const NOUNS: Readonly<Record<string, string>> = {
  attribute: "an attribution",
  compare: "a comparison",
  explain: "a path's story",
  margin: "a search for a margin",
  reverse: "a reverse stress test",
  stress: "a stress test",
};

/** The verb that has made a folder; null: none that is not a run. */
function verbOf(folder: string): string | null {
  try {
    const { verb } = JSON.parse(readFileSync(join(folder, MANIFEST), "utf8")) as { verb?: unknown };
    return typeof verb === "string" ? verb : null;
  } catch {
    return null; // no folder, no manifest, or one of something else
  }
}

/** The manifest of a folder that `verb` has finished; null: it holds none. */
export function finishedBy<Manifest extends VerbManifest>(
  folder: string,
  verb: string,
): Manifest | null {
  try {
    const manifest = JSON.parse(readFileSync(join(folder, MANIFEST), "utf8")) as Manifest;
    return manifest.verb === verb ? manifest : null;
  } catch {
    return null; // no folder, no manifest, or one of something else
  }
}

/** Whether `verb` may write into a folder: it is not there, empty but for a lock, or of that verb. */
export function mayWrite(folder: string, verb: string): boolean {
  if (!existsSync(folder)) return true;
  if (!statSync(folder).isDirectory()) return false;
  const isEmpty = readdirSync(folder).every((name) => name.startsWith(".lock"));
  return isEmpty || finishedBy(folder, verb) !== null;
}

/** Writes the files and the manifest, in place of those of an earlier call. */
export function writeVerbFolder(
  folder: string,
  files: ReadonlyMap<string, string | Uint8Array>,
  manifest: VerbManifest,
): void {
  mkdirSync(folder, { recursive: true });
  rmSync(join(folder, MANIFEST), { force: true });
  const all = new Map<string, string | Uint8Array>([
    ...files,
    [MANIFEST, `${JSON.stringify(manifest, null, 2)}\n`],
  ]);
  for (const [name, content] of all) writeWhole(folder, name, content);
}

/** Writes a file that appears under its name whole. */
export function writeWhole(folder: string, name: string, content: string | Uint8Array): void {
  const draft = join(folder, `.${name}.draft`);
  writeDurably(draft, content);
  renameSync(draft, join(folder, name));
}
