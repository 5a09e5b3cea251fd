/** `faultline query`: SQL over the tables of one run, or of several. */

import { basename, resolve } from "node:path";
import { openDatabase } from "../output/database.ts";
import type { SqlCell, SqlResult } from "../output/database.ts";
import { inspectFolder } from "../output/runFolder.ts";
import { createViews } from "../output/runTables.ts";
import { noRun } from "../output/verbFolder.ts";
import { Refusal } from "./refusal.ts";

/** Names of the runs, each once: a folder's own, or its whole path where two are alike. */
function namesOf(folders: readonly string[]): ReadonlyMap<string, string> {
  const paths = [...new Set(folders.map((folder) => resolve(folder)))];
  const plain = paths.map((path) => basename(path));
  const isAlone = (name: string): boolean => plain.filter((other) => other === name).length === 1;
  return new Map(paths.map((path, at) => [isAlone(plain[at]) ? plain[at] : path, path]));
}

/**
 * Runs one query over finished runs, and gives its rows piece by piece: a result may be larger than the memory.
 *
 * @throws Refusal if a folder holds no finished run, or with the database's words if the query is wrong
 */
export async function* queryInPieces(
  folders: readonly string[],
  sql: string,
): AsyncGenerator<SqlResult, void, undefined> {
  const problems = folders.filter((folder) => inspectFolder(folder).kind !== "finished").map(noRun);
  if (sql.trim() === "") problems.push("the query is empty");
  if (problems.length > 0) throw new Refusal(problems);
  const database = await openDatabase();
  try {
    const views = await createViews(database, namesOf(folders));
    yield* refusing(database.pieces(sql), `tables: ${views.join(", ")}`);
  } finally {
    database.close();
  }
}

/** The same pieces; what the database says against the query is a refusal, with a hint. */
async function* refusing(
  pieces: AsyncGenerator<SqlResult, void, undefined>,
  hint: string,
): AsyncGenerator<SqlResult, void, undefined> {
  for (;;) {
    const next = await pieces.next().catch((error: unknown) => {
      throw new Refusal([(error as Error).message, hint]);
    });
    if (next.done === true) return;
    yield next.value;
  }
}

/**
 * The whole result of one query over finished runs.
 *
 * @throws Refusal if a folder holds no finished run, or with the database's words if the query is wrong
 */
export async function query(folders: readonly string[], sql: string): Promise<SqlResult> {
  let columns: readonly string[] = [];
  const rows: (readonly SqlCell[])[] = [];
  for await (const piece of queryInPieces(folders, sql)) {
    ({ columns } = piece);
    for (const row of piece.rows) rows.push(row);
  }
  return { columns, rows };
}
