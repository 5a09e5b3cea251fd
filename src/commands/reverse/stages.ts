/** After how many paths a place is judged: few are enough where a limit is broken nearly always, or nearly never. */

import { testCounts } from "../../estimation/stopping.ts";
import type { Sampling } from "../../model/resolved/sampling.ts";
import { groupingOf } from "../../output/pathGrouping.ts";

/** Paths of the first look, at least. */
const FEWEST = 32;

/** FEWEST, twice as many, ... and all. */
function doubling(paths: number): number[] {
  const counts: number[] = [];
  for (let count = FEWEST; count < paths; count *= 2) counts.push(count);
  return [...counts, paths];
}

/**
 * Numbers of paths, ascending, the last all there may be. Paths that are drawn together or weighed are judged where runs are,
 * at thousands: intervals of few of them are rough.
 */
export function stagesOf(sampling: Sampling): number[] {
  const { paths, tilt, splitting } = sampling;
  const alone = tilt === undefined && splitting === undefined;
  return alone && groupingOf(sampling).kind === "paths" ? doubling(paths) : testCounts(paths);
}
