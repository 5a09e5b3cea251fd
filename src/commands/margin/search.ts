/**
 * The least margin that holds a limit: a grid on all paths, then bisection inside it on as many paths as each point needs.
 *
 * Every variant meets the same paths. Three places are looked for: the least margin whose one-sided bound confirms the
 * limit, the greatest whose interval lies above the target and the least whose interval lies below it. Where breaking the
 * limit gets rarer with margin, the last two enclose the least margin that truly holds it with the stated confidence: were
 * it outside, the test at it would have to be wrong.
 */

import { findCrossing } from "../../estimation/crossing.ts";
import type { Limit } from "../../estimation/limitTest.ts";
import { groupingOf } from "../../output/pathGrouping.ts";
import { maxLeverage, settingsAt, valuesAt } from "./line.ts";
import type { MarginLine } from "./line.ts";
import { FRONTIER_METRICS, frontierFigures } from "./frontier.ts";
import type { FrontierRow } from "./frontier.ts";
import { risesBetween } from "./monotone.ts";
import type { LossByPath } from "./monotone.ts";
import { judgeInStages, judgeWhole, limitedLoss, simulateWhole } from "../variantRuns.ts";
import type { Judged } from "../variantRuns.ts";
import type { VariantSearch } from "../variantSearch.ts";
import { HINDSIGHT_COLUMNS } from "../../engine/tables.ts";

/** Halvings of a gap of the grid. */
const HALVINGS = 6;

/** Places on the line, in [0, 1]; undefined: there is none on it. */
export interface Found {
  /** The least margin that is confirmed to hold the limit, from which on all of the grid is; 0: all of the grid. */
  readonly confirmed: number | undefined;
  /** Ends of the interval of the least margin that truly holds it. */
  readonly low: number | undefined;
  readonly high: number | undefined;
  /** What is known at the top of the line. */
  readonly top: Judged;
  readonly frontier: readonly FrontierRow[];
  readonly warnings: readonly string[];
}

/** Values of the keys at a place, for people. */
export function nameOf(line: MarginLine, at: number): string {
  return valuesAt(line, at)
    .map((value) => String(Number(value.toPrecision(4))))
    .join(", ");
}

/** Looks at the grid, then for the three places. @param size points of the grid */
export async function searchMargin(
  search: VariantSearch,
  line: MarginLine,
  limit: Limit,
  size: number,
): Promise<Found> {
  const places = Array.from({ length: size }, (_, point) => point / (size - 1));
  const judged = new Map<number, Judged>();
  const frontier: FrontierRow[] = [];
  const warnings: string[] = [];
  let before: LossByPath | null = null;
  for (const at of places) {
    const looked = await lookAt(search, line, limit, at);
    judged.set(at, looked.judged);
    frontier.push(...looked.rows);
    if (before !== null) warnings.push(...risesBetween(before, looked, limit, looked.grouping));
    before = looked;
  }
  const verdictAt = async (at: number): Promise<Judged> => {
    const known = judged.get(at) ?? (await judgeInStages(search, load(search, line, at), limit));
    judged.set(at, known);
    return known;
  };
  const cross = (holds: (verdict: Judged) => boolean) =>
    findCrossing(places, async (at) => holds(await verdictAt(at)), HALVINGS);
  const { holds: confirmed, fails } = await cross((verdict) => verdict.confirmed);
  const { fails: low } = await cross((verdict) => !verdict.over);
  const { holds: high } = await cross((verdict) => verdict.under);
  for (const at of places)
    if (fails !== undefined && at < fails && judged.get(at)!.confirmed)
      warnings.push(
        `not monotone: the limit holds at ${nameOf(line, at)} too, under margins that break it`,
      );
  return {
    confirmed,
    low,
    high,
    top: judged.get(1)!,
    frontier,
    warnings,
  };
}

function load(search: VariantSearch, line: MarginLine, at: number) {
  return search.load(settingsAt(line, at));
}

/** One point of the grid on all paths, with what came after each of its liquidations. */
async function lookAt(search: VariantSearch, line: MarginLine, limit: Limit, at: number) {
  const variant = { ...load(search, line, at), hindsight: true };
  const metrics = [...new Set([limit.metric, ...FRONTIER_METRICS])];
  const columns = await simulateWhole(search, variant, metrics, HINDSIGHT_COLUMNS);
  const judged = judgeWhole(search, variant, limit, columns);
  const grouping = groupingOf(variant.model.sampling);
  const leverage = maxLeverage(line, variant.model);
  const figures = frontierFigures(columns, judged, grouping);
  const values = valuesAt(line, at);
  const rows = line.keys.flatMap(({ key: { key } }, index) =>
    figures.map((figure) => ({ key, value: values[index], max_leverage: leverage, ...figure })),
  );
  return {
    judged,
    rows,
    grouping,
    name: nameOf(line, at),
    loss: limitedLoss(limit, columns),
    weights: columns["weight"],
  };
}
