/**
 * A figure with the influence of each path on it.
 *
 * Figures of variants that met the same draws are added and subtracted together with their influences, path by path, so
 * that what they share cancels in the error of the result, too. A quantile's influence is that of the share above it,
 * scaled so that by itself it gives the quantile's own interval (Woodruff 1952; as `pairedDifference.ts` does).
 */
import { normalCritical } from "./criticalValue.ts";
import { gatherDraws } from "./draws.ts";
import { CONFIDENCE } from "./estimate.ts";
import type { Estimate } from "./estimate.ts";
import { sortMetric } from "./figure.ts";
import type { Figure } from "./figure.ts";
import { groupedEstimate, influenceError } from "./groupedFigure.ts";
import type { Grouping } from "./grouping.ts";
import { influenceOn } from "./influence.ts";
import { meanEstimate } from "./meanInterval.ts";
import { inMemory } from "./workspace.ts";

/** One metric of all paths. */
export interface MetricPaths {
  /** NaN where a path has none. */
  readonly values: Float64Array;
  readonly weights: Float64Array;
}

export interface Worth {
  readonly estimate: Estimate;
  /** One per path, in the figure's unit times the number of paths; null where the error is not known. */
  readonly influence: Float64Array | null;
}

/**
 * A figure of a metric, and the influence of its paths.
 *
 * @param grouping how the paths were drawn together
 * @throws RangeError if a value is infinite, or a weight negative or not finite
 */
export function worthOf(
  figure: Figure,
  { values, weights }: MetricPaths,
  grouping: Grouping,
): Worth {
  const workspace = inMemory();
  const metric = sortMetric(gatherDraws("metric", [values], [weights], workspace), workspace);
  const column = { values: [values], weights: [weights], metric };
  const estimate = groupedEstimate(figure, column, grouping);
  const { sample, draws, cells: paths } = metric;
  if (estimate.value === undefined || sample === undefined) return { estimate, influence: null };
  const mean = meanEstimate(draws).value as number;
  const of = influenceOn(figure, sample, { paths, value: estimate.value, mean });
  const influence = values.map((value, path) =>
    Number.isNaN(value) ? 0 : of(value, weights[path]),
  );
  if (figure.kind !== "quantile") return { estimate, influence };
  const scale = quantileScale(estimate, influenceError(of, column, grouping).error);
  return { estimate, influence: scale === null ? null : influence.map((one) => one * scale) };
}

/** What turns an error of the share above a quantile into one of the quantile. */
function quantileScale(
  { interval }: Estimate,
  ofShare: ReturnType<typeof influenceError>["error"],
): number | null {
  if (interval === undefined) return null;
  const own = (interval.high - interval.low) / 2 / normalCritical(CONFIDENCE);
  if (own === 0) return 0;
  return ofShare > 0 ? own / ofShare : null;
}
