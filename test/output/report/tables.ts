/** A run of a few rows, written as SQL, for the sections of a report. */

import { openDatabase } from "../../../src/output/database.ts";
import type { OpenRun } from "../../../src/output/report/runRows.ts";

/** Numbers with a point are doubles. @param tables columns and rows of each table: `a, b` and `(1, 2), (3, 4)` */
export async function runOf(
  tables: Readonly<Record<string, readonly [columns: string, rows: string]>>,
): Promise<OpenRun> {
  const database = await openDatabase();
  for (const [name, [columns, rows]] of Object.entries(tables))
    await database.run(
      `create table ${name} as select * from (values ${rows.replaceAll(/\d+\.\d+/g, "$&::double")}) as given(${columns})`,
    );
  return { database, tables: new Set(Object.keys(tables)) };
}
