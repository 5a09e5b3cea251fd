/** The sizes of the scaling model's book. */

/** Accounts, by the name they have in figures. */
export const sizes = { "1e4": 10_000, "1e5": 100_000, "1e6": 1_000_000 } as const;
export type Size = keyof typeof sizes;

/** Those in danger, the same at every size (`models/scaling.yaml`). */
const DANGER = 2000;

/** The override that makes the book this large. */
export function settingFor(size: Size): string {
  return `book.cohorts.safe.accounts=${sizes[size] - DANGER}`;
}
