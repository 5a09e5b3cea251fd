/**
 * The rows of `delays.csv`: how long a liquidation waits, by venue, from first breach to close.
 *
 * Kaplan-Meier over all paths, accounts that recovered uncollected censored. Liquidations of one path share its prices
 * and outages, so intervals come from leaving out groups of paths (path mod 32; whole pairs and
 * scrambles where paths are drawn together), Student's t with one degree of freedom
 * less than there are groups. An end of an interval that so few independent paths cannot support is left empty, as if
 * each path were one draw. Memory grows with the longest delay, not with the number of paths.
 */
import { CONFIDENCE } from "../estimation/estimate.ts";
import { BY_PATH, groupOf } from "../estimation/grouping.ts";
import type { Grouping } from "../estimation/grouping.ts";
import { survivalQuantile } from "../estimation/kaplanMeier.ts";
import { survivalBand, survivalQuantileInterval } from "../estimation/survivalInterval.ts";
import type { GroupedObservations, SurvivalBand } from "../estimation/survivalInterval.ts";
import { wilksSampleSize } from "../estimation/wilks.ts";

const DELAY_LEVELS: readonly number[] = [0.05, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99];

export const DELAY_COLUMNS = [
  "venue",
  "level",
  "delay_s",
  "ci_low",
  "ci_high",
  "closed",
  "recovered",
] as const;

/** Groups of paths that are left out in turn. */
const GROUPS = 32;

/** One row; NaN is an empty cell: a level the curve does not reach, an end the sample does not support. */
export interface DelayRow {
  readonly venue: string;
  readonly level: number;
  readonly delay_s: number;
  readonly ci_low: number;
  readonly ci_high: number;
  /** Accounts, over all paths, unweighted. */
  readonly closed: number;
  readonly recovered: number;
}

/** A run of delay records in path order, as columns of equal length; only the first `rows` count. */
export interface DelayRecords {
  readonly rows: number;
  readonly path: ArrayLike<number>;
  /** Index of the venue. */
  readonly venue: ArrayLike<number>;
  /** Whole steps from first breach to close or recovery, >= 0. */
  readonly delaySteps: ArrayLike<number>;
  /** 1 closed, 0 recovered. */
  readonly closed: ArrayLike<number>;
  /** How many accounts the record stands for. */
  readonly count: ArrayLike<number>;
  /** Likelihood ratio of the path. */
  readonly weight: ArrayLike<number>;
}

interface Histogram {
  closed: Float64Array;
  censored: Float64Array;
}

interface VenueDelays {
  readonly groups: Histogram[];
  closed: number;
  recovered: number;
  /** Number of paths with a record, and the last of them. */
  paths: number;
  lastPath: number;
}

/** What has been seen so far: per venue and group of paths, the weight that left at each step. */
export interface DelayHistograms {
  readonly grouping: Grouping;
  readonly venues: readonly VenueDelays[];
}

/** Empty histograms for so many venues. @param grouping how the paths were drawn together */
export function createDelayHistograms(
  venues: number,
  grouping: Grouping = BY_PATH,
): DelayHistograms {
  return { grouping, venues: Array.from({ length: venues }, emptyVenue) };
}

/**
 * Adds records, which must come in path order over all calls.
 *
 * @throws RangeError if a delay is not a whole number >= 0
 */
export function addDelays(histograms: DelayHistograms, records: DelayRecords): void {
  for (let row = 0; row < records.rows; row++) {
    const venue = histograms.venues[records.venue[row]];
    const path = records.path[row];
    const step = records.delaySteps[row];
    if (!Number.isInteger(step) || step < 0) {
      throw new RangeError(`delaySteps[${row}] must be a whole number >= 0, got ${step}`);
    }
    const group = venue.groups[groupOf(histograms.grouping, path, GROUPS)];
    if (step >= group.closed.length) grow(group, step);
    const isClosed = records.closed[row] === 1;
    (isClosed ? group.closed : group.censored)[step] += records.weight[row] * records.count[row];
    if (isClosed) venue.closed += records.count[row];
    else venue.recovered += records.count[row];
    if (path !== venue.lastPath) venue.paths++;
    venue.lastPath = path;
  }
}

/**
 * All rows, venue by venue, levels ascending.
 *
 * @param names of the venues, by index
 * @param step length of a step, s
 */
export function* delayRows(
  histograms: DelayHistograms,
  names: readonly string[],
  step: number,
): Generator<DelayRow> {
  for (const [index, venue] of histograms.venues.entries()) {
    const band = survivalBand(onOneGrid(venue.groups));
    for (const level of DELAY_LEVELS) {
      const { closed, recovered } = venue;
      yield {
        venue: names[index],
        level,
        ...delayAt(band, level, venue.paths, step),
        closed,
        recovered,
      };
    }
  }
}

function delayAt(
  band: SurvivalBand,
  level: number,
  paths: number,
  step: number,
): Pick<DelayRow, "delay_s" | "ci_low" | "ci_high"> {
  const { low, high } = survivalQuantileInterval(band, level);
  const oneSided = (1 + CONFIDENCE) / 2;
  const hasLow = paths >= wilksSampleSize(1 - level, oneSided);
  const hasHigh = paths >= wilksSampleSize(level, oneSided);
  return {
    delay_s: inSeconds(survivalQuantile(band.survival, level), step),
    ci_low: inSeconds(hasLow ? low : undefined, step),
    ci_high: inSeconds(hasHigh ? high : undefined, step),
  };
}

function inSeconds(steps: number | undefined, step: number): number {
  return steps === undefined ? NaN : steps * step;
}

function emptyVenue(): VenueDelays {
  const groups = Array.from({ length: GROUPS }, () => ({
    closed: new Float64Array(0),
    censored: new Float64Array(0),
  }));
  return { groups, closed: 0, recovered: 0, paths: 0, lastPath: -1 };
}

function grow(histogram: Histogram, step: number): void {
  const cells = Math.max(step + 1, 2 * histogram.closed.length, 64);
  histogram.closed = extended(histogram.closed, cells);
  histogram.censored = extended(histogram.censored, cells);
}

function extended(cells: Float64Array, length: number): Float64Array {
  const longer = new Float64Array(length);
  longer.set(cells);
  return longer;
}

function onOneGrid(groups: readonly Histogram[]): GroupedObservations[] {
  const cells = groups.reduce((longest, group) => Math.max(longest, group.closed.length), 0);
  return groups.map((group) => ({
    closed: extended(group.closed, cells),
    censored: extended(group.censored, cells),
  }));
}
