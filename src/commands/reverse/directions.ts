/**
 * Directions from the calm corner of the cube, none of which makes a key calmer.
 *
 * Of two keys: evenly over the right angle between them. Of more: each key alone, all together, and points of a scrambled Sobol
 * sequence, put through the half-normal quantile and so spread evenly over the sphere (Muller 1959). Beside a direction
 * lie those turned by an angle towards one of the keys: from any direction they lead to all sides (a positive basis).
 */

import { inverseNormal } from "../../random/inverseNormal.ts";
import { sobolPoints } from "../../random/spaceFilling.ts";
import type { StreamRegistry } from "../../random/streams.ts";
import type { Place } from "./cube.ts";

const RIGHT = Math.PI / 2;
/** Directions that are no farther apart are the same. */
const SAME = 1e-9;

const length = (vector: Place): number => Math.hypot(...vector);

/** As long as the cube allows. */
function toFace(vector: Place): Place {
  const largest = Math.max(...vector);
  return vector.map((coordinate) => coordinate / largest);
}

const axis = (keys: number, key: number): Place =>
  Array.from({ length: keys }, (_, at) => (at === key ? 1 : 0));

/** Whether two directions are one. */
export function sameDirection(one: Place, other: Place): boolean {
  return one.every((coordinate, at) => Math.abs(coordinate - other[at]) < SAME);
}

/** The angle between two directions, rad. */
export function angleBetween(one: Place, other: Place): number {
  const product = one.reduce((sum, coordinate, at) => sum + coordinate * other[at], 0);
  return Math.acos(Math.min(1, product / (length(one) * length(other))));
}

/** The angle between neighbouring ones, about, rad. @param count directions */
export function spacing(keys: number, count: number): number {
  return RIGHT / (count ** (1 / (keys - 1)) - (keys === 2 ? 1 : 0));
}

/** The directions to begin with, each key alone and all together among them. @param count above the number of keys, at least 3 */
export function firstDirections(registry: StreamRegistry, keys: number, count: number): Place[] {
  return keys === 2 ? ofTwoKeys(count) : ofMoreKeys(registry, keys, count);
}

function ofTwoKeys(count: number): Place[] {
  const inner = Array.from({ length: count - 2 }, (_, at): Place => {
    const angle = (RIGHT * (at + 1)) / (count - 1);
    return toFace([Math.cos(angle), Math.sin(angle)]);
  });
  const together: Place = [1, 1];
  const found = inner.some((direction) => sameDirection(direction, together));
  return [axis(2, 0), ...inner, ...(found ? [] : [together]), axis(2, 1)];
}

function ofMoreKeys(registry: StreamRegistry, keys: number, count: number): Place[] {
  const alone = Array.from({ length: keys }, (_, key) => axis(keys, key));
  const together: Place = alone.map(() => 1);
  const spread = sobolPoints(registry, count - keys - 1, keys).map((point) =>
    toFace(point.map((coordinate) => inverseNormal((1 + coordinate) / 2))),
  );
  return [...alone, together, ...spread];
}

/** A direction turned towards each of the keys in turn, and no farther than it. @param angle rad */
export function turned(direction: Place, angle: number): Place[] {
  const unit = direction.map((coordinate) => coordinate / length(direction));
  return unit.flatMap((cosine, key) => {
    const apart = Math.acos(Math.min(1, cosine));
    if (apart < SAME) return [];
    if (apart <= angle) return [axis(unit.length, key)];
    const rest = Math.sin(apart - angle);
    return [
      toFace(unit.map((coordinate, at) => rest * coordinate + (at === key ? Math.sin(angle) : 0))),
    ];
  });
}
