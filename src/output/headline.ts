/** The figures a run is first asked for and who pays its bad debt, taken from its summary, and its three worst paths. */

import { orNull } from "./jsonCells.ts";
import type { Column } from "../estimation/draws.ts";
import type { SummaryRow } from "./summary.ts";

/** Who pays bad debt, in the order of the usual waterfall; what they leave is the makers', the pools' or the lenders'. */
const PAYERS = ["insurance_used_usd", "vault_loss_usd", "adl_usd", "socialised_usd"] as const;

/** What is shown first. */
export const HEADLINE_METRICS: readonly string[] = [
  "liquidated_usd",
  "bad_debt_usd",
  ...PAYERS,
  "largest_cascade_usd",
];

/** A metric and its mean, or other value. */
interface Amount {
  readonly metric: string;
  readonly mean: number | null;
}

/** Whether a row is of a payer who pays nothing, and need not be shown. */
export function paysNothing({ metric, mean }: Amount): boolean {
  return (PAYERS as readonly string[]).includes(metric) && mean === 0;
}

/** Share of a mean under which what payers leave of it is rounding. */
const ROUNDING = 1e-9;

/** Mean bad debt that no payer of the waterfall has paid, USD per path. */
export function leftUnpaid(rows: readonly Amount[]): number {
  const meanOf = (metric: string): number => rows.find((row) => row.metric === metric)?.mean ?? 0;
  const owed = meanOf("bad_debt_usd");
  const left = PAYERS.reduce((rest, payer) => rest - meanOf(payer), owed);
  return left > ROUNDING * owed ? left : 0;
}

/** USD per path; null where the sample does not resolve it (`summary.csv` says why). */
export interface HeadlineFigure {
  readonly metric: string;
  readonly mean: number | null;
  readonly ci_low: number | null;
  readonly ci_high: number | null;
  /** Where the mean would lie in 95 % of worlds; null where no parameter is uncertain, or it cannot be told. */
  readonly parameter_low: number | null;
  readonly parameter_high: number | null;
  readonly var_99: number | null;
  readonly es_99: number | null;
}

/** A figure whose worlds lie apart, with both of its intervals. */
export interface FigureApart {
  readonly metric: string;
  readonly statistic: string;
  /** Null where the statistic has none. */
  readonly level: number | null;
  readonly value: number;
  readonly ci_low: number;
  readonly ci_high: number;
  readonly parameter_low: number;
  readonly parameter_high: number;
}

/** A path with more bad debt than others, USD. */
export interface WorstPath {
  readonly path: number;
  readonly bad_debt_usd: number;
  readonly liquidated_usd: number;
}

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
      parameter_low: orNull(mean?.parameter_low),
      parameter_high: orNull(mean?.parameter_high),
      var_99: orNull(find("var", 0.99)?.value),
      es_99: orNull(find("es", 0.99)?.value),
    };
  });
}

/** Figures of whole paths and of tails; a quantile has its shortfall beside it. */
const TOLD: readonly string[] = ["mean", "es", "probability"];

const wideness = (row: SummaryRow): number =>
  (row.parameter_high - row.parameter_low) / (row.ci_high - row.ci_low);

/** Where what is not known outweighs sampling most: one figure of a metric. @param count how many at most */
export function figuresApart(summary: readonly SummaryRow[], count: number): FigureApart[] {
  const apart = summary
    .filter((row) => TOLD.includes(row.statistic) && wideness(row) > 0)
    .toSorted((one, other) => wideness(other) - wideness(one));
  const first = apart.filter(
    ({ metric }, at) => apart.findIndex((row) => row.metric === metric) === at,
  );
  return first
    .slice(0, count)
    .map(({ note: _note, level, ...row }) => ({ ...row, level: orNull(level) }));
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
