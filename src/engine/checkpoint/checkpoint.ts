/**
 * Durable progress of a run: finished blocks survive Ctrl-C, a crash and a pulled plug.
 *
 * In the checkpoint folder each table grows as the CSV file it will be, and the columns that the second pass needs as
 * raw doubles. A block counts once its line is in the journal, and that line is written only after every file is
 * synced. Resuming cuts each file back to the journal's last line, so its bytes are those of a run never interrupted.
 */

import { mkdir, open, rm, stat } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { csvHeader } from "../../output/csv.ts";
import type { BlockResult } from "../block.ts";
import type { TableName } from "../columns.ts";
import { recordColumns, recordNames } from "../tables.ts";
import type { RecordName } from "../tables.ts";
import { addBlock, appendLine, nothingDone, openJournal, readJournal } from "./journal.ts";
import type { Done, HeaderLine, Journal, Lengths, RunIdentity } from "./journal.ts";

/** What the files of a run hold, in file order. */
export interface RunLayout {
  /** Header of each table that is written. */
  readonly tables: Readonly<Partial<Record<TableName, readonly string[]>>>;
  /** Numeric columns of the paths table. */
  readonly pathNumbers: readonly string[];
}

export interface Checkpoint {
  readonly folder: string;
  readonly layout: RunLayout;
  readonly header: HeaderLine;
  /** What is durable. */
  readonly done: Done;
  readonly journal: FileHandle;
  readonly files: ReadonlyMap<string, FileHandle>;
}

/** The column files; tables are named as they will be. */
export const COLUMNS = "columns.f64";
/** The file of one kind of records. */
export const recordFile = (name: RecordName): string => `${name}.f64`;
const columnFiles: readonly string[] = [COLUMNS, ...recordNames.map(recordFile)];

const tableFile = (table: string): string => `${table}.csv`;

function fileNames(layout: RunLayout): string[] {
  return [...Object.keys(layout.tables).map(tableFile), ...columnFiles];
}

async function openFiles(folder: string, layout: RunLayout): Promise<Map<string, FileHandle>> {
  const opened = fileNames(layout).map(
    async (name) => [name, await open(join(folder, name), "a")] as const,
  );
  return new Map(await Promise.all(opened));
}

/** The bytes of columns, in the order of `names`. */
function bytesOf(
  names: readonly string[],
  columns: Readonly<Record<string, Float64Array>>,
): Uint8Array[] {
  const views = names.map((name) => columns[name]);
  return views.map((view) => new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
}

/** Appends pieces where they lie, without joining them in memory first. */
async function append(file: FileHandle, pieces: readonly Uint8Array[]): Promise<void> {
  let rest = pieces.filter(({ length }) => length > 0);
  while (rest.length > 0) {
    let { bytesWritten: written } = await file.writev(rest);
    while (rest.length > 0 && written >= rest[0].length) {
      written -= rest[0].length;
      rest = rest.slice(1);
    }
    if (written > 0) rest = [rest[0].subarray(written), ...rest.slice(1)];
  }
}

/** Appends to files, waits until all of it is on the disk, and returns the lengths after it. */
async function appendDurably(
  files: ReadonlyMap<string, FileHandle>,
  before: Lengths,
  pieces: ReadonlyMap<string, readonly Uint8Array[]>,
): Promise<Lengths> {
  const lengths = { ...before };
  const add = async ([name, bytes]: [string, readonly Uint8Array[]]): Promise<void> => {
    const added = bytes.reduce((sum, { length }) => sum + length, 0);
    lengths[name] = (before[name] ?? 0) + added;
    if (added === 0) return;
    const file = files.get(name) as FileHandle;
    await append(file, bytes);
    await file.datasync();
  };
  await Promise.all([...pieces].map(add));
  return lengths;
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder);
  await handle.sync();
  await handle.close();
}

/** Starts afresh in `folder`, which is emptied. @param started ISO 8601 */
export async function createCheckpoint(
  folder: string,
  run: RunIdentity,
  layout: RunLayout,
  started: string,
): Promise<Checkpoint> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const files = await openFiles(folder, layout);
  const pieces = new Map<string, readonly Uint8Array[]>(
    fileNames(layout).map((name) => [name, []]),
  );
  for (const [table, names] of Object.entries(layout.tables))
    pieces.set(tableFile(table), [csvHeader(names)]);
  const header = { run, started, bytes: await appendDurably(files, {}, pieces) };
  const journal = await openJournal(folder);
  await syncFolder(folder);
  await appendLine(journal, header);
  return { folder, layout, header, done: nothingDone(header, columnFiles), journal, files };
}

async function cutBack(files: ReadonlyMap<string, FileHandle>, lengths: Lengths): Promise<void> {
  for (const [name, file] of files) {
    const { size } = await file.stat();
    if (size < lengths[name])
      throw new Error(`${name} is shorter than the journal says; start the run afresh`);
    await file.truncate(lengths[name]);
  }
}

/** Takes up the run that `journal` describes, cutting off what came after its last line. */
export async function resumeCheckpoint(
  folder: string,
  { header, done }: Journal,
  layout: RunLayout,
): Promise<Checkpoint> {
  const files = await openFiles(folder, layout);
  await cutBack(files, done.bytes);
  return { folder, layout, header, done, journal: await openJournal(folder), files };
}

/** The journal of a run that can be resumed in `folder`; null if there is nothing to resume. */
export async function findCheckpoint(folder: string): Promise<Journal | null> {
  const found = await stat(folder).catch(() => null);
  return found?.isDirectory() === true ? readJournal(folder, columnFiles) : null;
}

/** Rows of each written table so far. */
export function rowsWritten({ done, layout }: Checkpoint): Record<string, number> {
  const tables = Object.keys(layout.tables);
  return Object.fromEntries(tables.map((table) => [table, done.rows[table] ?? 0]));
}

/**
 * Makes one block durable. Blocks come in path order without gaps.
 *
 * @param seconds s of wall clock from the start of the run to now
 */
export async function appendBlock(
  checkpoint: Checkpoint,
  block: BlockResult,
  seconds: number,
): Promise<void> {
  const { layout, files, journal, done } = checkpoint;
  if (block.from !== done.paths) throw new RangeError(`block ${block.from} is out of order`);
  const pieces = new Map<string, readonly Uint8Array[]>([
    [COLUMNS, bytesOf(layout.pathNumbers, block.columns)],
    ...recordNames.map(
      (name) => [recordFile(name), bytesOf(recordColumns[name], block.records[name])] as const,
    ),
  ]);
  for (const [table, bytes] of Object.entries(block.text)) pieces.set(tableFile(table), [bytes]);
  const bytes = await appendDurably(files, done.bytes, pieces);
  const line = { from: block.from, to: block.to, bytes, rows: block.rows, seconds };
  await appendLine(journal, line);
  addBlock(done, line);
}

/** Notes that every file named is complete in the folder: from here on the run can only be published. */
export async function completeCheckpoint(
  checkpoint: Checkpoint,
  complete: readonly string[],
): Promise<void> {
  await syncFolder(checkpoint.folder);
  await appendLine(checkpoint.journal, { complete });
}

/** Closes all files; what is durable stays. */
export async function closeCheckpoint({ files, journal }: Checkpoint): Promise<void> {
  for (const file of [...files.values(), journal]) await file.close();
}
