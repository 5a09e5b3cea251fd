/** The words of `faultline query`. */

import type { Command } from "@commander-js/extra-typings";
import { csvHeader, csvRows } from "../../output/csv.ts";
import type { SqlCell, SqlResult } from "../../output/database.ts";
import { aligned } from "../figures.ts";
import { query, queryInPieces } from "../query.ts";
import { Refusal } from "../refusal.ts";
import { addExamples } from "./examples.ts";
import { json } from "./surroundings.ts";
import type { Surroundings } from "./surroundings.ts";

const cellText = (cell: SqlCell): string => (cell === null ? "" : String(cell));

function csvText(rows: SqlResult["rows"]): string {
  if (rows.length === 0) return "";
  const cells = rows.map((row) =>
    row.map((cell) => (typeof cell === "boolean" ? String(cell) : cell)),
  );
  return Buffer.from(csvRows(cells)).toString();
}

/** Prints rows as they come. */
async function printCsv(
  pieces: AsyncIterable<SqlResult>,
  print: (text: string) => void,
): Promise<void> {
  let begun = false;
  for await (const { columns, rows } of pieces) {
    if (!begun) print(Buffer.from(csvHeader(columns)).toString());
    begun = true;
    print(csvText(rows));
  }
}

function asObjects({ columns, rows }: SqlResult): Record<string, SqlCell>[] {
  return rows.map((row) => Object.fromEntries(columns.map((name, at) => [name, row[at]])));
}

const EXAMPLES = [
  'faultline query runs/reference "select venue, sum(bad_debt_usd) from venues group by venue"',
  'faultline query runs/a runs/b "select run, avg(liquidated_usd) from paths group by run"',
  "faultline query runs/reference \"select * from columns where file = 'paths'\"",
] as const;

/** Adds the verb. */
export function addQuery(program: Command, { print }: Surroundings): void {
  const command = program
    .command("query")
    .description("SQL over the tables of one run or of several")
    .usage("<run> [run...] <sql>")
    .argument("<words...>", "run folders, then the query; each table is a view of its name")
    .option("--csv", "print the result as CSV")
    .option("--json", "print the result as one JSON value: a list of rows")
    .action(async (words, { csv, json: asJson }) => {
      const runs = words.slice(0, -1);
      if (runs.length === 0) throw new Refusal(["query: give a run folder and then the query"]);
      const sql = words[words.length - 1];
      if (csv === true && asJson !== true) return printCsv(queryInPieces(runs, sql), print);
      const result = await query(runs, sql);
      if (asJson === true) print(json(asObjects(result)));
      else if (result.columns.length > 0)
        print(`${aligned([result.columns, ...result.rows.map((row) => row.map(cellText))])}\n`);
    });
  addExamples(command, EXAMPLES);
}
