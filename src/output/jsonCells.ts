/** Cells for JSON, which has no NaN: an empty one is null. */

/** A number; null where it is missing or NaN. */
export function orNull(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}

/** A record, null where a cell is empty. */
export function jsonRow(row: object): Record<string, unknown> {
  const cells = Object.entries(row) as [string, unknown][];
  return Object.fromEntries(
    cells.map(([name, cell]) => [name, typeof cell === "number" ? orNull(cell) : cell]),
  );
}
