/**
 * `--set KEY=VALUE`: other numbers for one run.
 *
 * Keys are dotted, items of lists by number, `*` stands for any letters of one segment
 * (`sequencers.*.faults.*.rate=10 / year`). The value is YAML, so `4e6`, `10 / year`, `=2 * stress` and
 * `{ constant: 1 hour }` are all values. Whether a new key is a known one is for the schema to say; a `*` that matches
 * nothing is an error here, and so is a part of a component, or a parameter, that the model does not have.
 */

import { parseDocument } from "yaml";
import { refuseUnknownName } from "./nameSections.ts";
import type { Place } from "./place.ts";
import { type Layer, type Places, placeKey } from "./positions.ts";
import type { KeyPath } from "./problems.ts";
import { nearest } from "./suggest.ts";
import { childrenMatching, copyTree, isMapping, type Mapping, valueAt } from "./tree.ts";

/** The layer with values replaced, and what was wrong with the settings. */
export interface Overridden {
  readonly layer: Layer;
  readonly problems: readonly string[];
}

/** The model with each setting applied in turn. The layer given is left as it is. */
export function applyOverrides(layer: Layer, settings: readonly string[]): Overridden {
  const tree = copyTree(layer.tree) as Mapping;
  const places: Places = { values: new Map(layer.places.values), keys: new Map(layer.places.keys) };
  const problems: string[] = [];
  for (const setting of settings) {
    try {
      applyOne(tree, places, setting);
    } catch (error) {
      problems.push(`--set ${setting}: ${(error as Error).message}`);
    }
  }
  return { layer: { tree, places }, problems };
}

/**
 * The model with other tilts (`--tilt KEY=VALUE`) in place of its own. Keys of tilts are dotted themselves, so that no
 * setting could name one.
 */
export function replaceTilts(layer: Layer, tilts: readonly string[]): Overridden {
  const tree = copyTree(layer.tree) as Mapping;
  const places: Places = { values: new Map(layer.places.values), keys: new Map(layer.places.keys) };
  const problems: string[] = [];
  if (!isMapping(tree["sampling"])) tree["sampling"] = {};
  write(tree, ["sampling", "tilt"], {});
  for (const text of tilts) {
    try {
      const { key, value } = splitSetting(text);
      if (key === "__proto__") throw new Error("'__proto__' is not a legal key");
      write(tree, ["sampling", "tilt", key], value);
      const place: Place = { text: `--tilt ${text}`, order: [Infinity, 0, 0] };
      movePlaces(places, ["sampling", "tilt", key], place);
    } catch (error) {
      problems.push(`--tilt ${text}: ${(error as Error).message}`);
    }
  }
  return { layer: { tree, places }, problems };
}

function splitSetting(setting: string): { readonly key: string; readonly value: unknown } {
  const equals = setting.indexOf("=");
  const key = setting.slice(0, Math.max(equals, 0)).trim();
  if (key === "") throw new Error("must be KEY=VALUE");
  return { key, value: readValue(setting.slice(equals + 1).trim()) };
}

function applyOne(tree: Mapping, places: Places, setting: string): void {
  const { key, value } = splitSetting(setting);
  const segments = key.split(".");
  if (segments.includes("")) throw new Error(`'${key}' has an empty segment`);
  if (segments.includes("__proto__")) throw new Error("'__proto__' is not a legal key");
  if (segments[0] === "extends")
    throw new Error(
      "'extends' cannot be set: it is read before any setting; name another model file",
    );
  const place: Place = { text: `--set ${setting}`, order: [Infinity, 0, 0] };
  for (const path of targets(tree, segments)) {
    refuseUnknownName(tree, path);
    write(tree, path, copyTree(value));
    movePlaces(places, path, place);
  }
}

function readValue(text: string): unknown {
  if (text === "") throw new Error("has no value");
  const document = parseDocument(text, { prettyErrors: false });
  if (document.errors.length > 0) throw new Error(document.errors[0].message);
  return document.toJS({ maxAliasCount: 0 }) as unknown;
}

/** Paths that a key names. Mappings on the way may be missing: whether they may be there is for the schema to say. */
function targets(tree: Mapping, segments: readonly string[]): KeyPath[] {
  if (!segments.some((segment) => segment.includes("*"))) return [plainPath(tree, segments)];
  let found: KeyPath[] = [[]];
  segments.forEach((segment, level) => {
    const next = found.flatMap((path) =>
      step(valueAt(tree, path), segment).map((key) => [...path, key]),
    );
    if (next.length === 0) throw new Error(noMatch(tree, found, segments, level));
    found = next;
  });
  return found;
}

/** Children that one segment names: existing ones, or a new key of a mapping. A list that is not there has no items. */
function step(value: unknown, segment: string): (string | number)[] {
  const isItem = /^\d+$/.test(segment);
  const isNewKey = !segment.includes("*") && (isMapping(value) || (value === undefined && !isItem));
  return isNewKey ? [segment] : childrenMatching(value, segment);
}

function noMatch(
  tree: Mapping,
  found: readonly KeyPath[],
  segments: readonly string[],
  level: number,
): string {
  const key = segments.slice(0, level + 1).join(".");
  const known = found.flatMap((path) => {
    const value = valueAt(tree, path);
    return isMapping(value) ? Object.keys(value) : [];
  });
  const candidate = nearest(segments[level], known);
  return candidate === null
    ? `'${key}' matches nothing`
    : `'${key}' matches nothing, did you mean '${candidate}'?`;
}

function plainPath(tree: Mapping, segments: readonly string[]): KeyPath {
  const path: (string | number)[] = [];
  let value: unknown = tree;
  for (const segment of segments) {
    if (value !== undefined && !isMapping(value) && !Array.isArray(value)) {
      throw new Error(`'${path.join(".")}' is a single value and has no '${segment}'`);
    }
    const key = Array.isArray(value) ? itemOf(value, segment, path) : segment;
    path.push(key);
    value = valueAt(value, [key]);
  }
  return path;
}

function itemOf(list: readonly unknown[], segment: string, path: KeyPath): number {
  const index = /^\d+$/.test(segment) ? Number(segment) : list.length;
  if (index >= list.length) {
    throw new Error(
      `'${path.join(".")}' is a list of ${list.length}, numbered from 0: it has no '${segment}'`,
    );
  }
  return index;
}

function write(tree: Mapping, path: KeyPath, value: unknown): void {
  let parent: Record<string | number, unknown> = tree;
  for (const segment of path.slice(0, -1)) {
    if (!Object.hasOwn(parent, segment)) parent[segment] = {};
    parent = parent[segment] as Record<string | number, unknown>;
  }
  parent[path[path.length - 1]] = value;
}

/** Everything at and under the path now stands in the setting, and so do mappings made on the way. */
function movePlaces(places: Places, path: KeyPath, place: Place): void {
  const key = placeKey(path);
  for (const map of [places.values, places.keys]) {
    for (const known of map.keys()) if (known.startsWith(key)) map.delete(known);
  }
  for (let length = 1; length <= path.length; length++) {
    const above = placeKey(path.slice(0, length));
    if (!places.values.has(above)) places.values.set(above, place);
    if (!places.keys.has(above)) places.keys.set(above, place);
  }
}
