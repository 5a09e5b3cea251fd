/** SQL types of the columns of a run's tables, from the dictionaries of columns. */

import { tableNames, tables } from "../engine/columns.ts";
import type { Column, TableName } from "../engine/columns.ts";
import { columnsOfResult, resultNames } from "./resultColumns.ts";
import type { ResultName } from "./resultColumns.ts";
import { sqlName, sqlText } from "./database.ts";

const TYPES: Readonly<Record<Column["type"], string>> = {
  integer: "BIGINT",
  number: "DOUBLE",
  label: "VARCHAR",
};

/** The fixed columns of a table of a run. */
export function fixedColumns(table: string): readonly Column[] {
  if ((tableNames as readonly string[]).includes(table)) return tables[table as TableName];
  if ((resultNames as readonly string[]).includes(table))
    return columnsOfResult(table as ResultName);
  return [];
}

/** Type of each column of a header; what a model adds to its paths table (prices, metrics) is a number. */
function typesOf(table: string, header: readonly string[]): readonly string[] {
  const known = new Map(fixedColumns(table).map(({ name, type }) => [name, TYPES[type]]));
  return header.map((name) => known.get(name) ?? "DOUBLE");
}

/**
 * SQL that reads a CSV file of a run, compressed or not, with the types of its columns.
 *
 * @param header names of its columns, in order
 */
export function readCsvSql(file: string, table: string, header: readonly string[]): string {
  const types = typesOf(table, header);
  const columns = header.map((name, place) => `${sqlName(name)}: ${sqlText(types[place])}`);
  const options = [
    "header = true",
    "auto_detect = false",
    "delim = ','",
    `quote = '"'`,
    `escape = '"'`,
    "nullstr = ''",
    "allow_quoted_nulls = true",
    "max_line_size = 16777216",
    `columns = {${columns.join(", ")}}`,
  ];
  return `read_csv(${sqlText(file)}, ${options.join(", ")})`;
}
