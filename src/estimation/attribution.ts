/**
 * What a figure is owed to: the figure of every coalition of players on the same paths, and what each player adds.
 *
 * *Alone* is v({i}) - v(nobody), *left out* v(all) - v(all but i), *shapley* the mean contribution over orders of joining;
 * the latter sum to v(all) - v(nobody). *Interaction* is that total minus the sum of those alone. All are linear in the
 * worths, so the influence of a path on them is the same sum of its influences, and their intervals are paired (Hampel 1974).
 * Student's t with the paths that carry the figure in either of v(all) and v(nobody).
 */
import { studentCritical } from "./criticalValue.ts";
import { type Contributions, contributionOf, orderError } from "./contributions.ts";
import { CONFIDENCE, resolved, unresolved, withoutInterval } from "./estimate.ts";
import type { Estimate } from "./estimate.ts";
import type { Figure } from "./figure.ts";
import { addPath, createGroupedSum, errorOf } from "./grouping.ts";
import type { Grouping } from "./grouping.ts";
import { carriers, metricOf } from "./pairedDifference.ts";
import { type MetricPaths, type Worth, worthOf } from "./worth.ts";

export interface Game {
  readonly figure: Figure;
  readonly players: number;
  /** Holds nobody, everybody, each alone and each left out, too, with or without coefficients. */
  readonly contributions: Contributions;
  /** Sampled orders, each followed by its reverse; null: all. */
  readonly orders: readonly (readonly number[])[] | null;
  /** The metric under a coalition, on the same paths for all. */
  readonly pathsOf: (coalition: number) => MetricPaths;
  readonly grouping: Grouping;
}

export interface Owed {
  readonly alone: Estimate;
  readonly leftOut: Estimate;
  readonly shapley: Estimate;
}

export interface Attribution {
  /** v(all). */
  readonly total: Estimate;
  /** v(nobody). */
  readonly rest: Estimate;
  readonly interaction: Estimate;
  readonly players: readonly Owed[];
}

/** A sum of worths: its coefficients by coalition. */
type Combination = (coalition: number) => number;

/** Plays a game: each coalition's figure once, and everything that is made of them. */
export function attribute(game: Game): Attribution {
  const { players, contributions, orders } = game;
  const all = 2 ** players - 1;
  const bits = Array.from({ length: players }, (_, player) => 1 << player);
  const difference =
    (more: number, less: number): Combination =>
    (coalition) =>
      Number(coalition === more) - Number(coalition === less);
  const combinations: Combination[] = [
    (coalition) =>
      difference(all, 0)(coalition) -
      bits.reduce((sum, bit) => sum + difference(bit, 0)(coalition), 0),
    ...bits.map((bit) => difference(bit, 0)),
    ...bits.map((bit) => difference(all, all ^ bit)),
    ...bits.map(
      (_, player): Combination =>
        (coalition) =>
          contributions.get(coalition)?.[player] ?? 0,
    ),
  ];
  const { worths, values, influences } = combine(game, combinations);
  const worth = (coalition: number): number => worths.get(coalition)!.value ?? NaN;
  const critical = criticalOf(game);
  const estimate = (at: number, value: number, more = 0): Estimate =>
    estimateOf(value, influences[at], game.grouping, critical, more);
  return {
    total: worths.get(all)!,
    rest: worths.get(0)!,
    interaction: estimate(0, values[0]),
    players: bits.map((_, player) => ({
      alone: estimate(1 + player, values[1 + player]),
      leftOut: estimate(1 + players + player, values[1 + players + player]),
      shapley: estimate(
        1 + 2 * players + player,
        contributionOf(player, contributions, worth),
        orders === null ? 0 : orderError(player, orders, worth),
      ),
    })),
  };
}

interface Combined {
  readonly worths: ReadonlyMap<number, Estimate>;
  readonly values: Float64Array;
  /** Null where a worth that counts has none. */
  readonly influences: readonly (Float64Array | null)[];
}

/** Every worth once, added to the sums that it counts in. */
function combine(game: Game, combinations: readonly Combination[]): Combined {
  const worths = new Map<number, Estimate>();
  const values = new Float64Array(combinations.length);
  const influences: (Float64Array | null)[] = combinations.map(
    () => new Float64Array(game.pathsOf(0).values.length),
  );
  for (const coalition of game.contributions.keys()) {
    const worth = worthOf(game.figure, game.pathsOf(coalition), game.grouping);
    worths.set(coalition, worth.estimate);
    combinations.forEach((combination, at) => {
      const coefficient = combination(coalition);
      if (coefficient === 0) return;
      values[at] += coefficient * (worth.estimate.value ?? NaN);
      influences[at] = added(influences[at], coefficient, worth);
    });
  }
  return { worths, values, influences };
}

function added(
  sum: Float64Array | null,
  coefficient: number,
  { influence }: Worth,
): Float64Array | null {
  if (sum === null || influence === null) return null;
  for (let path = 0; path < sum.length; path++) sum[path] += coefficient * influence[path];
  return sum;
}

/** How many standard errors an interval reaches; NaN where too few paths carry the figure. */
function criticalOf({ figure, players, pathsOf }: Game): (groups: number) => number {
  const [all, nobody] = [2 ** players - 1, 0].map((coalition) => {
    const { values, weights } = pathsOf(coalition);
    return metricOf(values, weights);
  });
  const known = all.sample !== undefined && nobody.sample !== undefined;
  const carried = known ? carriers(figure, [all, nobody]) : 0;
  return (groups) => {
    const degrees = Math.min(groups, carried) - 1;
    return degrees > 0 ? studentCritical(CONFIDENCE, degrees) : NaN;
  };
}

function estimateOf(
  value: number,
  influence: Float64Array | null,
  grouping: Grouping,
  critical: (groups: number) => number,
  more: number,
): Estimate {
  if (Number.isNaN(value)) return unresolved("a coalition's figure is not resolved");
  if (influence === null) return withoutInterval(value, "a coalition's error is not known");
  const sum = createGroupedSum(grouping);
  for (const one of influence) addPath(sum, one);
  const { error, groups } = errorOf(sum);
  const reach = critical(groups) * Math.hypot(error, more);
  return reach > 0
    ? resolved(value, value - reach, value + reach)
    : withoutInterval(value, "the paths do not tell how far it may be off");
}
