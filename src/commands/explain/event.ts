/** What a story is made of: moments of a path, in words. */

import type { ReplayedCell, ReplayedRow } from "../../engine/replay.ts";

/** In the order in which they are told where they happen at once. */
export const eventKinds = ["fault", "price", "venue", "transfer", "cascade", "loss"] as const;

export interface StoryEvent {
  /** From the start of the path. */
  readonly time_s: number;
  readonly kind: (typeof eventKinds)[number];
  readonly text: string;
}

/** A moment as `1 d 06:31:20`; the first day has no number. */
export function clock(seconds: number): string {
  const whole = Math.round(seconds);
  const pad = (value: number): string => String(value).padStart(2, "0");
  const day = Math.floor(whole / 86_400);
  const time = `${pad(Math.floor(whole / 3600) % 24)}:${pad(Math.floor(whole / 60) % 60)}:${pad(whole % 60)}`;
  return day === 0 ? time : `${day} d ${time}`;
}

/** A cell that holds a number; NaN where it is empty. */
export function numberIn(row: ReplayedRow, name: string): number {
  const cell: ReplayedCell | undefined = row[name];
  return typeof cell === "number" ? cell : NaN;
}

/** A cell that holds a text; '' where it is empty. */
export function textIn(row: ReplayedRow, name: string): string {
  const cell: ReplayedCell | undefined = row[name];
  return typeof cell === "string" ? cell : "";
}

/** `1 account`, `12 accounts`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** Rows by a key, in the order in which keys first appear. */
export function groupedBy(
  rows: readonly ReplayedRow[],
  key: (row: ReplayedRow) => string,
): ReadonlyMap<string, readonly ReplayedRow[]> {
  const groups = new Map<string, ReplayedRow[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group === undefined) groups.set(key(row), [row]);
    else group.push(row);
  }
  return groups;
}

/** Sum of a column over rows; empty cells count nothing. */
export function sumOf(rows: readonly ReplayedRow[], name: string): number {
  return rows.reduce((sum, row) => sum + (numberIn(row, name) || 0), 0);
}
