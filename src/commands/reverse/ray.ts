/**
 * Where a direction meets the boundary: a coarse grid along it, then bisection in the first gap, then the ends of an interval.
 *
 * What is asked at each place is whether the limit is broken at least as often as was asked, on the same paths everywhere.
 * Beside that, with the confidence of the limit: the farthest place at which it is surely broken less often, and the nearest
 * one at which it is surely broken more often. Where breaking gets likelier along the direction they enclose the true
 * boundary: were it outside, the test at it would have to be wrong.
 */

import { findFirstCrossing } from "../../estimation/crossing.ts";
import type { Judged } from "../variantRuns.ts";

/** Shares of a direction at which it is looked at first. */
const GRID = [0, 0.25, 0.5, 0.75, 1];
/** Of one gap of the grid: to 0.4 % of the direction. */
const HALVINGS = 6;
/** Of a gap between places that were looked at, for each end of the interval. */
const HALVINGS_OF_ENDS = 2;

/** Shares of a direction, in [0, 1]. */
export interface Crossed {
  /** Farthest place known not to break it. */
  readonly safe: number;
  /** Nearest place known to break it. */
  readonly broken: number;
  /** Ends of the interval of the true boundary; undefined: not told by these paths. */
  readonly low: number | undefined;
  readonly high: number | undefined;
}

/** Whether a limit is broken as often as asked. @param target in (0, 1) */
export const isBroken = ({ probability }: Judged, target: number): boolean => probability >= target;

/** Looks along a direction, which begins where the limit is not broken. @returns null: it is not broken anywhere on it */
export async function crossingOf(
  judgedAt: (share: number) => Promise<Judged>,
  target: number,
): Promise<Crossed | null> {
  const seen = new Set<number>();
  const look = (share: number): Promise<Judged> => {
    seen.add(share);
    return judgedAt(share);
  };
  for (const share of GRID) await look(share);
  const atTarget = async (share: number) => isBroken(await look(share), target);
  const { fails, holds } = await findFirstCrossing(GRID, atTarget, HALVINGS);
  if (fails === undefined || holds === undefined) return null;
  const end = (isPast: (judged: Judged) => boolean) => {
    const known = [...seen].toSorted((one, other) => one - other);
    return findFirstCrossing(known, async (share) => isPast(await look(share)), HALVINGS_OF_ENDS);
  };
  const { fails: low } = await end((judged) => !judged.under);
  const { holds: high } = await end((judged) => judged.over);
  return { safe: fails, broken: holds, low, high };
}
