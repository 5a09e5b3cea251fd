/**
 * The points of exceedance curves: of each metric over the whole model, and of three columns of each venue.
 *
 * Those of the whole model are `exceedance.csv`; those of a venue are made here in the same way (a path on which it
 * liquidated nobody counts as 0). A probability of 0 has no place on a
 * logarithmic axis.
 */
import { inMemory } from "../../estimation/workspace.ts";
import type { ResolvedModel } from "../../model/resolved.ts";
import { sqlName, sqlText } from "../database.ts";
import { exceedanceRows } from "../exceedance.ts";
import { groupingOf } from "../pathGrouping.ts";
import { groupedBy, numberOf, rowsOf, textOf, thinned } from "./runRows.ts";
import type { OpenRun } from "./runRows.ts";

/** Points per curve at most. */
const POINTS = 200;
export const ALL_VENUES = "all venues";
const VENUE_METRICS = ["liquidated_usd", "bad_debt_usd", "socialised_usd"] as const;

export interface CurvePoint {
  readonly venue: string;
  readonly metric: string;
  readonly threshold: number;
  readonly probability: number;
  readonly low: number;
  readonly high: number;
  /** Mean time between windows that exceed. */
  readonly years: number;
}

const drawable = ({ threshold, probability }: CurvePoint): boolean =>
  threshold > 0 && probability > 0;

async function wholeCurves(run: OpenRun): Promise<CurvePoint[]> {
  const rows = await rowsOf(run, "select * from exceedance");
  return rows.map((row) => ({
    venue: ALL_VENUES,
    metric: textOf(row, "metric"),
    threshold: numberOf(row, "threshold") ?? NaN,
    probability: numberOf(row, "probability") ?? NaN,
    low: numberOf(row, "ci_low") ?? 0,
    high: numberOf(row, "ci_high") ?? 1,
    years: numberOf(row, "return_period_years") ?? NaN,
  }));
}

/** One venue's column, one number per path in path order; the weights beside it. */
async function venueColumns(
  run: OpenRun,
  venue: string,
  metric: string,
): Promise<Float64Array[][]> {
  const pieces: Float64Array[][] = [[], []];
  const sql = `select coalesce(v.${sqlName(metric)}, 0), p.weight from paths p
    left join (select * from venues where venue = ${sqlText(venue)}) v using (path) order by p.path`;
  for await (const piece of run.database.numbers(sql))
    piece.forEach((cells, at) => pieces[at].push(cells));
  return pieces;
}

async function venueCurves(run: OpenRun, model: ResolvedModel): Promise<CurvePoint[]> {
  const points: CurvePoint[] = [];
  for (const { name: venue } of run.tables.has("venues") ? model.venues : []) {
    for (const metric of VENUE_METRICS) {
      const [values, weights] = await venueColumns(run, venue, metric);
      const grouping = groupingOf(model.sampling);
      const rows = exceedanceRows(
        [metric],
        () => values,
        weights,
        model.horizon,
        inMemory(),
        grouping,
      );
      for (const { threshold, probability, ci_low, ci_high, return_period_years } of rows)
        points.push({
          venue,
          metric,
          threshold,
          probability,
          low: ci_low,
          high: ci_high,
          years: return_period_years,
        });
    }
  }
  return points;
}

/** The points of all curves that can be drawn, few enough of each. */
export async function readCurves(run: OpenRun, model: ResolvedModel): Promise<CurvePoint[]> {
  const all = [...(await wholeCurves(run)), ...(await venueCurves(run, model))].filter(drawable);
  const curves = groupedBy(all, ({ venue, metric }) => `${venue}\n${metric}`);
  return [...curves.values()].flatMap((curve) => [...thinned(curve, POINTS)]);
}
