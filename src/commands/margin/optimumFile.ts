/** `optimum.csv`: one row per setting that was looked at, in order, with its keys, its cost and what it leaves. */

import { csvFile } from "../../output/csvFile.ts";
import type { Cell } from "../../output/csv.ts";
import type { MarginLine } from "./line.ts";
import type { LookedAt, Optimum } from "./optimise.ts";

const FIGURES = [
  "cost",
  "cost_low",
  "cost_high",
  "shortfall_usd",
  "probability",
  "confirmed",
  "best",
] as const;

/** The columns of a line's file. */
export function optimumColumns({ keys }: MarginLine): string[] {
  return ["evaluation", ...keys.map(({ key: { key } }) => key), ...FIGURES];
}

/** A setting as a record of cells. */
export function optimumRow(
  keys: readonly string[],
  looked: LookedAt,
  best: LookedAt | null,
): Record<string, Cell> {
  const { evaluation, values, confirmed, ...figures } = looked;
  return {
    evaluation,
    ...Object.fromEntries(keys.map((key, at) => [key, values[at]])),
    ...figures,
    confirmed: confirmed ? 1 : 0,
    best: looked === best ? 1 : 0,
  };
}

/** The whole file. */
export function optimumFile(line: MarginLine, { looked, best }: Optimum): Uint8Array {
  const keys = line.keys.map(({ key: { key } }) => key);
  return csvFile(
    optimumColumns(line),
    looked.map((one) => optimumRow(keys, one, best)),
  );
}
