/**
 * The rows of `attribution.csv`: what each group adds to a figure, what remains with all of them perfect, and the total.
 *
 * `shapley` of the groups and of the rest sums to the total; `ci_low` and `ci_high` are its interval.
 */
import type { Attribution, Owed } from "../estimation/attribution.ts";
import type { Estimate } from "../estimation/estimate.ts";

export const ATTRIBUTION_COLUMNS = [
  "group",
  "alone",
  "left_out",
  "shapley",
  "ci_low",
  "ci_high",
  "share",
  "alone_ci_low",
  "alone_ci_high",
  "left_out_ci_low",
  "left_out_ci_high",
  "note",
] as const;

/** One row; NaN is an empty cell, and the note says why. */
export type AttributionRow = Readonly<
  Record<Exclude<(typeof ATTRIBUTION_COLUMNS)[number], "group" | "note">, number>
> & { readonly group: string; readonly note: string };

/** What names a row that is no group. */
export interface RowNames {
  readonly rest: string;
  readonly total: string;
}

const EXACTLY_0: Estimate = {
  value: 0,
  interval: { low: 0, high: 0 },
  note: "touches no path",
};
const NO_ESTIMATE: Estimate = { value: undefined, interval: undefined, note: "" };

/**
 * The rows in the order of the groups, then the rest and the total.
 *
 * @param groups names
 * @param players group of each player of the game; the others owe exactly 0
 */
export function attributionRows(
  groups: readonly string[],
  players: readonly number[],
  { players: owed, rest, total }: Attribution,
  names: RowNames,
): AttributionRow[] {
  const nothing: Owed = { alone: EXACTLY_0, leftOut: EXACTLY_0, shapley: EXACTLY_0 };
  const neither = { alone: NO_ESTIMATE, leftOut: NO_ESTIMATE };
  const all = total.value ?? NaN;
  return [
    ...groups.map((name, group) => rowOf(name, owed[players.indexOf(group)] ?? nothing, all)),
    rowOf(names.rest, { ...neither, shapley: rest }, all),
    rowOf(names.total, { ...neither, shapley: total }, all),
  ];
}

function rowOf(group: string, { alone, leftOut, shapley }: Owed, total: number): AttributionRow {
  const value = shapley.value ?? NaN;
  return {
    group,
    alone: alone.value ?? NaN,
    left_out: leftOut.value ?? NaN,
    shapley: value,
    ci_low: shapley.interval?.low ?? NaN,
    ci_high: shapley.interval?.high ?? NaN,
    share: total === 0 ? NaN : value / total,
    alone_ci_low: alone.interval?.low ?? NaN,
    alone_ci_high: alone.interval?.high ?? NaN,
    left_out_ci_low: leftOut.interval?.low ?? NaN,
    left_out_ci_high: leftOut.interval?.high ?? NaN,
    note: shapley.note,
  };
}

export const CAUSE_COLUMNS = [
  "cause",
  "liquidated_usd",
  "liquidated_ci_low",
  "liquidated_ci_high",
  "liquidated_share",
  "bad_debt_usd",
  "bad_debt_ci_low",
  "bad_debt_ci_high",
  "bad_debt_share",
] as const;

/** One cause of liquidation: USD per path that carries the figure, and its share of all causes; NaN is an empty cell. */
export type CauseRow = Readonly<
  Record<Exclude<(typeof CAUSE_COLUMNS)[number], "cause">, number>
> & { readonly cause: string };
