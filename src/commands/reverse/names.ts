/** What people read: values of keys in the units in which they were typed, and the point that was looked for. */

import { figure } from "../figures.ts";
import type { RangedKey } from "../vary.ts";
import type { Mildness } from "./mildness.ts";

/** `4.5 hours`, `-0.152`. @param value in canonical units */
export function valueText({ unit }: RangedKey, value: number): string {
  return `${figure(value / unit.size)} ${unit.text}`.trim();
}

/** `scenario.0.price.ETH=-0.152 scenario.1.duration=4.5 hours`. @param values in canonical units, one per key */
export function namedValues(keys: readonly RangedKey[], values: readonly number[]): string {
  return keys.map((key, at) => `${key.key}=${valueText(key, values[at])}`).join(" ");
}

/** What the point at the least distance is called. */
export const superlative = ({ kind }: Mildness): string =>
  kind === "density" ? "most likely" : "mildest";
