/** Reads columns of numbers back from the paths table of a finished run, whatever form it was written in. */
import { csvText } from "./csv.ts";
import { csvHeaderOf, csvRecords } from "./csvRecords.ts";
import { openDatabase, sqlName, sqlText } from "./database.ts";
import { tablesIn } from "./runTables.ts";

/** Rows that are handed over at a time. */
const PIECE = 4096;

function pathsFile(folder: string): string {
  const found = tablesIn(folder, "").find(({ table }) => table === "paths");
  if (found === undefined) throw new Error(`${folder} has no paths table`);
  return found.path;
}

async function parquetHeader(path: string): Promise<readonly string[]> {
  const database = await openDatabase();
  try {
    const { columns } = await database.run(`select * from read_parquet(${sqlText(path)}) limit 0`);
    return columns;
  } finally {
    database.close();
  }
}

const headerOf = (path: string): Promise<readonly string[]> =>
  path.endsWith(".parquet") ? parquetHeader(path) : csvHeaderOf(path);

/** Names of the columns, in order. */
export function pathsHeader(folder: string): Promise<readonly string[]> {
  return headerOf(pathsFile(folder));
}

/** The line of a path as the CSV file has it; null if the run keeps no text, or no paths. */
export async function pathRowText(folder: string, path: number): Promise<string | null> {
  const file = tablesIn(folder, "").find(({ table }) => table === "paths");
  if (file === undefined || file.format === "parquet") return null;
  let row = -1;
  for await (const cells of csvRecords(file.path, 1))
    if (row++ === path) return csvText([cells]).trimEnd();
  return null;
}

async function* fromText(
  path: string,
  places: readonly number[],
): AsyncGenerator<readonly Float64Array[], void, undefined> {
  const piece = places.map(() => new Float64Array(PIECE));
  let rows = 0;
  for await (const cells of csvRecords(path, 2)) {
    for (let column = 0; column < places.length; column++) {
      const cell = cells[places[column]];
      piece[column][rows] = cell === "" ? NaN : Number(cell);
    }
    if (++rows < PIECE) continue;
    yield piece;
    rows = 0;
  }
  if (rows > 0) yield piece.map((cells) => cells.subarray(0, rows));
}

async function* fromParquet(
  path: string,
  names: readonly string[],
): AsyncGenerator<readonly Float64Array[], void, undefined> {
  const database = await openDatabase();
  try {
    const wanted = names.map(sqlName).join(", ");
    yield* database.numbers(`select ${wanted} from read_parquet(${sqlText(path)})`);
  } finally {
    database.close();
  }
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
  const path = pathsFile(folder);
  const header = await headerOf(path);
  const missing = names.find((name) => !header.includes(name));
  if (missing !== undefined) throw new Error(`${path} has no column ${missing}`);
  const places = names.map((name) => header.indexOf(name));
  const pieces = path.endsWith(".parquet") ? fromParquet(path, names) : fromText(path, places);
  const columns = names.map(() => new Float64Array(paths));
  let row = 0;
  for await (const piece of pieces) {
    const rows = piece[0].length;
    if (row + rows <= paths) piece.forEach((cells, column) => columns[column].set(cells, row));
    row += rows;
  }
  if (row !== paths) throw new Error(`${path} has ${row} rows, its manifest says ${paths}`);
  return Object.fromEntries(names.map((name, column) => [name, columns[column]]));
}
