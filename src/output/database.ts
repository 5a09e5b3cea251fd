/**
 * An embedded SQL database in memory (DuckDB). Files stay the truth: nothing is kept, tables are read where they lie.
 *
 * One thread: with more, sums of doubles differ from run to run in their last digits.
 */

import type { DuckDBValue } from "@duckdb/node-api";

/** Rows of a result: whole numbers as numbers while they are exact, else as text. */
export type SqlCell = string | number | boolean | null;

/** A result or a piece of one: the names of its columns, and its rows. */
export interface SqlResult {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly SqlCell[])[];
}

export interface Database {
  /** Runs one statement; its whole result. @throws Error with the database's own words */
  readonly run: (sql: string) => Promise<SqlResult>;
  /**
   * The result of one statement, a piece of its rows at a time, the first of them perhaps empty.
   * @throws Error with the database's own words
   */
  readonly pieces: (sql: string) => AsyncGenerator<SqlResult, void, undefined>;
  /** Columns of numbers, a piece of each at a time; an empty cell is NaN. */
  readonly numbers: (sql: string) => AsyncGenerator<readonly Float64Array[], void, undefined>;
  readonly close: () => void;
}

/** Opens an empty database; the library is loaded only now. */
export async function openDatabase(): Promise<Database> {
  const { DuckDBInstance } = await import("@duckdb/node-api");
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await instance.connect();
  return {
    async run(sql) {
      const reader = await connection.runAndReadAll(sql);
      const rows = reader.getRows().map((row) => row.map(cellOf));
      return { columns: reader.deduplicatedColumnNames(), rows };
    },
    async *pieces(sql) {
      const result = await connection.stream(sql);
      const columns = result.deduplicatedColumnNames();
      yield { columns, rows: [] };
      for (;;) {
        const chunk = await result.fetchChunk();
        if (chunk === null || chunk.rowCount === 0) return;
        yield { columns, rows: chunk.getRows().map((row) => row.map(cellOf)) };
      }
    },
    async *numbers(sql) {
      const result = await connection.stream(sql);
      for (;;) {
        const chunk = await result.fetchChunk();
        if (chunk === null || chunk.rowCount === 0) return;
        yield chunk.getColumns().map((cells) => Float64Array.from(cells, numberOf));
      }
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

function cellOf(value: DuckDBValue): SqlCell {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value === "bigint") {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value.toString();
  }
  return value.toString();
}

const numberOf = (value: DuckDBValue): number => (value === null ? NaN : Number(value));

/** A text as SQL writes it. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A name as SQL writes it. */
export function sqlName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
