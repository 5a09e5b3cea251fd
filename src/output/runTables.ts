/** The tables of run folders as views of a database: one view a table, over one run or over several. */

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { csvHeaderOf } from "./csvRecords.ts";
import { sqlName, sqlText } from "./database.ts";
import type { Database } from "./database.ts";
import { type TableFormat, tableOfFile } from "./format.ts";
import { readCsvSql } from "./tableTypes.ts";

/** One table of one run. */
interface TableFile {
  readonly run: string;
  readonly table: string;
  readonly format: TableFormat;
  readonly path: string;
}

/** The tables in a folder. @param run its name among others */
export function tablesIn(folder: string, run: string): readonly TableFile[] {
  return readdirSync(folder)
    .toSorted()
    .flatMap((name) => {
      const found = name.startsWith(".") ? null : tableOfFile(name);
      return found === null ? [] : [{ ...found, run, path: join(folder, name) }];
    });
}

async function sourceOf({ table, format, path }: TableFile): Promise<string> {
  if (format === "parquet") return `read_parquet(${sqlText(path)})`;
  return readCsvSql(path, table, await csvHeaderOf(path));
}

/**
 * Makes a view of each table that any of the runs has. Over several runs each has a first column `run`, and a column that a
 * run lacks is empty there.
 *
 * @param runs folder of each run by its name
 * @returns names of the views
 */
export async function createViews(
  database: Database,
  runs: ReadonlyMap<string, string>,
): Promise<readonly string[]> {
  const files = [...runs].flatMap(([run, folder]) => tablesIn(folder, run));
  const names = [...new Set(files.map(({ table }) => table))];
  for (const name of names) {
    const parts = files.filter(({ table }) => table === name);
    const selects: string[] = [];
    for (const part of parts) {
      const run = runs.size === 1 ? "" : `${sqlText(part.run)} as run, `;
      selects.push(`select ${run}* from ${await sourceOf(part)}`);
    }
    await database.run(`create view ${sqlName(name)} as ${selects.join(" union all by name ")}`);
  }
  return names;
}
