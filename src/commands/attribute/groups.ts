/**
 * Which components are made perfect together: one by one, or as a file of groups says.
 *
 *   cloud: [sequencers.*, provers.*]
 *   impact: sampling.feedback
 *
 * By itself every component that can fail, every common cause and depeg, and the scenario's prices are a group each.
 * Jumps and price impact are told apart only where a file names them. What no group holds stays as it is.
 */

import { perfectibleIn } from "../../engine/perfectible.ts";
import type { Perfectible } from "../../engine/perfectible.ts";
import { loadLayer } from "../../model/load.ts";
import { locate } from "../../model/positions.ts";
import { keyText, ModelError, show } from "../../model/problems.ts";
import type { KeyPath } from "../../model/problems.ts";
import type { ResolvedModel } from "../../model/resolved.ts";
import { fitsDotted } from "../../model/schema/components.ts";
import { unknownWord } from "../../model/suggest.ts";

export interface Group {
  readonly name: string;
  /** Of `perfectibleIn`. */
  readonly keys: readonly string[];
}

/** Coalitions are told by the bits of an integer. */
export const MOST_GROUPS = 30;
/** Rows of the table that are no groups. */
export const REST = "everything else";
export const TOTAL = "total";

const LEFT_TO_FILES: readonly Perfectible["kind"][] = ["jumps", "feedback"];

/** A group for everything that can fail, each under its key. */
export function usualGroups(model: ResolvedModel): Group[] {
  return perfectibleIn(model)
    .filter(({ kind, fails }) => fails && !LEFT_TO_FILES.includes(kind))
    .map(({ key }) => ({ name: key, keys: [key] }));
}

/**
 * Reads a file of groups.
 *
 * @throws ModelError with everything that is wrong, each with its place
 */
export function groupsIn(file: string, model: ResolvedModel): Group[] {
  const { tree, places } = loadLayer(file);
  const problems: string[] = [];
  const refuse = (path: KeyPath, reason: string, onKey = false): void => {
    problems.push(`${locate(places, path, onKey)!.text}: ${keyText(path)}: ${reason}`);
  };
  const known = perfectibleIn(model).map(({ key }) => key);
  const holder = new Map<string, string>();
  const claim = (name: string, pattern: string, path: KeyPath): string[] => {
    const found = known.filter((key) => fitsDotted(key, pattern));
    if (found.length === 0) refuse(path, unknownWord("component", pattern, known));
    return found.filter((key) => {
      const other = holder.get(key);
      if (other !== undefined && other !== name) refuse(path, `'${key}' is in '${other}' already`);
      holder.set(key, other ?? name);
      return other === undefined;
    });
  };
  const groups = Object.entries(tree).map(([name, value]): Group => {
    if (name === REST || name === TOTAL) refuse([name], "is no name for a group", true);
    const patterns = patternsIn(value);
    if (patterns.length === 0) refuse([name], "names no component");
    const keys = patterns.flatMap(([pattern, ...at]) => {
      const path = [name, ...at];
      if (typeof pattern === "string") return claim(name, pattern, path);
      refuse(path, `must be a component, like sequencers.*; got ${show(pattern)}`);
      return [];
    });
    return { name, keys };
  });
  if (groups.length > MOST_GROUPS)
    problems.push(`${file}: has ${groups.length} groups; there may be ${MOST_GROUPS}`);
  if (problems.length > 0) throw new ModelError(problems);
  return groups;
}

/** Each pattern, and its position where it stands in a list. */
function patternsIn(value: unknown): [pattern: unknown, ...at: number[]][] {
  return Array.isArray(value) ? value.map((pattern, at) => [pattern, at]) : [[value]];
}
