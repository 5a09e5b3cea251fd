/**
 * Where more margin makes the loss worse: between neighbours of the grid, on the same paths.
 *
 * More margin closes sooner; where sales move the price that can cost more than it saves. A rise is told where the paired
 * interval of the difference, in the mean loss or in how often the limit is broken, lies above 0.
 */

import type { Figure } from "../../estimation/figure.ts";
import type { Grouping } from "../../estimation/grouping.ts";
import { groupedEstimate } from "../../estimation/groupedFigure.ts";
import type { Limit } from "../../estimation/limitTest.ts";
import { metricColumn } from "../../estimation/metricColumn.ts";
import { metricOf, pairedDifference } from "../../estimation/pairedDifference.ts";
import type { Side } from "../../estimation/pairedDifference.ts";
import { figure as shown } from "../figures.ts";

/** The limit's loss of a variant, by path. */
export interface LossByPath {
  /** What the keys are set to, for people. */
  readonly name: string;
  readonly loss: Float64Array;
  readonly weights: Float64Array;
}

/** Warnings about two variants, the second with more margin. */
export function risesBetween(
  less: LossByPath,
  more: LossByPath,
  limit: Limit,
  grouping: Grouping,
): string[] {
  const { metric, threshold } = limit;
  const rise = (figure: Figure, what: string): string[] => {
    const [before, after] = [less, more].map((one) => sideOf(one, figure, metric, grouping));
    const { value, interval } = pairedDifference(figure, before, after, grouping);
    if (value === undefined || interval === undefined || !(interval.low > 0)) return [];
    const by = `${shown(value)} (${shown(interval.low)} to ${shown(interval.high)})`;
    return [`not monotone: from ${less.name} to ${more.name} ${what} rises by ${by}`];
  };
  return [
    ...rise({ kind: "mean" }, `the mean of ${metric}`),
    ...rise({ kind: "probability", threshold }, "the probability of breaking the limit"),
  ];
}

function sideOf(
  { loss, weights }: LossByPath,
  figure: Figure,
  metric: string,
  grouping: Grouping,
): Side {
  const column = metricColumn(metric, loss, weights);
  const valueOf = (of: Figure): number => groupedEstimate(of, column, grouping).value ?? NaN;
  const mean = valueOf({ kind: "mean" });
  return {
    metric: metricOf(loss, weights),
    own: { value: figure.kind === "mean" ? mean : valueOf(figure), low: NaN, high: NaN, mean },
  };
}
