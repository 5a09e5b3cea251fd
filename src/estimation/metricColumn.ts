/** A metric in memory, made ready for its figures. */
import { gatherDraws } from "./draws.ts";
import { sortMetric } from "./figure.ts";
import type { MetricColumn } from "./groupedFigure.ts";
import { inMemory } from "./workspace.ts";

/**
 * @param values one per path, NaN where the path has none
 * @param weights one per path, finite, >= 0
 */
export function metricColumn(
  name: string,
  values: Float64Array,
  weights: Float64Array,
): MetricColumn {
  const workspace = inMemory();
  const metric = sortMetric(gatherDraws(name, [values], [weights], workspace), workspace);
  return { values: [values], weights: [weights], metric };
}
