/** How the tables of a run are kept, and what their files are called. */

export type TableFormat = "csv" | "csv.gz" | "parquet";

/** Every form, the plain one first. */
export const tableFormats: readonly TableFormat[] = ["csv", "csv.gz", "parquet"];

/** `paths` as `paths.csv`, `paths.csv.gz` or `paths.parquet`. */
export function tableFileName(table: string, format: TableFormat): string {
  return `${table}.${format}`;
}

/** The table that a file holds, and how; null if its name says neither. */
export function tableOfFile(
  name: string,
): { readonly table: string; readonly format: TableFormat } | null {
  const format = tableFormats.find((ending) => name.endsWith(`.${ending}`));
  return format === undefined ? null : { table: name.slice(0, -format.length - 1), format };
}
