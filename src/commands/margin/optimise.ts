/**
 * Several keys apart: the setting of least cost among those that hold the limit.
 *
 * Cost is the mean of a metric, whom the setting itself shuts out at t = 0 included: they are what it costs. That a limit is broken with probability p at most is a step in the parameters, which an
 * optimiser cannot follow; it is asked instead that the expected shortfall at level 1 - p stay under the limit's threshold,
 * which implies it and moves smoothly (Rockafellar and Uryasev 2000; Nemirovski and Shapiro 2006). All settings meet the
 * same paths, so that what is optimised is one function without noise; what it finds is the best of these paths. Each
 * setting is then judged as `margin` judges a margin.
 */

import { findMinimum } from "../../estimation/constrainedMinimum.ts";
import { expectedShortfall } from "../../estimation/expectedShortfall.ts";
import { groupedEstimate } from "../../estimation/groupedFigure.ts";
import type { Limit } from "../../estimation/limitTest.ts";
import { metricColumn } from "../../estimation/metricColumn.ts";
import { groupingOf } from "../../output/pathGrouping.ts";
import { choiceAt } from "../vary.ts";
import { settingsOf } from "./line.ts";
import type { MarginLine } from "./line.ts";
import { judgeWhole, limitedLoss, loadOrNull, simulateWhole } from "../variantRuns.ts";
import type { VariantSearch } from "../variantSearch.ts";

/** Cost and shortfall of a setting that is no model: worse than any. */
const IMPOSSIBLE = { objective: 10, constraint: 10 };

/** A setting that was looked at. NaN where the model takes no such setting. */
export interface LookedAt {
  readonly evaluation: number;
  /** Of the keys, in canonical units. */
  readonly values: readonly number[];
  readonly cost: number;
  readonly cost_low: number;
  readonly cost_high: number;
  readonly shortfall_usd: number;
  readonly probability: number;
  readonly confirmed: boolean;
}

/** All settings in the order they were looked at, and the best; null: none of them is allowed. */
export interface Optimum {
  readonly looked: readonly LookedAt[];
  readonly best: LookedAt | null;
}

function valuesOf({ keys }: MarginLine, point: readonly number[]): number[] {
  return keys.map(({ key }, at) => Number(choiceAt(key, point[at]).value));
}

/** The least mean of `metric` whose shortfall stays under the limit, from the upper ends of all keys on. */
export async function optimise(
  search: VariantSearch,
  line: MarginLine,
  limit: Limit,
  metric: string,
  evaluations: number,
): Promise<Optimum> {
  const looked: LookedAt[] = [];
  let scale = NaN;
  await findMinimum(
    line.keys.map(() => 1),
    async (point) => {
      const one = await lookAt(search, line, limit, metric, valuesOf(line, point), looked.length);
      looked.push(one);
      if (Number.isNaN(one.cost)) return IMPOSSIBLE;
      if (!(scale > 0)) scale = Math.abs(one.cost) || 1;
      const room = Math.abs(limit.threshold) || 1;
      return {
        objective: one.cost / scale,
        constraint: (one.shortfall_usd - limit.threshold) / room,
      };
    },
    evaluations,
  );
  const allowed = looked.filter(({ shortfall_usd: usd }) => usd <= limit.threshold);
  const best = allowed.reduce<LookedAt | null>(
    (least, one) => (least === null || one.cost < least.cost ? one : least),
    null,
  );
  return { looked, best };
}

async function lookAt(
  search: VariantSearch,
  line: MarginLine,
  limit: Limit,
  metric: string,
  values: readonly number[],
  evaluation: number,
): Promise<LookedAt> {
  const variant = loadOrNull(search, settingsOf(line, values));
  if (variant === null)
    return {
      evaluation,
      values,
      cost: NaN,
      cost_low: NaN,
      cost_high: NaN,
      shortfall_usd: NaN,
      probability: NaN,
      confirmed: false,
    };
  const columns = await simulateWhole(search, variant, [limit.metric, metric]);
  const grouping = groupingOf(variant.model.sampling);
  const column = metricColumn(metric, columns[metric], columns["weight"]);
  const { value, interval } = groupedEstimate({ kind: "mean" }, column, grouping);
  const { probability, confirmed } = judgeWhole(search, variant, limit, columns);
  const loss = limitedLoss(limit, columns);
  return {
    evaluation,
    values,
    cost: value ?? NaN,
    cost_low: interval?.low ?? NaN,
    cost_high: interval?.high ?? NaN,
    shortfall_usd: expectedShortfall(loss, columns["weight"], 1 - limit.probability),
    probability,
    confirmed,
  };
}
