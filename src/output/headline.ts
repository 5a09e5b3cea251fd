/** The five figures a run is first asked for, taken from its summary, and its three worst paths. */

import type { Column } from "../estimation/draws.ts";
import type { SummaryRow } from "./summary.ts";

/** What is shown first. */
export const HEADLINE_METRICS = [
  "liquidated_usd",
  "bad_debt_usd",
  "insurance_used_usd",
  "socialised_usd",
  "largest_cascade_usd",
] as const;

/** USD per path; null where the sample does not resolve it (`summary.csv` says why). */
export interface HeadlineFigure {
  readonly metric: string;
  readonly mean: number | null;
  readonly ci_low: number | null;
  readonly ci_high: number | null;
  readonly var_99: number | null;
  readonly es_99: number | null;
}

export interface WorstPath {
  readonly path: number;
  readonly bad_debt_usd: number;
  readonly liquidated_usd: number;
}

const orNull = (value: number | undefined): number | null =>
  value === undefined || Number.isNaN(value) ? null : value;

/** The headline metrics in fixed order. */
export function headlineOf(summary: readonly SummaryRow[]): readonly HeadlineFigure[] {
  return HEADLINE_METRICS.map((metric) => {
    const find = (statistic: string, level: number): SummaryRow | undefined =>
      summary.find(
        (row) =>
          row.metric === metric && row.statistic === statistic && Object.is(row.level, level),
      );
    const mean = find("mean", NaN);
    return {
      metric,
      mean: orNull(mean?.value),
      ci_low: orNull(mean?.ci_low),
      ci_high: orNull(mean?.ci_high),
      var_99: orNull(find("var", 0.99)?.value),
      es_99: orNull(find("es", 0.99)?.value),
    };
  });
}

/** The paths with most bad debt, then most liquidated, then the lowest number. @param count how many at most */
export function worstPaths(
  badDebt: Column,
  liquidated: Column,
  count: number,
): readonly WorstPath[] {
  const worst: WorstPath[] = [];
  const liquidatedChunks = liquidated[Symbol.iterator]();
  let first = 0;
  for (const chunk of badDebt) {
    const sold = liquidatedChunks.next().value as Float64Array;
    for (let i = 0; i < chunk.length; i++) {
      if (worst.length === count && !isWorse(chunk[i], sold[i], worst[count - 1])) continue;
      worst.push({ path: first + i, bad_debt_usd: chunk[i], liquidated_usd: sold[i] });
      worst.sort(byLoss);
      worst.length = Math.min(worst.length, count);
    }
    first += chunk.length;
  }
  return worst;
}

/** Whether a later path is worse. */
function isWorse(badDebt: number, liquidated: number, than: WorstPath): boolean {
  if (badDebt !== than.bad_debt_usd) return badDebt > than.bad_debt_usd;
  return liquidated > than.liquidated_usd;
}

function byLoss(a: WorstPath, b: WorstPath): number {
  return b.bad_debt_usd - a.bad_debt_usd || b.liquidated_usd - a.liquidated_usd || a.path - b.path;
}
