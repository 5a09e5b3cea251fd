/**
 * Figures under a condition: what a loss is like when something has failed.
 *
 * CoVaR is the quantile of a loss on the paths on which an event happened, delta-CoVaR its distance to the quantile on the
 * paths on which it did not (Adrian and Brunnermeier 2016, with a failed component in place of an institution in
 * distress). Weights are relative inside a condition. Both sides are disjoint sets of paths, so the interval of a distance
 * is put together from theirs (Zou and Donner 2008); where paths are drawn together, with the correlation of both sides
 * over the groups (Zou 2007). Neither says that the failure is the cause: what makes both likelier is in it, too.
 */
import { gatherDraws } from "./draws.ts";
import type { Column } from "./draws.ts";
import { CONFIDENCE, resolved, unresolved, withoutInterval } from "./estimate.ts";
import type { Estimate } from "./estimate.ts";
import { sortMetric } from "./figure.ts";
import type { Figure, SortedMetric } from "./figure.ts";
import { groupedEstimate } from "./groupedFigure.ts";
import { addPath, BY_PATH, createGroupedSum, errorOf } from "./grouping.ts";
import type { Grouping } from "./grouping.ts";
import { influenceOn } from "./influence.ts";
import type { Influence } from "./influence.ts";
import { inStep } from "./inStep.ts";
import { meanEstimate } from "./meanInterval.ts";
import { requireFinite, requireInside } from "./requirements.ts";
import type { Numbers } from "./requirements.ts";
import { inMemory } from "./workspace.ts";
import type { Workspace } from "./workspace.ts";

/** A loss by path with the paths' weights, and whether the event happened on each (not 0). */
export interface ConditionedLoss {
  readonly values: Numbers;
  readonly weights: Numbers | undefined;
  readonly happened: Numbers;
}

/** The same as columns, cut alike; every path has a value. */
export interface ConditionedColumn {
  readonly values: Column;
  readonly weights: Column;
  readonly happened: Column;
}

/** A figure given the event, and how far it is from the same figure given that it did not happen. */
export interface ConditionalFigure {
  readonly given: Estimate;
  readonly shift: Estimate;
}

/** A figure on one side of the condition, and the influence of a path on it. */
interface Sided {
  readonly estimate: Estimate;
  readonly influence: Influence | undefined;
}

/**
 * Figures of a loss under a condition.
 *
 * @param grouping how the paths were drawn together
 * @param confidence in (0, 1)
 */
export function conditionalFigures(
  figures: readonly Figure[],
  loss: ConditionedColumn,
  workspace: Workspace,
  grouping: Grouping = BY_PATH,
  confidence: number = CONFIDENCE,
): readonly ConditionalFigure[] {
  const given = sideOf(true, figures, loss, workspace, grouping, confidence);
  const absent = sideOf(false, figures, loss, workspace, grouping, confidence);
  return figures.map((_, at) => {
    const correlation = correlationOf(given[at], absent[at], loss, grouping);
    return {
      given: given[at].estimate,
      shift: shiftOf(given[at].estimate, absent[at].estimate, correlation),
    };
  });
}

function sideOf(
  event: boolean,
  figures: readonly Figure[],
  loss: ConditionedColumn,
  workspace: Workspace,
  grouping: Grouping,
  confidence: number,
): readonly Sided[] {
  const values = valuesWhere(event, loss);
  const { weights } = loss;
  const metric = sortMetric(gatherDraws("values", values, weights, workspace), workspace);
  if (metric.sample === undefined) {
    const nowhere = event ? "the event happened on no path" : "the event happened on every path";
    return figures.map(() => ({ estimate: unresolved(nowhere), influence: undefined }));
  }
  return figures.map((figure) => {
    const estimate = groupedEstimate(figure, { values, weights, metric }, grouping, confidence);
    return { estimate, influence: influenceOf(figure, estimate, metric) };
  });
}

function influenceOf(
  figure: Figure,
  { value }: Estimate,
  { draws, cells, sample }: SortedMetric,
): Influence | undefined {
  if (value === undefined || sample === undefined) return undefined;
  return influenceOn(figure, sample, {
    paths: cells,
    value,
    mean: meanEstimate(draws).value as number,
  });
}

/** The values of the paths on one side of the condition, NaN on the other. */
function valuesWhere(event: boolean, { values, happened }: ConditionedColumn): Column {
  return {
    *[Symbol.iterator](): Generator<Float64Array, void, undefined> {
      for (const chunk of inStep({ values, happened }))
        yield chunk.values.map((value, path) =>
          (chunk.happened[path] !== 0) === event ? value : NaN,
        );
    },
  };
}

/** Of the errors of both sides; 0 where every path is a draw of its own. */
function correlationOf(
  given: Sided,
  absent: Sided,
  { values, weights, happened }: ConditionedColumn,
  grouping: Grouping,
): number {
  const [one, other] = [given.influence, absent.influence];
  if (grouping.kind === "paths" || one === undefined || other === undefined) return 0;
  const sums = [0, 1, 2].map(() => createGroupedSum(grouping));
  for (const chunk of inStep({ values, weights, happened })) {
    for (let path = 0; path < chunk.values.length; path++) {
      const influence = chunk.happened[path] === 0 ? other : one;
      const moved = influence(chunk.values[path], chunk.weights[path]);
      addPath(sums[0], influence === one ? moved : 0);
      addPath(sums[1], influence === one ? 0 : moved);
      addPath(sums[2], moved);
    }
  }
  const [a, b, both] = sums.map((sum) => errorOf(sum).error);
  return a > 0 && b > 0 ? (both ** 2 - a ** 2 - b ** 2) / (2 * a * b) : 0;
}

function shiftOf(given: Estimate, absent: Estimate, correlation: number): Estimate {
  if (given.value === undefined) return unresolved(`given the event: ${given.note}`);
  if (absent.value === undefined) return unresolved(`without the event: ${absent.note}`);
  const shift = given.value - absent.value;
  if (given.interval === undefined || absent.interval === undefined)
    return withoutInterval(shift, "one of both figures has no interval");
  const reach = (one: number, other: number): number =>
    Math.sqrt(Math.max(one ** 2 + other ** 2 - 2 * correlation * one * other, 0));
  return resolved(
    shift,
    shift - reach(given.value - given.interval.low, absent.interval.high - absent.value),
    shift + reach(given.interval.high - given.value, absent.value - absent.interval.low),
  );
}

function columnsOf({ values, weights, happened }: ConditionedLoss): ConditionedColumn {
  requireFinite("values", values);
  if (happened.length !== values.length)
    throw new RangeError(
      `happened must be as many as values (${values.length}), got ${happened.length}`,
    );
  return {
    values: [Float64Array.from(values)],
    weights: [
      weights === undefined ? new Float64Array(values.length).fill(1) : Float64Array.from(weights),
    ],
    happened: [Float64Array.from(happened)],
  };
}

function quantileUnder(
  loss: ConditionedLoss,
  level: number,
  confidence: number,
): ConditionalFigure {
  requireInside("level", level, 0, 1);
  const figures: readonly Figure[] = [{ kind: "quantile", level }];
  return conditionalFigures(figures, columnsOf(loss), inMemory(), BY_PATH, confidence)[0];
}

/**
 * CoVaR: the quantile of a loss given that the event happened.
 *
 * @param level in (0, 1)
 * @param confidence in (0, 1)
 * @throws RangeError naming the argument that is out of range
 */
export function conditionalQuantile(
  loss: ConditionedLoss,
  level: number,
  confidence: number = CONFIDENCE,
): Estimate {
  return quantileUnder(loss, level, confidence).given;
}

/** Delta-CoVaR: the quantile given the event less the quantile given its absence. */
export function conditionalQuantileShift(
  loss: ConditionedLoss,
  level: number,
  confidence: number = CONFIDENCE,
): Estimate {
  return quantileUnder(loss, level, confidence).shift;
}
