/**
 * The journal of a run in progress: one JSON line per fact, each written after what it speaks of is on the disk.
 *
 * The first line names the run, then one line per finished block with the length of every file after it, at last one
 * that lists the finished files. The last whole line wins: a line torn by a crash is as if it had not been written.
 */

import { open, readFile, truncate } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { join } from "node:path";
import type { PathRange } from "../block.ts";
import type { TableName } from "../columns.ts";

/** Everything that files depend on; a run is resumed only by one with the same. */
export interface RunIdentity {
  readonly model_digest: string;
  readonly seed: string;
  readonly paths: number;
  readonly tables: readonly TableName[];
  readonly format: string;
  readonly engine: string;
}

/** Bytes of each file, by its name in the checkpoint folder. */
export type Lengths = Readonly<Record<string, number>>;

export interface HeaderLine {
  readonly run: RunIdentity;
  /** ISO 8601. */
  readonly started: string;
  readonly bytes: Lengths;
}

export interface BlockLine extends PathRange {
  readonly bytes: Lengths;
  readonly rows: Readonly<Partial<Record<TableName, number>>>;
  /** s of wall clock from the start of the run to the end of this block, interruptions left out. */
  readonly seconds: number;
}

export interface Journal {
  readonly header: HeaderLine;
  readonly blocks: readonly BlockLine[];
  /** Names of the finished files, once all are complete; null before. */
  readonly complete: readonly string[] | null;
}

const NAME = "journal.jsonl";

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null; // torn
  }
}

/** Bytes up to the end of the last whole line, and the lines. */
async function wholeLines(path: string): Promise<{ lines: unknown[]; bytes: number }> {
  const text = await readFile(path, "utf8").catch(() => "");
  const lines: unknown[] = [];
  let end = 0;
  for (let next = text.indexOf("\n"); next >= 0; next = text.indexOf("\n", end)) {
    const line = parse(text.slice(end, next));
    if (line === null) break;
    lines.push(line);
    end = next + 1;
  }
  return { lines, bytes: Buffer.byteLength(text.slice(0, end)) };
}

/** Reads the journal in `folder`; null if there is none, or it does not even name its run. */
export async function readJournal(folder: string): Promise<Journal | null> {
  const { lines } = await wholeLines(join(folder, NAME));
  const [header, ...rest] = lines as [HeaderLine?, ...(BlockLine | { complete: string[] })[]];
  if (header === undefined) return null;
  const blocks = rest.filter((line): line is BlockLine => "from" in line);
  const last = rest.at(-1);
  return {
    header,
    blocks,
    complete: last !== undefined && "complete" in last ? last.complete : null,
  };
}

/** Opens the journal for appending, after cutting off what is not a whole line. */
export async function openJournal(folder: string): Promise<FileHandle> {
  const path = join(folder, NAME);
  const { bytes } = await wholeLines(path);
  const handle = await open(path, "a");
  await truncate(path, bytes);
  return handle;
}

/** Appends one line and waits until it is on the disk. */
export async function appendLine(
  journal: FileHandle,
  line: HeaderLine | BlockLine | { readonly complete: readonly string[] },
): Promise<void> {
  await journal.appendFile(`${JSON.stringify(line)}\n`);
  await journal.datasync();
}
