/**
 * Figures of paths that were drawn together: the estimate of all of them, with an interval over pairs or scrambles.
 *
 * The standard error is that of the influence, summed within each group (`grouping.ts`); Student's t with the number of
 * groups less one, and no more than the paths that carry a shortfall or a deviation. A probability takes Wilson's interval with as many
 * draws as would have that reach; a quantile moves the share above it by its reach and inverts (Woodruff 1952). With
 * every path by itself the figures are those of `figure.ts`, to the bit.
 */
import { normalCritical, studentCritical } from "./criticalValue.ts";
import type { Column } from "./draws.ts";
import { CONFIDENCE, resolved, unresolved, withoutInterval } from "./estimate.ts";
import type { Estimate } from "./estimate.ts";
import { shortfallWithin, tellsShortfall, TOO_FEW_IN_TAIL } from "./expectedShortfall.ts";
import { figureEstimate } from "./figure.ts";
import type { Figure, SortedMetric } from "./figure.ts";
import { addPath, createGroupedSum, errorOf } from "./grouping.ts";
import type { Grouping } from "./grouping.ts";
import { influenceOn } from "./influence.ts";
import type { Influence } from "./influence.ts";
import { deviationCarriers, meanEstimate } from "./meanInterval.ts";
import { wilson } from "./probability.ts";
import { massAt, quantileOf, smallestWithTail } from "./quantile.ts";
import { countAtMost } from "./ranked.ts";
import type { SortedSample } from "./sortedSample.ts";

/** A metric with a cell per path, NaN where a path has none, and its draws. */
export interface MetricColumn {
  readonly values: Column;
  /** Cut as the values are. */
  readonly weights: Column;
  readonly metric: SortedMetric;
}

/** The standard error of a mean of influences, and the number of independent sums behind it. */
export function influenceError(
  influence: Influence,
  { values, weights }: Pick<MetricColumn, "values" | "weights">,
  grouping: Grouping,
): { readonly error: number; readonly groups: number } {
  const sum = createGroupedSum(grouping);
  const weightChunks = weights[Symbol.iterator]();
  for (const chunk of values) {
    const { value: weight } = weightChunks.next() as IteratorResult<Float64Array, undefined>;
    for (let i = 0; i < chunk.length; i++)
      addPath(sum, Number.isNaN(chunk[i]) ? 0 : influence(chunk[i], (weight as Float64Array)[i]));
  }
  return errorOf(sum);
}

/**
 * A figure with its interval.
 *
 * @param grouping how the paths were drawn together
 * @param confidence in (0, 1)
 */
export function groupedEstimate(
  figure: Figure,
  column: MetricColumn,
  grouping: Grouping,
  confidence: number = CONFIDENCE,
): Estimate {
  const { draws, cells, sample } = column.metric;
  const alone = figureEstimate(figure, column.metric, confidence);
  if (grouping.kind === "paths" || sample === undefined || alone.value === undefined) return alone;
  const mean = meanEstimate(draws).value as number;
  const influence = influenceOn(figure, sample, { paths: cells, value: alone.value, mean });
  const { error, groups } = influenceError(influence, column, grouping);
  if (error === 0 && figure.kind !== "quantile") return alone; // all groups agree, or nothing was seen
  const carrying = carriers(figure, column.metric);
  if (figure.kind === "es" && !tellsShortfall(carrying))
    return withoutInterval(alone.value, TOO_FEW_IN_TAIL);
  const degrees = Math.min(groups, carrying) - 1;
  if (!(degrees >= 1)) return withoutInterval(alone.value, "needs two independent groups of paths");
  const reach = studentCritical(confidence, degrees) * error;
  return aroundFigure(figure, sample, alone, reach, confidence);
}

/** Effective number of paths that carry a figure. */
function carriers(figure: Figure, { draws, sample }: SortedMetric): number {
  if (figure.kind === "sd") return deviationCarriers(draws);
  if (figure.kind !== "es" || sample === undefined) return Infinity;
  const first = countAtMost(sample, quantileOf(sample, figure.level));
  const tail = sample.weightFrom(first);
  return tail > 0 ? (tail * tail) / sample.squareFrom(first) : 0;
}

function aroundFigure(
  figure: Figure,
  sample: SortedSample,
  alone: Estimate,
  reach: number,
  confidence: number,
): Estimate {
  const value = alone.value as number;
  if (figure.kind === "quantile") {
    const tail = 1 - figure.level;
    if (reach >= Math.min(tail, figure.level))
      return unresolved("beyond what the groups of paths resolve");
    const mass = massAt(sample, figure.level);
    return resolved(
      value,
      smallestWithTail(sample, (tail + reach) * mass),
      smallestWithTail(sample, (tail - reach) * mass),
    );
  }
  if (figure.kind === "sd") {
    const stretch = Math.exp(reach / value); // on the logarithm, as by path
    return resolved(value, value / stretch, value * stretch);
  }
  if (figure.kind === "es") return shortfallWithin(value, quantileOf(sample, figure.level), reach);
  if (figure.kind === "mean") return resolved(value, value - reach, value + reach);
  // As many draws as would have that reach: few groups know their error less well than a normal law's interval supposes.
  const draws = value * (1 - value) * (normalCritical(confidence) / reach) ** 2;
  const { low, high } = wilson(value, draws, confidence);
  return resolved(value, low, high);
}
