/** Reads columns of numbers back from the `paths.csv` of a finished run. */
import { createReadStream } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse";

const stream = (folder: string): AsyncIterable<string[]> =>
  createReadStream(join(folder, "paths.csv")).pipe(parse());

/** Names of the columns, in order. */
export async function pathsHeader(folder: string): Promise<readonly string[]> {
  for await (const names of stream(folder)) return names;
  throw new Error(`${join(folder, "paths.csv")} is empty`);
}

/**
 * Some columns in path order; an empty cell is NaN.
 *
 * @param names of columns that the table has
 * @param paths how many rows there are
 * @throws Error naming the file if it has another number of rows, or lacks a column
 */
export async function readPathColumns(
  folder: string,
  names: readonly string[],
  paths: number,
): Promise<Record<string, Float64Array>> {
  const columns = names.map(() => new Float64Array(paths));
  let places: number[] | undefined;
  let row = 0;
  for await (const cells of stream(folder)) {
    if (places === undefined) {
      places = names.map((name) => cells.indexOf(name));
      const missing = names.find((_, column) => places?.[column] === -1);
      if (missing !== undefined) throw new Error(`${folder}/paths.csv has no column ${missing}`);
      continue;
    }
    for (let column = 0; column < names.length; column++) {
      const cell = cells[places[column]];
      columns[column][row] = cell === "" ? NaN : Number(cell);
    }
    row++;
  }
  if (row !== paths)
    throw new Error(`${folder}/paths.csv has ${row} rows, its manifest says ${paths}`);
  return Object.fromEntries(names.map((name, column) => [name, columns[column]]));
}
