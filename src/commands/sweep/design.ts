/**
 * Designs: which variants a sweep simulates.
 *
 * `grid`: every combination of the listed values, the last key running fastest; the first one is what the others are
 * compared with. `sobol` and `lhs`: points that fill the ranges evenly; of a listed key a point takes the item of its
 * stretch. No point of theirs is special, so the file as it is stands before them.
 */

import { latinHypercube, sobolPoints } from "../../random/spaceFilling.ts";
import { createRegistry } from "../../random/streams.ts";
import { choiceAt, settingOf } from "../vary.ts";
import type { Choice, VariedKey } from "../vary.ts";

/** How the variants of a sweep are chosen. */
export type DesignName = "grid" | "sobol" | "lhs";

export const DESIGNS: readonly DesignName[] = ["grid", "sobol", "lhs"];

/** What a variant sets. */
export interface DesignPoint {
  /** One per key, in the order of the keys; empty: the file as it is. */
  readonly choices: readonly Choice[];
  /** `KEY=VALUE`. */
  readonly set: readonly string[];
}

/** Variants that one sweep may have. */
const MOST_VARIANTS = 10_000;

/** Points that `sobol` and `lhs` have unless told otherwise. */
const USUAL_POINTS = 32;

function pointOf(keys: readonly VariedKey[], choices: readonly Choice[]): DesignPoint {
  return { choices, set: choices.map((choice, at) => settingOf(keys[at].key, choice)) };
}

function gridOf(keys: readonly VariedKey[], problems: string[]): DesignPoint[] {
  const lists = keys.flatMap((key) => {
    if (key.kind === "list") return [key.choices];
    problems.push(`--vary ${key.key}: a grid needs a step (a:b:step), or choose --design sobol`);
    return [];
  });
  const count = lists.reduce((product, choices) => product * choices.length, 1);
  if (count > MOST_VARIANTS) {
    problems.push(`--vary: makes ${count} variants, at most ${MOST_VARIANTS} are possible`);
    return [];
  }
  const combinations = lists.reduce<Choice[][]>(
    (rows, choices) => rows.flatMap((row) => choices.map((choice) => [...row, choice])),
    [[]],
  );
  return combinations.map((choices) => pointOf(keys, choices));
}

/** The value of a key at a coordinate in (0, 1). */
function designedChoice(key: VariedKey, coordinate: number): Choice {
  if (key.kind === "list") return key.choices[Math.floor(coordinate * key.choices.length)];
  return choiceAt(key, coordinate);
}

/**
 * The variants of a design; the first one is what the others are compared with.
 *
 * @param points null: as many as usual
 * @param seed that the points of `sobol` and `lhs` belong to
 * @param problems gets what is wrong with it
 */
export function designOf(
  design: DesignName,
  keys: readonly VariedKey[],
  points: number | null,
  seed: string,
  problems: string[],
): DesignPoint[] {
  if (design === "grid") {
    if (points !== null) problems.push("--points: belongs to --design sobol or lhs");
    return gridOf(keys, problems);
  }
  const place = design === "sobol" ? sobolPoints : latinHypercube;
  const coordinates = place(createRegistry(seed), points ?? USUAL_POINTS, keys.length);
  const fileAsItIs: DesignPoint = { choices: [], set: [] };
  const choose = (point: readonly number[]): DesignPoint =>
    pointOf(
      keys,
      keys.map((key, at) => designedChoice(key, point[at])),
    );
  return [fileAsItIs, ...coordinates.map(choose)];
}
