/** The table of columns as Markdown, for `faultline schema --columns` and the README. */

import { tableNames, tables } from "../engine/columns.ts";
import type { Column, TableName } from "../engine/columns.ts";

function line(table: TableName, { name, type, unit, meaning }: Column): string {
  return `| \`${table}\` | \`${name}\` | ${type} | ${unit} | ${meaning.replaceAll("|", "\\|")} |`;
}

/** One line per column of every per-path table. */
export function columnTable(): string {
  const lines = tableNames.flatMap((table) => tables[table].map((column) => line(table, column)));
  const header = ["| table | column | type | unit | meaning |", "| --- | --- | --- | --- | --- |"];
  return `${[...header, ...lines].join("\n")}\n`;
}
