/**
 * Where the values of a model stand: one YAML document read into a tree and, beside it, the place of every path.
 *
 * Aliases and merge keys are followed, so that a value taken over from an anchor is placed where it is written. Syntax
 * errors, duplicate keys, tags and alias bombs are refused here.
 */

import {
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
import { ModelError, type KeyPath } from "./problems.ts";
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
  readonly prefix: KeyPath;
  /** Of what lies at `prefix` and then `rest`; undefined if that is written in the model. */
  readonly place: (rest: KeyPath) => Place | undefined;
}

/** One model file: its tree, and where each path of it stands. */
export interface Layer {
  readonly tree: Mapping;
  readonly places: Places;
}

/** Aliases a document may resolve before it counts as an attempt to exhaust memory. */
const mostAliases = 1000;
const deepestNesting = 40;
const tooDeep = `nested deeper than ${deepestNesting} levels`;
/** Syntax errors that are told: a file of another kind has one in every line. */
const mostErrors = 20;
/** A tag may say what a value is anyway; what others make of it no key takes. */
const plainTags = /^(!|tag:yaml\.org,2002:(str|int|float|bool|null|map|seq))$/;

/** A path as the key of a `Places` map; a path's own key is a prefix of its children's. */
export function placeKey(path: KeyPath): string {
  return path.map((segment) => `${segment}\u0000`).join("");
}

/** The place of a path, or of the nearest path above it that stands somewhere. */
export function locate(places: Places, path: KeyPath, onKey = false): Place | undefined {
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
  const root = `${fileName}:1:1: `;
  const document = parsed(text, lines, root);
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { text: `${fileName}:${line}:${col}`, order: [source, line, col] };
  };
  const refuse = (mistakes: readonly Mistake[]): void => {
    if (mistakes.length === 0) return;
    throw new ModelError(
      mistakes.map(({ offset, reason }) => `${placeAt(offset).text}: ${reason}`),
    );
  };
  refuse(syntaxErrors(document));
  refuse(mistakesIn(document));
  if (document.contents === null) throw new ModelError([`${root}the file is empty`]);
  const value = expand(document, root);
  if (!isMapping(value)) throw new ModelError([`${root}it must be a mapping of keys to values`]);
  const places: Places = { values: new Map(), keys: new Map() };
  new PlaceWalk(document, placeAt, places).visit(document.contents, []);
  return { tree: value, places };
}

/** @throws ModelError for a text that nests so deep that it cannot even be read */
function parsed(text: string, lineCounter: LineCounter, root: string): Document.Parsed {
  try {
    // The parser looks for a key among all before it; `mistakesIn` knows them by name.
    const options = { prettyErrors: false, merge: true, uniqueKeys: false } as const;
    return parseDocument(text, { ...options, lineCounter });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new ModelError([`${root}${tooDeep}`]);
  }
}

/** What is wrong at an offset of the text. */
interface Mistake {
  readonly offset: number;
  readonly reason: string;
}

/** Errors of the syntax, in our words where the parser's are about itself. Of one too deep to be read nothing else is said. */
function syntaxErrors({ errors, warnings }: Document.Parsed): Mistake[] {
  const [deep] = errors.filter(({ message }) => /call stack/.test(message));
  if (deep !== undefined) return [{ offset: deep.pos[0], reason: tooDeep }];
  const untold = warnings.filter(({ code }) => code !== "TAG_RESOLVE_FAILED");
  return [...errors, ...untold].slice(0, mostErrors).map(({ code, message, pos }) => ({
    offset: pos[0],
    reason:
      code === "MULTIPLE_DOCS"
        ? "a second document begins here: a file holds one model"
        : sentence(message),
  }));
}

/** What YAML has and a model must not: keys given twice, tags, and aliases of nothing or of what holds them, each anchor once. */
function mistakesIn(document: Document.Parsed): Mistake[] {
  const mistakes: Mistake[] = [];
  const refuse = (node: Node, reason: string): void => {
    mistakes.push({ offset: node.range![0], reason });
  };
  const wrongAnchors = new Set<string>();
  visit(document, {
    Alias: (_key, alias, above) => {
      const { source } = alias;
      const target = alias.resolve(document);
      if ((target !== undefined && !above.includes(target)) || wrongAnchors.has(source)) return;
      wrongAnchors.add(source);
      refuse(
        alias,
        target === undefined
          ? `there is no anchor '${source}'`
          : `the anchor '${source}' would hold itself`,
      );
    },
    Value: (_key, node) => {
      const { tag } = node;
      if (tag !== undefined && !plainTags.test(tag))
        refuse(node, `unknown tag '${tag.replace("tag:yaml.org,2002:", "!!")}'`);
      if (isMap(node))
        for (const key of keysGivenTwice(node)) refuse(key, "map keys must be unique");
    },
  });
  return mistakes;
}

function keysGivenTwice(map: YAMLMap): Node[] {
  const seen = new Set<string>();
  return map.items.flatMap(({ key }) => {
    if (!isScalar(key) || key.value === "<<") return [];
    const name = textOf(key.value);
    const isTwice = seen.has(name);
    seen.add(name);
    return isTwice ? [key as Node] : [];
  });
}

function expand(document: Document.Parsed, root: string): unknown {
  try {
    const value: unknown = document.toJS({ maxAliasCount: mostAliases });
    if (depth(value, 0) > deepestNesting) throw new Error(tooDeep);
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

  visit(node: Node | null | undefined, path: KeyPath): void {
    if (!node?.range) return;
    this.#places.values.set(placeKey(path), this.#placeAt(node.range[0]));
    const target = this.#follow(node);
    if (isMap(target)) this.#visitMap(target, path, new Set());
    else if (isSeq(target))
      target.items.forEach((item, index) => this.visit(item as Node, [...path, index]));
  }

  /** A map's own pairs first: they win over what is merged into it. */
  #visitMap(map: YAMLMap, path: KeyPath, seen: Set<string>): void {
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

  #visitPair(pair: Pair, path: KeyPath, seen: Set<string>): void {
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
