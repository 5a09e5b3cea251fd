/**
 * The journal of a run in progress: one JSON line per fact, each written after what it speaks of is on the disk.
 *
 * The first line names the run, then one line per finished block with the length of every file after it, at last one
 * that lists the finished files. The last whole line wins: a line torn by a crash is as if it had not been written.
 */

import { open, truncate } from "node:fs/promises";
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
  /** The rule that may end it before `paths`; empty if none. */
  readonly until: string;
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

/** All that a run must remember of its finished blocks: a few numbers for each, however many there are. */
export interface Done {
  /** The first path still to do. */
  paths: number;
  /** s of wall clock, interruptions left out. */
  seconds: number;
  /** Of every file, after the last block. */
  bytes: Lengths;
  /** Of each table. */
  readonly rows: Record<string, number>;
  /** Where each block ends in the files of columns. */
  readonly ends: Readonly<Record<string, number[]>>;
}

export interface Journal {
  readonly header: HeaderLine;
  readonly done: Done;
  /** Names of the finished files, once all are complete; null before. */
  readonly complete: readonly string[] | null;
}

const NAME = "journal.jsonl";
const NEWLINE = 0x0a;

/** A run without finished blocks. @param columnFiles names of the files of columns */
export function nothingDone({ bytes }: HeaderLine, columnFiles: readonly string[]): Done {
  const ends = Object.fromEntries(columnFiles.map((name) => [name, []]));
  return { paths: 0, seconds: 0, bytes, rows: {}, ends };
}

/** Counts a block as finished. */
export function addBlock(done: Done, { to, seconds, bytes, rows }: BlockLine): void {
  done.paths = to;
  done.seconds = seconds;
  done.bytes = bytes;
  for (const [table, count] of Object.entries(rows))
    done.rows[table] = (done.rows[table] ?? 0) + count;
  for (const [file, ends] of Object.entries(done.ends)) ends.push(bytes[file]);
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null; // torn
  }
}

/** The whole lines of the journal, each with the position of its end. */
async function* wholeLines(
  path: string,
): AsyncGenerator<{ readonly line: unknown; readonly end: number }, void, undefined> {
  const file = await open(path).catch(() => null);
  if (file === null) return;
  let rest: Buffer = Buffer.alloc(0);
  let end = 0;
  for await (const chunk of file.createReadStream()) {
    rest = Buffer.concat([rest, chunk as Buffer]);
    for (let next = rest.indexOf(NEWLINE); next >= 0; next = rest.indexOf(NEWLINE)) {
      const line = parse(rest.toString("utf8", 0, next));
      if (line === null) return;
      end += next + 1;
      yield { line, end };
      rest = rest.subarray(next + 1);
    }
  }
}

/**
 * Reads the journal in `folder`; null if there is none, or it does not even name its run.
 *
 * @param columnFiles names of the files of columns
 */
export async function readJournal(
  folder: string,
  columnFiles: readonly string[],
): Promise<Journal | null> {
  let header: HeaderLine | undefined;
  let done: Done | undefined;
  let complete: readonly string[] | null = null;
  for await (const { line } of wholeLines(join(folder, NAME))) {
    if (header === undefined || done === undefined) {
      header = line as HeaderLine;
      done = nothingDone(header, columnFiles);
      continue;
    }
    const entry = line as BlockLine | { readonly complete: readonly string[] };
    if ("from" in entry) addBlock(done, entry);
    complete = "complete" in entry ? entry.complete : null;
  }
  return header === undefined || done === undefined ? null : { header, done, complete };
}

/** Opens the journal for appending, after cutting off what is not a whole line. */
export async function openJournal(folder: string): Promise<FileHandle> {
  const path = join(folder, NAME);
  let bytes = 0;
  for await (const { end } of wholeLines(path)) bytes = end;
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
