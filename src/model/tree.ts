/**
 * The model file as a tree of plain values: mappings, lists, numbers, text. How to walk it by patterns such as
 * `venues.*.collateral.*`, which the tables of references and `--set` are written in.
 */

import type { KeyPath } from "./problems.ts";

export type Mapping = Record<string, unknown>;

export interface Match {
  readonly path: KeyPath;
  readonly value: unknown;
}

export function isMapping(value: unknown): value is Mapping {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value at a path; undefined where there is none. */
export function valueAt(tree: unknown, path: KeyPath): unknown {
  let value = tree;
  for (const segment of path) {
    if (isMapping(value) && Object.hasOwn(value, segment)) value = value[segment];
    else if (Array.isArray(value) && typeof segment === "number") value = value[segment];
    else return undefined;
  }
  return value;
}

/** The keys of the mapping at a path, in file order; empty where there is none. */
export function keysAt(tree: unknown, path: KeyPath): string[] {
  const value = valueAt(tree, path);
  return isMapping(value) ? Object.keys(value) : [];
}

/** Children of a mapping or list whose key fits one segment of a pattern (`*` stands for any letters). */
export function childrenMatching(value: unknown, segment: string): (string | number)[] {
  if (Array.isArray(value)) {
    return [...value.keys()].filter((index) => segment === "*" || String(index) === segment);
  }
  if (!isMapping(value)) return [];
  if (!segment.includes("*")) return Object.hasOwn(value, segment) ? [segment] : [];
  return Object.keys(value).filter((key) => fits(key, segment));
}

/** Everything in the tree that a dotted pattern names, in file order. */
export function matches(tree: unknown, pattern: string): Match[] {
  let found: Match[] = [{ path: [], value: tree }];
  for (const segment of pattern.split(".")) {
    found = found.flatMap(({ path, value }) =>
      childrenMatching(value, segment).map((key) => ({
        path: [...path, key],
        value: valueAt(value, [key]),
      })),
    );
  }
  return found;
}

/** A copy that shares nothing, also where YAML aliases made two places one object. */
export function copyTree(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyTree);
  if (!isMapping(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, copyTree(child)]));
}

/** Whether a name fits a pattern: `*` stands for any letters. Linear: no regular expression is built. */
export function fits(key: string, pattern: string): boolean {
  const pieces = pattern.split("*");
  if (pieces.length === 1) return key === pattern;
  const first = pieces[0];
  const last = pieces[pieces.length - 1];
  if (!key.startsWith(first) || !key.endsWith(last) || key.length < first.length + last.length)
    return false;
  let from = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const at = key.indexOf(piece, from);
    if (at < 0) return false;
    from = at + piece.length;
  }
  return from <= key.length - last.length;
}
