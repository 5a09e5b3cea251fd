/** Numbers for people: three significant digits and a thousands suffix. Files never go through here. */

const SUFFIXES = ["", "k", "M", "B", "T"];

/** `1234567` as `1.23M`; an empty value as `-`. */
export function figure(value: number | null): string {
  if (value === null || Number.isNaN(value)) return "-";
  const magnitude = Math.floor(Math.log10(Math.abs(value)) / 3);
  const index = Math.min(
    SUFFIXES.length - 1,
    Math.max(0, Number.isFinite(magnitude) ? magnitude : 0),
  );
  const scaled = value / 1000 ** index;
  if (Math.abs(scaled) >= 1000) return `${scaled.toExponential(2)}${SUFFIXES[index]}`;
  return `${Number(scaled.toPrecision(3))}${SUFFIXES[index]}`;
}

/** Seconds as `4.2 s`, `3 min 12 s` or `2 h 05 min`. */
export function duration(seconds: number): string {
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${String(Math.floor(seconds % 60)).padStart(2, "0")} s`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")} min`;
}

/** Rows of text in columns, the first to the left and the others to the right. */
export function aligned(rows: readonly (readonly string[])[]): string {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const cell = (text: string, column: number): string =>
    column === 0 ? text.padEnd(widths[column]) : text.padStart(widths[column]);
  return rows.map((row) => `  ${row.map(cell).join("  ")}`.trimEnd()).join("\n");
}
