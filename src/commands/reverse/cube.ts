/**
 * The unit cube of a reverse stress: every key runs from its calm end at 0 to its severe end at 1, in proportion.
 *
 * A direction leads from the calm corner to where it meets the cube's far faces: its largest coordinate is 1.
 */

import { choiceAt, settingOf } from "../vary.ts";
import type { RangedKey } from "../vary.ts";

/** One coordinate per key, in [0, 1]. */
export type Place = readonly number[];

/** Values of the keys at a place, in canonical units, to ten digits: settings are typed to twelve, in the key's own unit. */
export function valuesAt(keys: readonly RangedKey[], place: Place): number[] {
  return keys.map((key, at) => Number(Number(choiceAt(key, place[at]).value).toPrecision(10)));
}

/** The settings that make a variant of a place. */
export function settingsAt(keys: readonly RangedKey[], place: Place): string[] {
  return keys.map((key, at) => settingOf(key.key, choiceAt(key, place[at])));
}

/** The place so far along a direction. @param share in [0, 1] */
export function along(direction: Place, share: number): Place {
  return direction.map((coordinate) => share * coordinate);
}
