/**
 * `extends: parent.yaml`: a model that says only what is different.
 *
 * Mappings are merged key by key, the child's value wins; lists and single values are replaced whole, and so is a
 * distribution by one of another kind (`{ constant: 1 hour }` over `{ exponential: ... }`). Every value keeps the file
 * and line it is written at. A parent may have a parent; a circle is refused.
 */

import { distributionKinds } from "./schema/distribution.ts";
import { type Layer, type Places, placeKey, readLayer, locate } from "./positions.ts";
import { ModelError, type KeyPath, show } from "./problems.ts";
import { isMapping, type Mapping } from "./tree.ts";

/** A text and the name it shall have in error messages. */
export interface SourceText {
  readonly text: string;
  readonly fileName: string;
}

/** Finds the text that `extends: name` in the file `from` means. @throws Error with a reason when there is none. */
export type ReadParent = (name: string, from: string) => SourceText;

/**
 * Reads a model with its ancestors and merges them.
 * @throws ModelError for a text that is no model, a parent that cannot be read, a circle.
 */
export function readWithParents(source: SourceText, readParent?: ReadParent): Layer {
  return readGeneration(source, readParent, []);
}

function readGeneration(
  source: SourceText,
  readParent: ReadParent | undefined,
  line: readonly string[],
): Layer {
  const layer = readLayer(source.text, source.fileName, line.length);
  const { extends: name, ...own } = layer.tree;
  if (name === undefined) return layer;
  const refuse = (reason: string): never => {
    const place = locate(layer.places, ["extends"])?.text ?? source.fileName;
    throw new ModelError([`${place}: extends: ${reason}`]);
  };
  if (typeof name !== "string" || name === "")
    return refuse(`must be the name of a model file, got ${show(name)}`);
  if (readParent === undefined)
    return refuse(`'${name}' cannot be read here: no reader of parents was given`);
  const parent = attempt(() => readParent(name, source.fileName), refuse);
  const ancestors = [...line, source.fileName];
  if (ancestors.includes(parent.fileName))
    return refuse(`a circle: ${[...ancestors, parent.fileName].join(" -> ")}`);
  return mergeLayers(
    { tree: own, places: layer.places },
    readGeneration(parent, readParent, ancestors),
  );
}

function attempt(read: () => SourceText, refuse: (reason: string) => never): SourceText {
  try {
    return read();
  } catch (error) {
    return refuse((error as Error).message);
  }
}

function mergeLayers(child: Layer, parent: Layer): Layer {
  const places: Places = { values: new Map(), keys: new Map() };
  const tree = mergeAt([], child, child.tree, parent, parent.tree, places) as Mapping;
  return { tree, places };
}

function mergeAt(
  path: KeyPath,
  child: Layer,
  mine: unknown,
  parent: Layer,
  theirs: unknown,
  places: Places,
): unknown {
  if (!isMapping(mine) || !isMapping(theirs) || replacesDistribution(mine, theirs)) {
    return take(path, child, mine, places);
  }
  takePlace(path, child, places);
  const merged: Mapping = {};
  for (const key of new Set([...Object.keys(theirs), ...Object.keys(mine)])) {
    const next = [...path, key];
    if (!Object.hasOwn(mine, key)) merged[key] = take(next, parent, theirs[key], places);
    else if (!Object.hasOwn(theirs, key)) merged[key] = take(next, child, mine[key], places);
    else merged[key] = mergeAt(next, child, mine[key], parent, theirs[key], places);
  }
  return merged;
}

/** A whole branch of one layer, with its places. */
function take(path: KeyPath, layer: Layer, value: unknown, places: Places): unknown {
  takePlace(path, layer, places);
  if (Array.isArray(value))
    value.forEach((item, index) => take([...path, index], layer, item, places));
  else if (isMapping(value))
    for (const key of Object.keys(value)) take([...path, key], layer, value[key], places);
  return value;
}

function takePlace(path: KeyPath, layer: Layer, places: Places): void {
  const key = placeKey(path);
  const value = layer.places.values.get(key);
  const name = layer.places.keys.get(key);
  if (value !== undefined) places.values.set(key, value);
  if (name !== undefined) places.keys.set(key, name);
}

function replacesDistribution(mine: Mapping, theirs: Mapping): boolean {
  const kindOf = (block: Mapping): string | undefined =>
    distributionKinds.find((kind) => Object.hasOwn(block, kind));
  const [kind, parentKind] = [kindOf(mine), kindOf(theirs)];
  return kind !== undefined && parentKind !== undefined && kind !== parentKind;
}
