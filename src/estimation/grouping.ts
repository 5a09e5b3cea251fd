/**
 * Which paths were drawn together, and the standard error of a mean over them.
 *
 * Mirrored paths come in pairs, stratified ones in cycles through the strata, split ones as the leaves of a root, and the points of one scramble depend on each
 * other: only sums over a cycle, or over a scramble, are independent draws of the same law (Glasserman 2003, 4.2 and 4.3;
 * Owen 1997). With G sums T the variance of the total is
 * G/(G - 1) sum (T - mean T)^2, and an interval is Student's with G - 1 degrees of freedom.
 */

/** `paths`: each by itself. `cycles`: so many that follow each other, a pair 2. `scrambles`: path mod `count`. */
export type Grouping =
  | { readonly kind: "paths" }
  | { readonly kind: "cycles"; readonly length: number }
  | { readonly kind: "scrambles"; readonly count: number };

export const BY_PATH: Grouping = { kind: "paths" };

/** Sums by group; values come in path order. */
export interface GroupedSum {
  readonly grouping: Grouping;
  /** Of scrambles: the sum of each. */
  readonly totals: Float64Array;
  paths: number;
  /** Of cycles: the sum of the one that is open. */
  open: number;
  /** Groups that are complete, their mean and squared deviations, so far. */
  groups: number;
  mean: number;
  deviations: number;
}

/** Nothing yet. */
export function createGroupedSum(grouping: Grouping): GroupedSum {
  const scrambles = grouping.kind === "scrambles" ? grouping.count : 0;
  const totals = new Float64Array(scrambles);
  return { grouping, totals, paths: 0, open: 0, groups: 0, mean: 0, deviations: 0 };
}

/** Adds the value of the next path. */
export function addPath(sum: GroupedSum, value: number): void {
  const path = sum.paths++;
  const { grouping } = sum;
  if (grouping.kind === "scrambles") {
    sum.totals[path % sum.totals.length] += value;
    return;
  }
  const length = lengthOf(grouping);
  sum.open = path % length === 0 ? value : sum.open + value;
  if (sum.paths % length === 0) addGroup(sum, sum.open);
}

/** Paths of a cycle. */
function lengthOf(grouping: Exclude<Grouping, { kind: "scrambles" }>): number {
  return grouping.kind === "cycles" ? grouping.length : 1;
}

function addGroup(sum: GroupedSum, total: number): void {
  sum.groups++;
  const gap = total - sum.mean;
  sum.mean += gap / sum.groups;
  sum.deviations += gap * (total - sum.mean);
}

/**
 * The standard error of the mean over all paths, and the number of independent sums behind it. A last group that is not
 * complete counts beside two that are: with one alone its sum would be all that is known of their spread.
 */
export function errorOf(sum: GroupedSum): { readonly error: number; readonly groups: number } {
  const { grouping, paths } = sum;
  const closed = { ...sum };
  if (grouping.kind === "scrambles") {
    const used = Math.min(paths, grouping.count);
    for (const total of sum.totals.subarray(0, used)) addGroup(closed, total);
  } else if (paths % lengthOf(grouping) !== 0 && sum.groups > 1) {
    addGroup(closed, sum.open);
  }
  const { groups, deviations } = closed;
  if (groups < 2) return { error: NaN, groups };
  return { error: Math.sqrt((groups / (groups - 1)) * deviations) / paths, groups };
}

/** The group of a path among `count` that are left out in turn: whole cycles, whole scrambles. */
export function groupOf(grouping: Grouping, path: number, count: number): number {
  if (grouping.kind === "scrambles") return (path % grouping.count) % count;
  return Math.floor(path / lengthOf(grouping)) % count;
}
