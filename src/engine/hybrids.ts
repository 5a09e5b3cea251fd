/**
 * Hybrid paths: one group of streams draws as on one path, everything else as on another (pick and freeze, Sobol' 1993).
 *
 * Pair k is paths 2k and 2k + 1 of the run. Hybrid h is of pair floor(h / G), G the number of groups: its group h mod G draws
 * as on path 2k + 1, the others as on path 2k. Groups are independent, so a hybrid is by itself a plain path.
 */
import { type DrawNumbers, drawAllUnder } from "../contagion/state/drawNumbers.ts";

/** What a path draws, cut in groups. */
export const GROUPS = ["infrastructure", "market", "book"] as const;

export type Group = (typeof GROUPS)[number];

/** The path numbers that a hybrid draws under. */
export function drawHybrid(numbers: DrawNumbers, hybrid: number): void {
  const { path, group } = partsOf(hybrid);
  drawAllUnder(numbers, path);
  numbers[group] = path + 1;
}

/** What a hybrid is made of, for messages. */
export function nameOfHybrid(hybrid: number): string {
  const { path, group } = partsOf(hybrid);
  return `path ${path} with the ${group} of path ${path + 1}`;
}

/** The path of a hybrid, and the group that it takes from the next one. */
function partsOf(hybrid: number): { readonly path: number; readonly group: Group } {
  const place = hybrid % GROUPS.length;
  return { path: 2 * ((hybrid - place) / GROUPS.length), group: GROUPS[place] };
}
