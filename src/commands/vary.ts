/**
 * `--vary KEY=…` and `--over KEY=…`: which values a key of the model takes in turn.
 *
 * `a:b:step` lists a, a + step, … up to b; `x,y,z` lists what stands there, numbers or not; `a:b` is every value between a
 * and b. Keys are those of `--set`, `*` included. Values of a range are counted in the unit that its last part is typed
 * in and rounded to 12 digits, so that steps of 0.1 are 0.1, 0.2, 0.3. Whether the model takes a value is for loading to say.
 */

import { canonical, readText } from "../model/units.ts";
import { splitOutside } from "./splitOutside.ts";

/** A value of a key. */
export interface Choice {
  /** As `--set` takes it. */
  readonly text: string;
  /** In seconds, per second, USD, USD per second or a plain number; the text itself where it is no quantity. */
  readonly value: number | string;
}

/** A unit in which values are typed. */
export interface TypedUnit {
  /** What stands behind the number; empty for a plain one. */
  readonly text: string;
  /** One of it in canonical units. */
  readonly size: number;
}

/** A key whose values are told one by one. */
export interface ListedKey {
  readonly kind: "list";
  readonly key: string;
  readonly choices: readonly Choice[];
}

/** A key that may have any value from one end to the other. */
export interface RangedKey {
  readonly kind: "range";
  readonly key: string;
  /** In canonical units; `from` may be the larger one. */
  readonly from: number;
  readonly to: number;
  readonly unit: TypedUnit;
}

export type VariedKey = ListedKey | RangedKey;

/** Values that one list may have. */
const MOST_VALUES = 10_000;

const FORM = "must be KEY=a:b:step, KEY=a:b or KEY=x,y,z";

/** The setting that gives a key a value. */
export function settingOf(key: string, { text }: Choice): string {
  return `${key}=${text}`;
}

/** A value of a range, in canonical units, as it would be typed. */
export function choiceIn({ unit }: Pick<RangedKey, "unit">, value: number): Choice {
  const count = Number((value / unit.size).toPrecision(12));
  return { text: `${count} ${unit.text}`.trim(), value: count * unit.size };
}

/** The value a share of the way from the first end of a range to the second. @param share in [0, 1] */
export function choiceAt(range: Pick<RangedKey, "unit" | "from" | "to">, share: number): Choice {
  return choiceIn(range, range.from + share * (range.to - range.from));
}

/**
 * Reads the words of an option.
 *
 * @param option its name, for messages
 * @param problems gets everything that is wrong with them
 */
export function variedKeysOf(
  option: string,
  words: readonly string[],
  problems: string[],
): VariedKey[] {
  const keys = new Set<string>();
  return words.flatMap((word) => {
    try {
      const varied = variedKeyOf(word);
      if (keys.has(varied.key)) throw new Error(`'${varied.key}' is varied twice`);
      keys.add(varied.key);
      return [varied];
    } catch (error) {
      problems.push(`${option} ${word}: ${(error as Error).message}`);
      return [];
    }
  });
}

function variedKeyOf(word: string): VariedKey {
  const equals = word.indexOf("=");
  const key = word.slice(0, Math.max(equals, 0)).trim();
  const text = word.slice(equals + 1).trim();
  if (key === "" || text === "") throw new Error(FORM);
  const parts = splitOutside(text, ":");
  const items = splitOutside(text, ",");
  if ([...parts, ...items].includes("")) throw new Error(`${FORM}; a value is missing`);
  if (parts.length === 1) return { kind: "list", key, choices: items.map(typedChoice) };
  if (items.length > 1) throw new Error(`${FORM}; a range cannot stand in a list`);
  if (parts.length > 3) throw new Error(`${FORM}, got ${parts.length} parts`);
  return rangeOf(key, parts);
}

function typedChoice(text: string): Choice {
  try {
    const value = canonicalOf(text);
    return { text, value: value.number };
  } catch {
    return { text, value: text }; // a word, a mapping, an expression over the model's parameters
  }
}

/** A number in canonical units, and the dimension that its unit gives it; '' for a plain number. */
function canonicalOf(text: string): { readonly number: number; readonly dimension: string } {
  const value = canonical(readText(text));
  if (typeof value === "number") return { number: value, dimension: "" };
  const space = value.indexOf(" ");
  return { number: Number(value.slice(0, space)), dimension: value.slice(space + 1) };
}

function rangeOf(key: string, parts: readonly string[]): VariedKey {
  const numbers = parts.map(quantityOf);
  const units = numbers.filter(({ number, dimension }) => dimension !== "" || number !== 0);
  const [first, ...others] = units.map(({ dimension }) => dimension);
  if (others.some((dimension) => dimension !== first))
    throw new Error(
      "the parts of a range must be of one kind, all times, all rates or all numbers",
    );
  const unit = unitOf(parts.findLast((_, at) => numbers[at].number !== 0) ?? "0");
  const [from, to, step] = numbers.map(({ number }) => number);
  if (from === to) throw new Error("both ends of the range are the same");
  const range: RangedKey = { kind: "range", key, from, to, unit };
  return step === undefined ? range : steppedOf(range, step);
}

function quantityOf(text: string): ReturnType<typeof canonicalOf> {
  try {
    return canonicalOf(text);
  } catch (error) {
    throw new Error(`a range needs quantities: ${(error as Error).message}`, { cause: error });
  }
}

/** What stands behind the number that a text begins with, where it stands for a unit. */
function unitOf(text: string): TypedUnit {
  const [, rest = ""] = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?\s*(.*)$/i.exec(text) ?? [];
  if (rest !== "" && /^[a-z/]/i.test(rest))
    return { text: rest, size: canonicalOf(`1 ${rest}`).number };
  const { dimension } = canonicalOf(text);
  return { text: dimension, size: 1 };
}

function steppedOf(range: RangedKey, step: number): ListedKey {
  const { key, from, to } = range;
  const steps = (to - from) / step;
  if (!(steps > 0 && steps < Infinity))
    throw new Error("the step must lead from the first value to the second");
  const count = Math.floor(steps + 1e-9) + 1;
  if (count > MOST_VALUES)
    throw new Error(`has ${count} values, at most ${MOST_VALUES} are possible`);
  const choices = Array.from({ length: count }, (_, at) => choiceIn(range, from + at * step));
  return { kind: "list", key, choices };
}
