/** Rows of a run's tables as plain records, asked for in SQL: what every section of a report is made from. */

import type { Database, SqlCell } from "../database.ts";

export type RunRow = Readonly<Record<string, SqlCell>>;

/** A run that is open for reading: its database with a view of each table, and the names of the views. */
export interface OpenRun {
  readonly database: Database;
  readonly tables: ReadonlySet<string>;
}

/** The rows of a query, by name of column. */
export async function rowsOf({ database }: OpenRun, sql: string): Promise<readonly RunRow[]> {
  const { columns, rows } = await database.run(sql);
  return rows.map((cells) => Object.fromEntries(columns.map((name, at) => [name, cells[at]])));
}

/** A cell as a number; null where it is empty. */
export function numberOf(row: RunRow, name: string): number | null {
  const cell = row[name];
  return typeof cell === "number" ? cell : null;
}

/** A cell as a text; '' where it is empty. */
export function textOf(row: RunRow, name: string): string {
  const cell = row[name] ?? null;
  return cell === null ? "" : String(cell);
}

/** Of `count` things in order at most `most`, evenly, the first and the last among them. */
export function thinned<Item>(items: readonly Item[], most: number): readonly Item[] {
  if (items.length <= most) return items;
  const step = (items.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, at) => items[Math.round(at * step)]);
}

/** Items by a key, in the order in which keys first appear. */
export function groupedBy<Item, Key>(
  items: readonly Item[],
  key: (item: Item) => Key,
): ReadonlyMap<Key, readonly Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
}
