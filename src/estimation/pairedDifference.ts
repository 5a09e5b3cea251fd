/**
 * The difference of one figure between two runs that met the same draws, path by path.
 *
 * What both runs share cancels inside each path, so the error of a difference is that of the difference of influence
 * values, often a small part of either run's own (common random numbers; Glasserman and Yao 1992). Smooth figures
 * (mean, deviation, probability, shortfall) take their influence values, Student's t with the paths that carry them
 * less one. A quantile errs by its indicator over the density there: the density's part is read off the run's own interval
 * (Woodruff 1952; Francisco and Fuller 1991), the correlation of both errors is that of the indicators. A weight is each
 * run's own.
 */
import { studentCritical } from "./criticalValue.ts";
import { CONFIDENCE, unresolved, withoutInterval, resolved } from "./estimate.ts";
import type { Estimate } from "./estimate.ts";
import type { Figure, SmoothFigure } from "./figure.ts";
import {
  deviationInfluence,
  influenceError,
  meanInfluence,
  probabilityInfluence,
  shortfallInfluence,
} from "./influence.ts";
import type { Cells } from "./influence.ts";
import { exceedanceProbability } from "./probability.ts";
import { quantileOf } from "./quantile.ts";
import { quantileEstimate } from "./quantileInterval.ts";
import { sortSample } from "./sortedSample.ts";
import type { SortedSample } from "./sortedSample.ts";
import { effectiveSampleSize } from "./weights.ts";

/** One metric of one run, ready for every figure. */
export interface Metric {
  readonly cells: Cells;
  /** Of the paths that have a value; undefined if none has. */
  readonly sample: SortedSample | undefined;
}

/**
 * Reads one metric.
 * @param values one per path, NaN where the path has none
 * @param weights one per path, finite, >= 0
 */
export function metricOf(values: Float64Array, weights: Float64Array): Metric {
  const paths = [...values.keys()].filter((path) => !Number.isNaN(values[path]));
  const likelihood = paths.length === values.length;
  const present = Float64Array.from(paths, (path) => values[path]);
  const theirs = Float64Array.from(paths, (path) => weights[path]);
  const kind = likelihood ? "likelihood" : "relative";
  return {
    cells: { values, weights },
    sample: paths.length === 0 ? undefined : sortSample(present, theirs, kind),
  };
}

/**
 * second - first with its interval.
 *
 * @param values of the figure in each run; NaN: not resolved there
 * @param means of the metric in each run, for the deviation
 */
export function pairedDifference(
  figure: Figure,
  first: Metric,
  second: Metric,
  values: readonly [number, number],
  means: readonly [number, number],
  confidence: number = CONFIDENCE,
): Estimate {
  const [one, other] = values;
  if (first.sample === undefined || second.sample === undefined)
    return unresolved("no path has a value");
  if (Number.isNaN(one) || Number.isNaN(other)) return unresolved("not resolved in both runs");
  const difference = other - one;
  const reach =
    figure.kind === "quantile"
      ? quantileReach(
          [first.cells, second.cells],
          [first.sample, second.sample],
          values,
          figure.level,
          confidence,
        )
      : smoothReach(figure, [first, second], values, means, confidence);
  if (!(reach > 0))
    return withoutInterval(difference, "the paths do not tell how far it may be off");
  return resolved(difference, difference - reach, difference + reach);
}

/** How far the difference of two quantiles may be off: each run's own reach, with the correlation of their indicators. */
function quantileReach(
  cells: readonly [Cells, Cells],
  samples: readonly [SortedSample, SortedSample],
  quantiles: readonly [number, number],
  level: number,
  confidence: number,
): number {
  const [before, after] = samples.map((sample) => {
    const { interval } = quantileEstimate(sample, level, confidence);
    return interval === undefined ? NaN : (interval.high - interval.low) / 2;
  });
  const [here, there] = cells.map((column, run) => {
    const { probability } = exceedanceProbability(samples[run], quantiles[run]);
    return probabilityInfluence(column, samples[run], quantiles[run], probability);
  });
  const together = 2 * correlation(here, there) * before * after;
  return Math.sqrt(Math.max(before ** 2 + after ** 2 - together, 0));
}

/** Of two columns whose means are 0; 0 where one of them is. */
function correlation(a: Float64Array, b: Float64Array): number {
  let [product, first, second] = [0, 0, 0];
  for (let path = 0; path < a.length; path++) {
    product += a[path] * b[path];
    first += a[path] ** 2;
    second += b[path] ** 2;
  }
  return first > 0 && second > 0 ? product / Math.sqrt(first * second) : 0;
}

function smoothReach(
  figure: SmoothFigure,
  metrics: readonly [Metric, Metric],
  values: readonly [number, number],
  means: readonly [number, number],
  confidence: number,
): number {
  const [before, after] = metrics.map((metric, run) =>
    influenceOf(figure, metric, values[run], means[run]),
  );
  const apart = after.map((influence, path) => influence - before[path]);
  const degrees = carriers(figure, metrics) - 1;
  return degrees < 1 ? 0 : studentCritical(confidence, degrees) * influenceError(apart);
}

function influenceOf(
  figure: SmoothFigure,
  { cells, sample }: Metric,
  value: number,
  mean: number,
): Float64Array {
  const ranked = sample as SortedSample;
  switch (figure.kind) {
    case "mean":
      return meanInfluence(cells, value);
    case "sd":
      // A run in which all paths agree has no deviation to be moved.
      return value > 0 ? deviationInfluence(cells, mean, value) : cells.values.map(() => 0);
    case "probability":
      return probabilityInfluence(cells, ranked, figure.threshold, value);
    case "es": {
      const quantile = quantileOf(ranked, figure.level);
      return shortfallInfluence(cells, ranked, figure.level, quantile, value);
    }
  }
}

/** Effective number of paths that carry a figure: those in either tail for a shortfall, else all. */
function carriers(figure: SmoothFigure, metrics: readonly [Metric, Metric]): number {
  const [first, second] = metrics.map(({ cells }) => cells);
  const thresholds = metrics.map(({ sample }) =>
    figure.kind === "es" ? quantileOf(sample as SortedSample, figure.level) : -Infinity,
  );
  const counted = first.weights.filter(
    (_, path) => first.values[path] > thresholds[0] || second.values[path] > thresholds[1],
  );
  return counted.some((weight) => weight > 0) ? effectiveSampleSize(counted) : 0;
}
