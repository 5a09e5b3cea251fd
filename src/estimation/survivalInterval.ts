/**
 * Intervals for quantiles of a survival curve whose events come in correlated groups.
 *
 * One outage closes thousands of accounts together, so Greenwood's formula, which counts accounts, is far too short.
 * The curve's standard error at each step is the delete-one-group jackknife's; the interval of a quantile is every step
 * at which the closed share is within its reach of the level (Brookmeyer and Crowley 1982). Working on the share and
 * not on the quantile itself keeps it right on a grid, where leaving out a group often moves no quantile at all.
 */
import { studentCritical } from "./criticalValue.ts";
import { CONFIDENCE } from "./estimate.ts";
import { jackknifeError } from "./jackknife.ts";
import { kaplanMeier } from "./kaplanMeier.ts";
import { requireInside } from "./requirements.ts";
import type { Numbers } from "./requirements.ts";

/** The observations of one group, by step: what closed and what was censored. */
export interface GroupedObservations {
  readonly closed: Numbers;
  readonly censored: Numbers;
}

/** The ends of an interval in steps; undefined where the curve ends first. */
export interface StepInterval {
  readonly low: number | undefined;
  readonly high: number | undefined;
}

/** A survival curve with how far its interval reaches to either side, by step. */
export interface SurvivalBand {
  readonly survival: Float64Array;
  /** Undefined with fewer than two groups that hold observations. */
  readonly reach: Float64Array | undefined;
}

/**
 * The survival curve of all groups together and the reach of its pointwise interval.
 *
 * @param groups observations on one grid of steps; empty groups are left out of the jackknife
 * @param confidence in (0, 1)
 * @throws RangeError if `groups` is empty or the grids differ
 */
export function survivalBand(
  groups: readonly GroupedObservations[],
  confidence: number = CONFIDENCE,
): SurvivalBand {
  if (groups.length === 0) throw new RangeError("groups must not be empty");
  const survival = curveWithout(groups, -1);
  const filled = groups.filter(hasObservations);
  if (filled.length < 2) return { survival, reach: undefined };
  const curves = filled.map((_, left) => curveWithout(filled, left));
  const critical = studentCritical(confidence, filled.length - 1);
  const reach = survival.map(
    (_, step) => critical * jackknifeError(curves.map((curve) => curve[step])),
  );
  return { survival, reach };
}

/**
 * The steps at which the closed share cannot be told from the level.
 *
 * @param level the share, in (0, 1)
 * @throws RangeError if level is outside (0, 1)
 */
export function survivalQuantileInterval(band: SurvivalBand, level: number): StepInterval {
  requireInside("level", level, 0, 1);
  const { survival, reach } = band;
  if (reach === undefined) return { low: undefined, high: undefined };
  return {
    low: firstStep(survival, (open, step) => 1 - open + reach[step] >= level),
    high: firstStep(survival, (open, step) => 1 - open - reach[step] >= level),
  };
}

function firstStep(
  survival: Float64Array,
  reached: (open: number, step: number) => boolean,
): number | undefined {
  const step = survival.findIndex(reached);
  return step < 0 ? undefined : step;
}

/** Added up from the others, not subtracted from the total: no group may leave a remainder of rounding behind. */
function curveWithout(groups: readonly GroupedObservations[], left: number): Float64Array {
  const steps = groups[0].closed.length;
  const closed = new Float64Array(steps);
  const censored = new Float64Array(steps);
  groups.forEach((group, index) => {
    if (group.closed.length !== steps) {
      throw new RangeError(
        `groups must share one grid of ${steps} steps, got ${group.closed.length}`,
      );
    }
    if (index === left) return;
    for (let step = 0; step < steps; step++) {
      closed[step] += group.closed[step];
      censored[step] += group.censored[step];
    }
  });
  return kaplanMeier(closed, censored);
}

function hasObservations(group: GroupedObservations): boolean {
  for (let step = 0; step < group.closed.length; step++) {
    if (group.closed[step] > 0 || group.censored[step] > 0) return true;
  }
  return false;
}
