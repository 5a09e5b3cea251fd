/** The five figures a run is first asked for, taken from its summary, and its three worst paths. */

import type { SummaryRow } from "./summary.ts";

const HEADLINE_METRICS = [
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
  badDebt: Float64Array,
  liquidated: Float64Array,
  count: number,
): readonly WorstPath[] {
  const worse = (a: number, b: number): number =>
    badDebt[b] - badDebt[a] || liquidated[b] - liquidated[a] || a - b;
  const worst: number[] = [];
  for (let path = 0; path < badDebt.length; path++) {
    if (worst.length === count && worse(path, worst[count - 1]) > 0) continue;
    worst.push(path);
    worst.sort(worse);
    worst.length = Math.min(worst.length, count);
  }
  return worst.map((path) => ({
    path,
    bad_debt_usd: badDebt[path],
    liquidated_usd: liquidated[path],
  }));
}
