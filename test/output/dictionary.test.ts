import { readdirSync, readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { tableNames, tables } from "../../src/engine/columns.ts";
import { marks, playPaths, tour } from "../models/tour.ts";

const REFERENCE = "runs/reference";

/** Rows of a file of the reference run. */
const rowsOf = (file: string): Record<string, string>[] =>
  parse(readFileSync(`${REFERENCE}/${file}`, "utf8"), { columns: true });

test("every cell that is empty in a table of the reference run is in a column that says when", () => {
  const dictionary = rowsOf("columns.csv");
  const meaningOf = (file: string, name: string): string =>
    dictionary.find(({ file: of, column }) => `${of}.csv` === file && column === name)!["meaning"]!;
  const silent = readdirSync(REFERENCE)
    .filter((file) => file.endsWith(".csv"))
    .flatMap((file) => {
      const rows = rowsOf(file);
      const empty = Object.keys(rows[0]).filter((name) => rows.some((row) => row[name] === ""));
      return empty
        .filter((name) => !/empty/.test(meaningOf(file, name)))
        .map((name) => `${file} ${name}`);
    });
  expect(silent).toEqual([]);
});

/** Thirty paths of the tour with every table. */
const played = playPaths(tour(), 30);

test("every word that a label cell of the tour holds is one that its column names, where it names any", () => {
  const named = tableNames.flatMap((table) =>
    tables[table].flatMap(({ name, words, meaning }) =>
      words === undefined ? [] : [{ table, name, words, meaning }],
    ),
  );
  expect(named.map(({ table, name }) => `${table}.${name}`)).toEqual([
    "cascades.trigger",
    "faults.mode",
    "faults.cause",
    "liquidations.cause",
    "transfers.purpose",
    "transfers.outcome",
    "transfers.cause",
  ]);
  for (const { table, name, words, meaning } of named) {
    expect(meaning).toContain(words.join(", "));
    for (const cell of marks(played, table, name))
      if (cell !== "") expect(words).toContain(cell.replace(/^common:.*/, "common:NAME"));
  }
});

test("every cell of the tour that is empty is in a column that says when", () => {
  const silent = tableNames.flatMap((table) => {
    const { rows, columns } = played.tables[table]!;
    return tables[table]
      .filter(({ name, meaning }) => {
        const values = (columns as Readonly<Record<string, Float64Array>>)[name].subarray(0, rows);
        return !/empty/.test(meaning) && values.some((cell) => !(cell >= -Infinity));
      })
      .map(({ name }) => `${table}.${name}`);
  });
  expect(silent).toEqual([]);
});
