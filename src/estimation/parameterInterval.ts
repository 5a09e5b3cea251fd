/**
 * Where a figure would lie in 95 % of worlds: the interval of what is not known, beside that of sampling.
 *
 * The analysis of variance (`betweenWorlds.ts`) gives how far worlds lie apart, not the shape of their law. It is taken to be the law with the
 * figure as its mean and that standard deviation, of a kind that the figure's range allows: gamma where the metric is never
 * negative (exact for a count at a rate with a gamma posterior), beta for a probability, normal for anything else. Of a
 * quantile it is the share above that differs, with beta, and odds are moved alike over the tail. Quantiles of
 * the worlds' own means would show the scatter of their paths instead: with rare losses that is most of what they hold.
 */
import betaQuantile from "@stdlib/stats-base-dists-beta-quantile";
import gammaQuantile from "@stdlib/stats-base-dists-gamma-quantile";
import { spreadBetweenWorlds } from "./betweenWorlds.ts";
import type { Worlds } from "./betweenWorlds.ts";
import { normalCritical } from "./criticalValue.ts";
import { CONFIDENCE } from "./estimate.ts";
import type { Interval } from "./estimate.ts";
import type { Figure } from "./figure.ts";
import type { MetricColumn } from "./groupedFigure.ts";
import { influenceOn, shareAbove } from "./influence.ts";
import { meanEstimate } from "./meanInterval.ts";
import { massAt, smallestWithTail } from "./quantile.ts";
import type { SortedSample } from "./sortedSample.ts";

/** Below this ratio of deviation to mean a gamma law is normal to a hundredth of the deviation. */
const NARROW = 0.01;

/** An interval, or why there is none. */
export interface ParameterInterval {
  readonly interval: Interval | undefined;
  readonly note: string;
}

const without = (note: string): ParameterInterval => ({ interval: undefined, note });

/**
 * The interval of a figure over worlds.
 *
 * @param value the figure; NaN where the sample does not resolve it
 * @param worlds how paths belong to worlds
 */
export function parameterInterval(
  figure: Figure,
  value: number,
  column: MetricColumn,
  worlds: Worlds,
): ParameterInterval {
  const { draws, cells, sample } = column.metric;
  if (sample === undefined || Number.isNaN(value)) return without("");
  const mean = meanEstimate(draws).value as number;
  const influence = influenceOn(figure, sample, { paths: cells, value, mean });
  const { sd, count, needed } = spreadBetweenWorlds(influence, column, worlds);
  if (count < needed) return without(`parameters: needs ${needed} whole worlds, has ${count}`);
  if (Number.isNaN(sd)) return without(`parameters: too little to be seen in ${count} worlds`);
  return { interval: overWorlds(figure, value, sd, sample), note: "" };
}

function overWorlds(figure: Figure, value: number, sd: number, sample: SortedSample): Interval {
  switch (figure.kind) {
    case "probability":
      return shareInterval(value, sd);
    case "quantile":
      return quantileOverWorlds(figure.level, shareAbove(sample, value), sd, sample);
    case "sd":
      return positiveInterval(value, sd);
    default:
      return sample.valueAt(0) >= 0 ? positiveInterval(value, sd) : normalInterval(value, sd);
  }
}

const ends = [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2] as const;

function normalInterval(mean: number, sd: number): Interval {
  const reach = normalCritical(CONFIDENCE) * sd;
  return { low: mean - reach, high: mean + reach };
}

/** Of a gamma law of this mean and deviation. @param mean > 0 */
export function positiveInterval(mean: number, sd: number): Interval {
  if (sd < NARROW * mean) return normalInterval(mean, sd);
  const shape = (mean / sd) ** 2;
  const [low, high] = ends.map((end) => gammaQuantile(end, shape, mean / sd ** 2));
  return { low, high };
}

/** Of a beta law of this mean and deviation, or the whole of [0, 1] where no such law is that wide. */
export function shareInterval(mean: number, sd: number): Interval {
  const concentration = (mean * (1 - mean)) / sd ** 2 - 1;
  if (!(concentration > 0)) return { low: 0, high: 1 };
  const [low, high] = ends.map((end) =>
    betaQuantile(end, mean * concentration, (1 - mean) * concentration),
  );
  return { low, high };
}

/**
 * The odds of being above are those of all worlds, times the same factor everywhere.
 * @param above share above the quantile, less than the tail where it lies in an atom; `sd` is that of this share
 */
function quantileOverWorlds(
  level: number,
  above: number,
  sd: number,
  sample: SortedSample,
): Interval {
  const odds = (share: number): number => share / (1 - share);
  const tail = 1 - level;
  const told = above > 0 ? above : tail;
  const at = (share: number): number => {
    const there = (odds(tail) * odds(told)) / odds(share);
    const reached = there === Infinity ? 1 : there / (1 + there);
    return smallestWithTail(sample, reached * massAt(sample, level));
  };
  const { low, high } = shareInterval(told, sd);
  return { low: at(low), high: at(high) };
}
