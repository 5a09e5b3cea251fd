/**
 * Influence: how much a path with a value and a weight moves an estimate.
 *
 * An estimate that is smooth in the empirical distribution errs by the mean of its influence over all paths (Hampel 1974):
 * with independent paths its variance is sum psi^2 / n^2, and what is not independent (a pair of mirrored paths, a
 * scramble, the same path in two variants) is added up first. Ratios are linearised, w (x - m)/mean w; a path without a
 * value has none. Likelihood ratios keep the mass n in the tail, as the estimates do. A quantile is not smooth: its
 * influence is that of the share above it.
 */
import type { Figure } from "./figure.ts";
import { massAt, quantileOf } from "./quantile.ts";
import type { SortedSample } from "./sortedSample.ts";

/** In the unit of the estimate, times the number of paths. */
export type Influence = (value: number, weight: number) => number;

/** What an estimate is, beside its sample. */
export interface Estimated {
  /** Paths, those without a value included. */
  readonly paths: number;
  /** The figure. */
  readonly value: number;
  /** The mean of the same metric. */
  readonly mean: number;
}

/**
 * The influence on a figure; on the share above it for a quantile.
 * @param sample of the paths that have a value
 */
export function influenceOn(figure: Figure, sample: SortedSample, at: Estimated): Influence {
  const influence = weighedInfluence(figure, sample, at);
  // Weights that are all equal are ones in the sample, whatever they are in its column.
  return sample.equal ? (value) => influence(value, 1) : influence;
}

function weighedInfluence(figure: Figure, sample: SortedSample, at: Estimated): Influence {
  const { paths, value, mean } = at;
  const average = sample.weightFrom(0) / paths;
  switch (figure.kind) {
    case "mean":
      return (x, weight) => (weight * (x - value)) / average;
    case "sd":
      // Where all paths agree there is no deviation to be moved.
      return value > 0
        ? (x, weight) => (weight * ((x - mean) ** 2 - value ** 2)) / (2 * value * average)
        : () => 0;
    case "probability":
      return influenceOnShare(sample, paths, figure.threshold, value);
    case "quantile":
      return influenceOnShare(sample, paths, value, shareAbove(sample, value));
    case "es":
      return influenceOnShortfall(sample, paths, figure.level, value);
  }
}

/** Of the weight of all, that above a value. */
export function shareAbove(sample: SortedSample, threshold: number): number {
  let low = 0;
  let high = sample.count;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (sample.valueAt(middle) <= threshold) low = middle + 1;
    else high = middle;
  }
  const weight = sample.weightFrom(low);
  const ofAll = weight / sample.weightFrom(0);
  return ofAll > 0.5 ? ofAll : weight / sample.mass;
}

function influenceOnShare(
  sample: SortedSample,
  paths: number,
  threshold: number,
  share: number,
): Influence {
  const rare = share <= 0.5 && sample.mass !== sample.weightFrom(0);
  const average = rare ? sample.mass / paths : sample.weightFrom(0) / paths;
  return (x, weight) => {
    const above = x > threshold ? weight : 0;
    return (above - share * (rare ? average : weight)) / average;
  };
}

/** The error of the quantile has no first-order effect. */
function influenceOnShortfall(
  sample: SortedSample,
  paths: number,
  level: number,
  shortfall: number,
): Influence {
  const quantile = quantileOf(sample, level);
  const mass = massAt(sample, level);
  const average = mass / paths;
  const excess = (shortfall - quantile) * (1 - level);
  const ratio = mass === sample.weightFrom(0);
  return (x, weight) =>
    (weight * Math.max(x - quantile, 0) - excess * (ratio ? weight : average)) /
    (average * (1 - level));
}
