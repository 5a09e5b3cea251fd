/** The records of a CSV file of a run, compressed or not. */

import { createReadStream } from "node:fs";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { parse } from "csv-parse";

/**
 * The records from line `from` on, as text.
 * @param from 1: the header
 * @throws Error if the file cannot be read or is no CSV
 */
export async function* csvRecords(
  path: string,
  from: number,
): AsyncGenerator<readonly string[], void, undefined> {
  const records = parse({ from_line: from });
  const bytes = createReadStream(path);
  const heard = (): void => {}; // whoever reads the records hears of it
  if (path.endsWith(".gz")) pipeline(bytes, createGunzip(), records, heard);
  else pipeline(bytes, records, heard);
  yield* records as AsyncIterable<string[]>;
}

/** Names of the columns of a CSV file. */
export async function csvHeaderOf(path: string): Promise<readonly string[]> {
  for await (const names of csvRecords(path, 1)) return names;
  throw new Error(`${path} is empty`);
}
