/**
 * Where the values of a model stand: one YAML document read into a tree and, beside it, the place of every path.
 *
 * Aliases and merge keys are followed, so that a value taken over from an anchor is placed where it is written. Syntax
 * errors, duplicate keys and alias bombs are refused here.
 */

import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  visit,
  type YAMLMap,
} from "yaml";
import type { Place } from "./place.ts";
import { ModelError, type Path } from "./problems.ts";
import { isMapping, type Mapping } from "./tree.ts";

/** Places by path (see `placeKey`): of the value, and of the key before it. */
export interface Places {
  readonly values: Map<string, Place>;
  readonly keys: Map<string, Place>;
  /** Branches whose values stand in data files. */
  readonly tables?: readonly TablePlaces[];
}

/** Places of a branch that came from a data file. */
export interface TablePlaces {
  readonly prefix: Path;
  /** Of what lies at `prefix` and then `rest`; undefined if that is written in the model. */
  readonly place: (rest: Path) => Place | undefined;
}

/** One model file: its tree, and where each path of it stands. */
export interface Layer {
  readonly tree: Mapping;
  readonly places: Places;
}

/** Aliases a document may resolve before it counts as an attempt to exhaust memory. */
const mostAliases = 1000;
const deepestNesting = 40;

/** A path as the key of a `Places` map; a path's own key is a prefix of its children's. */
export function placeKey(path: Path): string {
  return path.map((segment) => `${segment}\u0000`).join("");
}

/** The place of a path, or of the nearest path above it that stands somewhere. */
export function locate(places: Places, path: Path, onKey = false): Place | undefined {
  for (const { prefix, place } of places.tables ?? []) {
    const within = path.length > prefix.length && prefix.every((part, at) => part === path[at]);
    const found = within ? place(path.slice(prefix.length)) : undefined;
    if (found !== undefined) return found;
  }
  const key = onKey ? places.keys.get(placeKey(path)) : undefined;
  if (key !== undefined) return key;
  for (let length = path.length; length >= 0; length--) {
    const place = places.values.get(placeKey(path.slice(0, length)));
    if (place !== undefined) return place;
  }
  return undefined;
}

/**
 * Reads one YAML document.
 * @param fileName as it shall stand in error messages.
 * @param source position of the file among those read: the model 0, its parent 1.
 * @throws ModelError for syntax errors, duplicate keys, alias bombs, an empty document and one that is no mapping.
 */
export function readLayer(text: string, fileName: string, source = 0): Layer {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: true });
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { text: `${fileName}:${line}:${col}`, order: [source, line, col] };
  };
  if (document.errors.length > 0) {
    throw new ModelError(
      document.errors.map((error) => `${placeAt(error.pos[0]).text}: ${sentence(error.message)}`),
    );
  }
  const wrong = wrongAlias(document);
  if (wrong !== null)
    throw new ModelError([`${placeAt(wrong.alias.range![0]).text}: ${wrong.reason}`]);
  const root = `${fileName}:1:1: `;
  if (document.contents === null) throw new ModelError([`${root}the file is empty`]);
  const value = expand(document, root);
  if (!isMapping(value)) throw new ModelError([`${root}it must be a mapping of keys to values`]);
  const places: Places = { values: new Map(), keys: new Map() };
  new PlaceWalk(document, placeAt, places).visit(document.contents, []);
  return { tree: value, places };
}

/** The first alias that names no anchor, or one that holds the alias itself: a tree without end. */
function wrongAlias(document: Document.Parsed): { alias: Alias; reason: string } | null {
  let wrong: { alias: Alias; reason: string } | null = null;
  visit(document, {
    Alias: (_key, alias, above) => {
      const target = alias.resolve(document);
      if (target === undefined) wrong = { alias, reason: `there is no anchor '${alias.source}'` };
      else if (above.includes(target))
        wrong = { alias, reason: `the anchor '${alias.source}' would hold itself` };
      return wrong === null ? undefined : visit.BREAK;
    },
  });
  return wrong;
}

function expand(document: Document.Parsed, root: string): unknown {
  try {
    const value: unknown = document.toJS({ maxAliasCount: mostAliases });
    if (depth(value, 0) > deepestNesting)
      throw new Error(`nested deeper than ${deepestNesting} levels`);
    return value;
  } catch (error) {
    throw new ModelError([`${root}${sentence((error as Error).message)}`]);
  }
}

function depth(value: unknown, level: number): number {
  if (level > deepestNesting || typeof value !== "object" || value === null) return level;
  if (Object.hasOwn(value, "__proto__")) throw new Error("'__proto__' is not a legal key");
  return Object.values(value).reduce<number>(
    (deepest, child) => Math.max(deepest, depth(child, level + 1)),
    level,
  );
}

function sentence(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1);
}

/** A key of a mapping as JavaScript has it: always text. */
function textOf(key: unknown): string {
  return typeof key === "string" ? key : key === null ? "" : JSON.stringify(key);
}

/** Writes down where each path of a document stands. */
class PlaceWalk {
  readonly #document: Document.Parsed;
  readonly #placeAt: (offset: number) => Place;
  readonly #places: Places;

  constructor(document: Document.Parsed, placeAt: (offset: number) => Place, places: Places) {
    this.#document = document;
    this.#placeAt = placeAt;
    this.#places = places;
  }

  visit(node: Node | null | undefined, path: Path): void {
    if (!node?.range) return;
    this.#places.values.set(placeKey(path), this.#placeAt(node.range[0]));
    const target = this.#follow(node);
    if (isMap(target)) this.#visitMap(target, path, new Set());
    else if (isSeq(target))
      target.items.forEach((item, index) => this.visit(item as Node, [...path, index]));
  }

  /** A map's own pairs first: they win over what is merged into it. */
  #visitMap(map: YAMLMap, path: Path, seen: Set<string>): void {
    const merged: Pair[] = [];
    for (const pair of map.items) {
      if (isScalar(pair.key) && pair.key.value === "<<") merged.push(pair);
      else this.#visitPair(pair, path, seen);
    }
    for (const pair of merged) {
      const source = this.#follow(pair.value as Node);
      const maps = isSeq(source)
        ? source.items.map((item) => this.#follow(item as Node))
        : [source];
      for (const each of maps) if (isMap(each)) this.#visitMap(each, path, seen);
    }
  }

  #visitPair(pair: Pair, path: Path, seen: Set<string>): void {
    const key = pair.key as Node;
    const name = isScalar(key) ? textOf(key.value) : key.toString();
    if (seen.has(name)) return;
    seen.add(name);
    const childPath = [...path, name];
    if (key.range) this.#places.keys.set(placeKey(childPath), this.#placeAt(key.range[0]));
    this.visit(pair.value as Node | null, childPath);
  }

  #follow(node: Node): Node | undefined {
    return isAlias(node) ? node.resolve(this.#document) : node;
  }
}
