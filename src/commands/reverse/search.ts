/**
 * The boundary of a reverse stress: the places at which a limit begins to be broken as often as asked, and the mildest of them.
 *
 * Every place meets the same paths. Directions from the calm corner are followed to the boundary; then, three times with half
 * the angle, those beside the mildest one (a compass search; Kolda, Lewis and Torczon 2003). The mildest place is the
 * mildest of those looked at.
 */

import { createRegistry } from "../../random/streams.ts";
import type { Limit } from "../../estimation/limitTest.ts";
import { judgeInStages } from "../variantRuns.ts";
import type { Judged } from "../variantRuns.ts";
import type { VariantSearch } from "../variantSearch.ts";
import type { RangedKey } from "../vary.ts";
import { along, settingsAt, valuesAt } from "./cube.ts";
import type { Place } from "./cube.ts";
import { angleBetween, firstDirections, sameDirection, spacing, turned } from "./directions.ts";
import type { Mildness } from "./mildness.ts";
import { crossingOf, isBroken } from "./ray.ts";
import { stagesOf } from "./stages.ts";

const REFINEMENTS = 3;

/** A place that was looked at. */
export interface Look {
  readonly place: Place;
  /** Of the keys, in canonical units. */
  readonly values: readonly number[];
  readonly judged: Judged;
  readonly broken: boolean;
}

/** Where a direction meets the boundary. */
export interface BoundaryPoint {
  readonly direction: Place;
  /** The nearest place known to break the limit. */
  readonly look: Look;
  /** Values of the keys at the farthest place known not to break it. */
  readonly safe: readonly number[];
  /** Ends of the interval of the true boundary along the direction; null: not told by these paths. */
  readonly low: readonly number[] | null;
  readonly high: readonly number[] | null;
  readonly distance: number;
}

/** What is looked for. */
export interface Wanted {
  readonly keys: readonly RangedKey[];
  readonly limit: Limit;
  readonly directions: number;
  readonly mildness: Mildness;
  /** Of the directions. */
  readonly seed: string;
}

export interface FoundBoundary {
  readonly outcome: "found" | "never broken" | "broken at the calm end";
  /** Of two keys from the first to the second; of more from the mildest on. */
  readonly points: readonly BoundaryPoint[];
  /** Null: there is none, or none that the densities give. */
  readonly mildest: BoundaryPoint | null;
  /** Directions that were followed. */
  readonly directions: number;
  /** Whether right beside the mildest point the boundary leaves the ranges. */
  readonly leaves: boolean;
  readonly looks: readonly Look[];
  /** Both corners of the cube. */
  readonly calm: Look;
  readonly severe: Look;
  /** Broken at the calm end: a corner with one key, or all, at the severe end that is not; null: none, or not looked for. */
  readonly safeCorner: Look | null;
}

/** The mildest point; null: none lies at a distance. The first of several that are alike. */
function mildestOf(points: readonly BoundaryPoint[]): BoundaryPoint | null {
  return points.reduce<BoundaryPoint | null>(
    (best, one) => (one.distance < (best?.distance ?? Infinity) ? one : best),
    null,
  );
}

/** By the angle from the first of two keys; of more, by distance. */
function inOrder(one: BoundaryPoint, other: BoundaryPoint): number {
  if (one.direction.length > 2) return one.distance - other.distance || 0;
  const angle = ({ direction: [x, y] }: BoundaryPoint): number => Math.atan2(y, x);
  return angle(one) - angle(other);
}

/** Remembers what it has looked at. */
function createLooks(search: VariantSearch, { keys, limit }: Wanted) {
  const known = new Map<string, Look>();
  const lookAt = async (place: Place): Promise<Look> => {
    const set = settingsAt(keys, place);
    const name = set.join("\n");
    const look = known.get(name);
    if (look !== undefined) return look;
    const variant = search.load(set);
    const stages = stagesOf(variant.model.sampling);
    const judged = await judgeInStages(search, variant, limit, stages);
    const broken = isBroken(judged, limit.probability);
    const fresh = { place, values: valuesAt(keys, place), judged, broken };
    known.set(name, fresh);
    return fresh;
  };
  return { lookAt, all: () => [...known.values()] };
}

/** One key at its severe end, each in turn, then all. */
function cornersOf(keys: number): Place[] {
  const numbers = Array.from({ length: keys }, (_, key) => key);
  return [...numbers.map((one) => numbers.map((key) => Number(key === one))), numbers.map(() => 1)];
}

async function firstSafe(
  places: readonly Place[],
  lookAt: (place: Place) => Promise<Look>,
): Promise<Look | null> {
  for (const place of places) {
    const look = await lookAt(place);
    if (!look.broken) return look;
  }
  return null;
}

/** Follows the directions to the boundary. */
export async function searchBoundary(
  search: VariantSearch,
  wanted: Wanted,
): Promise<FoundBoundary> {
  const { keys, limit, directions: count, mildness, seed } = wanted;
  const { lookAt, all } = createLooks(search, wanted);
  const calm = await lookAt(keys.map(() => 0));
  const severe = await lookAt(keys.map(() => 1));
  const points: BoundaryPoint[] = [];
  const followed: Place[] = [];
  const unbroken: Place[] = [];
  const gap = spacing(keys.length, count);
  const follow = async (direction: Place): Promise<void> => {
    if (followed.some((known) => sameDirection(known, direction))) return;
    followed.push(direction);
    const crossed = await crossingOf(
      async (share) => (await lookAt(along(direction, share))).judged,
      limit.probability,
    );
    if (crossed === null) {
      unbroken.push(direction);
      return;
    }
    const at = (share: number | undefined) =>
      share === undefined ? null : valuesAt(keys, along(direction, share));
    const look = await lookAt(along(direction, crossed.broken));
    points.push({
      direction,
      look,
      safe: valuesAt(keys, along(direction, crossed.safe)),
      low: at(crossed.low),
      high: at(crossed.high),
      distance: mildness.distance(look.place, look.values),
    });
  };
  if (!calm.broken) {
    for (const direction of firstDirections(createRegistry(seed), keys.length, count))
      await follow(direction);
    for (let round = 1; round <= REFINEMENTS; round++)
      for (const direction of turned(mildestOf(points)?.direction ?? [], gap / 2 ** round))
        await follow(direction);
  }
  const safeCorner = calm.broken ? await firstSafe(cornersOf(keys.length), lookAt) : null;
  const outcome = calm.broken
    ? "broken at the calm end"
    : points.length === 0
      ? "never broken"
      : "found";
  points.sort(inOrder);
  const mildest = mildestOf(points);
  const near = 1.01 * (gap / 2 ** REFINEMENTS);
  const leaves =
    mildest !== null && unbroken.some((one) => angleBetween(one, mildest.direction) <= near);
  const directions = followed.length;
  return { outcome, points, mildest, directions, leaves, looks: all(), calm, severe, safeCorner };
}
