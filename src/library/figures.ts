/**
 * Figures of paths by name, as `--until` writes them: `mean(liquidated_usd)`, `sd(x)`, `var(x, 0.99)`, `quantile(x, 0.5)`,
 * `es(bad_debt_usd, 0.99)`, `probability(x > 1e6)`.
 *
 * Numbers and intervals are those of `summary.csv` and `comparison.csv`. Intervals are of sampling alone: what uncertain
 * parameters do stands in `summarise`.
 */

import { figureOf } from "../commands/figureText.ts";
import { requireInside } from "../estimation/requirements.ts";
import { gatherDraws } from "../estimation/draws.ts";
import { CONFIDENCE } from "../estimation/estimate.ts";
import type { Estimate } from "../estimation/estimate.ts";
import { sortMetric } from "../estimation/figure.ts";
import type { Figure } from "../estimation/figure.ts";
import { groupedEstimate } from "../estimation/groupedFigure.ts";
import { metricOf, pairedDifference } from "../estimation/pairedDifference.ts";
import type { Side } from "../estimation/pairedDifference.ts";
import { inMemory } from "../estimation/workspace.ts";
import { unknownWord } from "../model/suggest.ts";
import { groupingOf } from "../output/pathGrouping.ts";
import type { Paths } from "./paths.ts";

const FORMS = "mean(x), sd(x), quantile(x, 0.5), var(x, 0.99), es(x, 0.99) or probability(x > 1e6)";

/** A figure of a column that the paths have. */
function askedOf(text: string, all: readonly Paths[]): { metric: string; figure: Figure } {
  const asked = figureOf(text.trim().replaceAll(/\s+/g, " "));
  if (asked === null) throw new RangeError(`figure must be like ${FORMS}, got '${text}'`);
  for (const { columns, count } of all) {
    const column = columns[asked.metric];
    if (column === undefined)
      throw new RangeError(unknownWord("column", asked.metric, Object.keys(columns)));
    if (column.length !== count)
      throw new RangeError(`${asked.metric} must have ${count} values, has ${column.length}`);
  }
  return asked;
}

function estimateOf(
  metric: string,
  figure: Figure,
  { columns, sampling }: Paths,
  confidence: number,
): Estimate {
  const [values, weights] = [[columns[metric]], [columns["weight"]]];
  const workspace = inMemory();
  const sorted = sortMetric(gatherDraws(metric, values, weights, workspace), workspace);
  return groupedEstimate(
    figure,
    { values, weights, metric: sorted },
    groupingOf(sampling),
    confidence,
  );
}

/**
 * A figure of a column with its interval of sampling, in the unit of the column (a probability: 1).
 *
 * @param figure e.g. `es(bad_debt_usd, 0.99)`; levels in (0, 1)
 * @param confidence of the interval, in (0, 1)
 * @returns without a value, and with the reason in `note`, where the paths do not resolve it
 * @throws RangeError if the figure is none, its column is missing or of another length, a value is infinite, or confidence is outside (0, 1)
 */
export function estimate(figure: string, paths: Paths, confidence: number = CONFIDENCE): Estimate {
  requireInside("confidence", confidence, 0, 1);
  const asked = askedOf(figure, [paths]);
  return estimateOf(asked.metric, asked.figure, paths, confidence);
}

function requirePaired(first: Paths, second: Paths): void {
  if (first.seed !== second.seed)
    throw new RangeError(`the seeds differ (${first.seed}, ${second.seed})`);
  if (first.count !== second.count)
    throw new RangeError(`the numbers of paths differ (${first.count}, ${second.count})`);
  if (JSON.stringify(first.sampling.method) !== JSON.stringify(second.sampling.method))
    throw new RangeError("the sampling methods differ: the paths met other draws");
  const [one, other] = [first, second].map(({ sampling }) => sampling.pathsPerWorld);
  if (one !== undefined && other !== undefined && one !== other)
    throw new RangeError(`the paths per world differ (${one}, ${other})`);
}

/**
 * The figure of `second` less that of `first`, paired path by path: what both share cancels, and the interval is short.
 *
 * @param figure as for `estimate`
 * @param first paths of one variant
 * @param second paths of another variant of the same model, of the same seed and number
 * @param confidence of the interval, in (0, 1)
 * @throws RangeError as for `estimate`, or if the paths did not meet the same draws
 */
export function difference(
  figure: string,
  first: Paths,
  second: Paths,
  confidence: number = CONFIDENCE,
): Estimate {
  requireInside("confidence", confidence, 0, 1);
  requirePaired(first, second);
  const asked = askedOf(figure, [first, second]);
  // Where only one of the two has worlds, it is they that paths share.
  const sampling = { ...second.sampling, ...first.sampling };
  const side = (paths: Paths): Side =>
    sideOf(asked.metric, asked.figure, { ...paths, sampling }, confidence);
  return pairedDifference(
    asked.figure,
    side(first),
    side(second),
    groupingOf(sampling),
    confidence,
  );
}

function sideOf(metric: string, figure: Figure, paths: Paths, confidence: number): Side {
  const own = estimateOf(metric, figure, paths, confidence);
  const mean = estimateOf(metric, { kind: "mean" }, paths, confidence);
  return {
    metric: metricOf(paths.columns[metric], paths.columns["weight"]),
    own: {
      value: own.value ?? NaN,
      low: own.interval?.low ?? NaN,
      high: own.interval?.high ?? NaN,
      mean: mean.value ?? NaN,
    },
  };
}
