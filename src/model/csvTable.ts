/**
 * A CSV file as rows of text with the place of every cell (RFC 4180: a header, commas, quotes).
 *
 * Places are looked up in the text when they are asked for, so that a book of a million rows carries none.
 */

import { CsvError, parse } from "csv-parse/sync";
import type { Place } from "./place.ts";

export interface CsvTable {
  readonly fileName: string;
  readonly columns: readonly string[];
  /** Cells by row; as many as there are columns, unless the row is too short or too long. */
  readonly rows: readonly (readonly string[])[];
  /** Where a cell stands; row -1 is the header. Column 0 where the row has none of that number. */
  place(row: number, column: number): Place;
}

interface Parsed {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/**
 * Reads a CSV text.
 *
 * @param source orders its places among those of other files
 * @throws Error with the place and the reason where it is no CSV, or is empty
 */
export function readCsv(text: string, fileName: string, source: number): CsvTable {
  const parsed = records(text, fileName);
  if (parsed.length === 0) throw new Error(`${fileName}:1:1: the file is empty`);
  const ends = Int32Array.from(parsed, ({ info }) => info.lines);
  let lines: readonly string[] | null = null;
  return {
    fileName,
    columns: parsed[0].record,
    rows: parsed.slice(1).map(({ record }) => record),
    place(row, column) {
      lines ??= text.split(/\r\n|\n|\r/);
      const line = row < 0 ? 1 : ends[row] + 1;
      const at = cellStart(lines[line - 1] ?? "", column);
      return { text: `${fileName}:${line}:${at}`, order: [source, line, at] };
    },
  };
}

function records(text: string, fileName: string): Parsed[] {
  try {
    return parse(text, {
      bom: true,
      info: true,
      trim: true,
      relax_column_count: true,
    }) as unknown as Parsed[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = (error as unknown as { lines?: number }).lines ?? 1;
    throw new Error(`${fileName}:${line}:1: ${error.message}`, { cause: error });
  }
}

/** First character of a cell in its line, from 1. */
function cellStart(line: string, column: number): number {
  let quoted = false;
  let left = column;
  for (let at = 0; at < line.length && left > 0; at++) {
    if (line[at] === '"') quoted = !quoted;
    else if (line[at] === "," && !quoted && --left === 0) return at + 2;
  }
  return 1;
}
