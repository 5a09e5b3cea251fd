/**
 * The difference of one figure between two runs that met the same draws, path by path.
 *
 * What both runs share cancels inside each path, so the error of a difference is that of the difference of influences,
 * often a small part of either run's own (common random numbers; Glasserman and Yao 1992). Smooth figures (mean,
 * deviation, probability, shortfall) take Student's t with the paths, or groups of paths, that carry them less one. A
 * quantile errs by the share above it over the density there: the density's part is read off the run's own interval
 * (Woodruff 1952; Francisco and Fuller 1991), the correlation of both errors is that of the shares. A weight is each
 * run's own.
 */
import { studentCritical } from "./criticalValue.ts";
import { CONFIDENCE, resolved, unresolved, withoutInterval } from "./estimate.ts";
import type { Estimate } from "./estimate.ts";
import type { Figure } from "./figure.ts";
import { addPath, BY_PATH, createGroupedSum, errorOf } from "./grouping.ts";
import type { Grouping } from "./grouping.ts";
import { influenceOn } from "./influence.ts";
import { quantileOf } from "./quantile.ts";
import { sortSample } from "./sortedSample.ts";
import type { SortedSample } from "./sortedSample.ts";
import { effectiveSampleSize } from "./weights.ts";

/** One metric of one run: a cell per path, NaN where it has none. */
export interface Metric {
  readonly values: Float64Array;
  readonly weights: Float64Array;
  /** Of the paths that have a value; undefined if none has. */
  readonly sample: SortedSample | undefined;
}

/** A figure of a run by itself; NaN where it is not resolved. */
export interface OwnFigure {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Of the same metric. */
  readonly mean: number;
}

/** A run's metric and its figure. */
export interface Side {
  readonly metric: Metric;
  readonly own: OwnFigure;
}

/**
 * Reads one metric.
 * @param values one per path, NaN where the path has none
 * @param weights one per path, finite, >= 0
 */
export function metricOf(values: Float64Array, weights: Float64Array): Metric {
  const isPresent = (_: number, path: number): boolean => !Number.isNaN(values[path]);
  const present = values.filter(isPresent);
  const kind = present.length === values.length ? "likelihood" : "relative";
  const sample =
    present.length === 0 ? undefined : sortSample(present, weights.filter(isPresent), kind);
  return { values, weights, sample };
}

/**
 * second - first with its interval.
 *
 * @param grouping how the paths of both runs were drawn together
 * @param confidence in (0, 1)
 */
export function pairedDifference(
  figure: Figure,
  first: Side,
  second: Side,
  grouping: Grouping = BY_PATH,
  confidence: number = CONFIDENCE,
): Estimate {
  if (first.metric.sample === undefined || second.metric.sample === undefined)
    return unresolved("no path has a value");
  const difference = second.own.value - first.own.value;
  if (Number.isNaN(difference)) return unresolved("not resolved in both runs");
  const [before, after] = [first, second].map((side) => influencesOf(figure, side));
  const reach =
    figure.kind === "quantile"
      ? quantileReach(before, after, first.own, second.own, grouping)
      : smoothReach(figure, before, after, [first.metric, second.metric], grouping, confidence);
  return reach > 0
    ? resolved(difference, difference - reach, difference + reach)
    : withoutInterval(difference, "the paths do not tell how far it may be off");
}

function influencesOf(figure: Figure, { metric, own }: Side): Float64Array {
  const { values, weights, sample } = metric;
  const at = { paths: values.length, value: own.value, mean: own.mean };
  const influence = influenceOn(figure, sample as SortedSample, at);
  return values.map((value, path) => (Number.isNaN(value) ? 0 : influence(value, weights[path])));
}

/** Standard error of the mean of `of` over all paths. */
function groupedError(
  paths: number,
  grouping: Grouping,
  of: (path: number) => number,
): ReturnType<typeof errorOf> {
  const sum = createGroupedSum(grouping);
  for (let path = 0; path < paths; path++) addPath(sum, of(path));
  return errorOf(sum);
}

/** Each run's own reach, with the correlation of the errors of both shares. */
function quantileReach(
  before: Float64Array,
  after: Float64Array,
  first: OwnFigure,
  second: OwnFigure,
  grouping: Grouping,
): number {
  const [one, other] = [first, second].map(({ low, high }) => (high - low) / 2);
  const error = (of: (path: number) => number) => groupedError(before.length, grouping, of).error;
  const [a, b] = [error((path) => before[path]), error((path) => after[path])];
  const both = error((path) => before[path] + after[path]);
  const correlation = a > 0 && b > 0 ? (both ** 2 - a ** 2 - b ** 2) / (2 * a * b) : 0;
  return Math.sqrt(Math.max(one ** 2 + other ** 2 - 2 * correlation * one * other, 0));
}

function smoothReach(
  figure: Figure,
  before: Float64Array,
  after: Float64Array,
  metrics: readonly [Metric, Metric],
  grouping: Grouping,
  confidence: number,
): number {
  const apart = (path: number): number => after[path] - before[path];
  const { error, groups } = groupedError(before.length, grouping, apart);
  const degrees = Math.min(groups, carriers(figure, metrics)) - 1;
  return degrees < 1 ? NaN : studentCritical(confidence, degrees) * error;
}

/** Effective number of paths that carry a figure: those in either tail for a shortfall, else all. */
export function carriers(figure: Figure, [first, second]: readonly [Metric, Metric]): number {
  const tailOf = ({ sample }: Metric): number =>
    figure.kind === "es" ? quantileOf(sample as SortedSample, figure.level) : -Infinity;
  const [one, other] = [tailOf(first), tailOf(second)];
  const counted = first.weights.filter(
    (_, path) => first.values[path] > one || second.values[path] > other,
  );
  return counted.some((weight) => weight > 0) ? effectiveSampleSize(counted) : 0;
}
