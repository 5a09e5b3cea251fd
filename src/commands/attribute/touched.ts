/**
 * Which groups a path was touched by, read off the faults of a block.
 *
 * A row is of its component, or of the committee that this is a part of, and of the common cause that struck it. What fails
 * unseen (depegs, jumps, prices, impact, a channel's counterparties) touches every path that it takes part in, and so does
 * what is tilted, for without it the path has another weight.
 */

import type { BlockResult } from "../../engine/block.ts";
import { perfectibleIn, wholeOf } from "../../engine/perfectible.ts";
import type { ResolvedModel } from "../../model/resolved.ts";
import { componentsOf } from "../../reliability/components.ts";
import { FAULT_CAUSES } from "../../reliability/modes.ts";
import type { Group } from "./groups.ts";

/** Reads off a block which of the groups that took part were touched on each path. */
export function touchedIn(
  model: ResolvedModel,
  groups: readonly Group[],
): (block: BlockResult, under: number) => number[] {
  const bitsOf = (isIn: (group: Group) => boolean): number =>
    groups.reduce((bits, group, number) => (isIn(group) ? bits | (1 << number) : bits), 0);
  const holding = (key: string): number => bitsOf(({ keys }) => keys.includes(key));
  const ofComponent = componentsOf(model).map(({ key }) => holding(wholeOf(key)));
  const ofCause = [
    ...FAULT_CAUSES.map(() => 0),
    ...(model.commonCauses ?? []).map(({ name }) => holding(`common_causes.${name}`)),
  ];
  const always = alwaysTouched(model);
  const unseen = bitsOf(({ keys }) => keys.some((key) => always.has(key)));
  return ({ from, to, tables }: BlockResult, under: number): number[] => {
    const touched = Array<number>(to - from).fill(unseen & under);
    const { path, component, cause } = tables.faults!;
    for (let row = 0; row < path.length; row++)
      touched[path[row] - from] |= ofComponent[component[row]] | ofCause[cause[row]];
    return touched;
  };
}

/** What fails without a row of its own, and what changes the weight of a path by not failing. */
function alwaysTouched(model: ResolvedModel): ReadonlySet<string> {
  const unseen = perfectibleIn(model).filter(
    // What never fails as the parameters are stated may fail in a world of its own.
    ({ fails, shows }) => !shows && (fails || model.uncertain !== undefined),
  );
  const tilted = model.sampling.tilt?.factors.filter(({ factor }) => factor !== 1) ?? [];
  return new Set([
    ...unseen.map(({ key }) => key),
    ...tilted.map(({ component }) => wholeOf(component)),
  ]);
}
