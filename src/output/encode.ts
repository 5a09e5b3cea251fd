/**
 * Tables in another form than CSV: the finished text of each is compressed, or read once more and written as Parquet with
 * the types of its columns. The same text gives the same bytes.
 */

import { createReadStream, createWriteStream } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { csvHeaderOf } from "./csvRecords.ts";
import { openDatabase, sqlText } from "./database.ts";
import { type TableFormat, tableFileName, tableOfFile } from "./format.ts";
import { readCsvSql } from "./tableTypes.ts";

async function sync(path: string): Promise<void> {
  const file = await open(path, "r+");
  await file.sync();
  await file.close();
}

async function compress(from: string, to: string): Promise<void> {
  await pipeline(createReadStream(from), createGzip(), createWriteStream(to));
}

/** @param table its columns decide the types */
async function writeParquet(from: string, to: string, table: string): Promise<void> {
  const database = await openDatabase();
  try {
    const source = readCsvSql(from, table, await csvHeaderOf(from));
    const form = "(format parquet, compression snappy)";
    await database.run(`copy (select * from ${source}) to ${sqlText(to)} ${form}`);
  } finally {
    database.close();
  }
}

/**
 * Gives the CSV files among `names` another form, in their folder.
 *
 * @param names of finished files
 * @returns the names of all files after it
 */
export async function encodeTables(
  folder: string,
  names: readonly string[],
  format: TableFormat,
): Promise<string[]> {
  if (format === "csv") return [...names];
  const encoded: string[] = [];
  for (const name of names) {
    const found = tableOfFile(name);
    if (found?.format !== "csv") {
      encoded.push(name);
      continue;
    }
    const to = tableFileName(found.table, format);
    const [source, target] = [join(folder, name), join(folder, to)];
    if (format === "csv.gz") await compress(source, target);
    else await writeParquet(source, target, found.table);
    await sync(target);
    encoded.push(to);
  }
  return encoded;
}
