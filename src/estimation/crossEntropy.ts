/**
 * The cross-entropy method (Rubinstein 1999; de Boer, Kroese, Mannor and Rubinstein 2005): of a family of sampling laws
 * the one closest to the best there is, fitted to the paths of a pilot.
 *
 * The best law draws paths in proportion to what they add to the figure, H dP. In an exponential family the closest member
 * has ratios sum w H s / sum w H b for parameters: s over b is a count over an exposure for a factor on a rate, a sum of
 * normals over their number for a shift. Rare levels are reached in stages: each round's level is the value that a tenth
 * of its own paths exceed, until that is beyond the level asked for.
 */
import { effectiveSampleSize } from "./weights.ts";
import type { Figure } from "./figure.ts";
import { quantileOf } from "./quantile.ts";
import { sortSample } from "./sortedSample.ts";

/** Share of a round's paths that the next law is fitted to. */
const ELITE = 0.1;
/** Events, or standard errors, that a tilt must be seen by. */
const FEWEST_EVENTS = 3;
const LEAST_SIGNIFICANCE = 2;
/** Expected events from which on their absence tells that a rate matters less. */
const FEWEST_EXPECTED = 10;

/** Factors lie between; so do shifts, in standard deviations, around 0. */
export const LARGEST_FACTOR = 1e4;
export const SMALLEST_FACTOR = 0.1;
export const FARTHEST_SHIFT = 6;

/** What each path of a round adds to the figure, and whether the level is the one asked for. */
export interface Matter {
  readonly matter: Float64Array;
  readonly level: number;
  readonly reached: boolean;
}

/**
 * How much each path matters to a figure.
 *
 * @param values of the metric, NaN where a path has none
 * @param weights likelihood ratios
 * @returns all 0 if no path of the round shows anything
 */
export function matterTo(figure: Figure, values: Float64Array, weights: Float64Array): Matter {
  const present = values.map((value) => (Number.isNaN(value) ? 0 : value));
  if (figure.kind === "mean" || figure.kind === "sd") {
    const mean = present.reduce((sum, x, path) => sum + weights[path] * x, 0) / present.length;
    const matter = present.map((x) => (figure.kind === "mean" ? Math.abs(x) : (x - mean) ** 2));
    return { matter, level: NaN, reached: true };
  }
  const asked =
    figure.kind === "probability"
      ? figure.threshold
      : quantileOf(sortSample(present, weights, "likelihood"), figure.level);
  const stage = quantileOf(sortSample(present, undefined), 1 - ELITE);
  const reached = stage >= asked;
  const level = Math.min(stage, asked);
  const excess = figure.kind === "es";
  const matter = present.map((x) => (x > level ? (excess ? x - level : 1) : 0));
  return { matter, level, reached };
}

/** One tilt's evidence: columns of a round. */
export interface Ratio {
  readonly kind: "factor" | "shift";
  readonly sum: Float64Array;
  readonly base: Float64Array;
}

/**
 * The parameters of least cross-entropy; 1 and 0 where the round does not show that another one is better.
 * @param matter w H by path, >= 0, not all 0
 */
export function fitTilts(ratios: readonly Ratio[], matter: Float64Array): number[] {
  const total = matter.reduce((sum, one) => sum + one, 0);
  const size = effectiveSampleSize(matter);
  return ratios.map(({ kind, sum, base }) => {
    const seen = (dot(matter, sum) / total) * size;
    const exposed = (dot(matter, base) / total) * size;
    return kind === "factor" ? factorOf(seen, exposed) : shiftOf(seen, exposed);
  });
}

function factorOf(events: number, expected: number): number {
  const factor = events / expected;
  if (factor > 1)
    return events >= FEWEST_EVENTS && events - expected > LEAST_SIGNIFICANCE * Math.sqrt(expected)
      ? Math.min(factor, LARGEST_FACTOR)
      : 1;
  return expected >= FEWEST_EXPECTED && expected - events > LEAST_SIGNIFICANCE * Math.sqrt(expected)
    ? Math.max(factor, SMALLEST_FACTOR)
    : 1;
}

function shiftOf(sum: number, count: number): number {
  if (!(Math.abs(sum) > LEAST_SIGNIFICANCE * Math.sqrt(count))) return 0;
  return Math.max(-FARTHEST_SHIFT, Math.min(FARTHEST_SHIFT, sum / count));
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += one[at] * other[at];
  return sum;
}
