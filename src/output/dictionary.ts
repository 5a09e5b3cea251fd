/** `columns.csv`: the dictionary that lies beside every run, one row for each column of each of its files. */
import { columnsOfTable } from "../engine/columns.ts";
import type { Column, TableName } from "../engine/columns.ts";
import type { ResolvedModel } from "../model/resolved.ts";
import { csvFile } from "./csvFile.ts";
import { columnsOfResult, resultNames } from "./resultColumns.ts";
import type { ResultName } from "./resultColumns.ts";

/** The dictionary. @param tables that the run writes @param results files that it has, without their endings */
export function dictionaryFile(
  model: ResolvedModel,
  tables: readonly TableName[],
  results: readonly ResultName[],
): Uint8Array {
  const rows = (file: string, columns: readonly Column[]): Record<string, string>[] =>
    columns.map(({ name, type, unit, meaning }) => ({ file, column: name, type, unit, meaning }));
  const names = columnsOfResult("columns").map(({ name }) => name);
  return csvFile(names, [
    ...tables.flatMap((table) => rows(table, columnsOfTable(model, table))),
    ...resultNames
      .filter((name) => results.includes(name))
      .flatMap((name) => rows(name, columnsOfResult(name))),
  ]);
}
