/**
 * `--density KEY=LAW`: how likely the values of a key are.
 *
 *   { lognormal: { median: 101 minutes, sigma: 1.19 } }   a distribution as in a model file
 *   { normal: { mean: -0.01, sd: 0.05 } }                 which may lie on both sides of 0
 *   model                                                 what the model draws that fault's duration from
 *   model over 6 hours                                    the model's own move of that asset in six hours
 *
 * Either every key has one, or none has.
 */

import { parse } from "yaml";
import { parseBlock } from "../../model/context.ts";
import type { Context } from "../../model/context.ts";
import { keyText } from "../../model/problems.ts";
import type { Distribution } from "../../model/resolved/distribution.ts";
import type { Measure } from "../../model/resolved/uncertain.ts";
import { block } from "../../model/schema/block.ts";
import { distribution } from "../../model/schema/distribution.ts";
import { quantity } from "../../model/schema/quantity.ts";
import { unknownWord } from "../../model/suggest.ts";
import { isMapping } from "../../model/tree.ts";
import { readMeasured, readQuantity } from "../../model/units.ts";
import type { RangedKey, TypedUnit } from "../vary.ts";

/** A law before the model is known. Of a normal in the key's canonical unit. */
export type AskedLaw = { readonly text: string } & (
  | { readonly kind: "distribution"; readonly law: Distribution }
  | { readonly kind: "normal"; readonly mean: number; readonly sd: number }
  | { readonly kind: "model"; /** s; null: not given. */ readonly over: number | null }
);

/** The laws of the keys, in their order; null: none is given. @param problems gets everything that is wrong */
export function askedLawsOf(
  keys: readonly RangedKey[],
  words: readonly string[],
  problems: string[],
): AskedLaw[] | null {
  if (words.length === 0) return null;
  const laws = new Map<string, AskedLaw | null>();
  for (const word of words) {
    const [name, text] = splitWord(word);
    const key = keys.find((one) => one.key === name);
    if (key === undefined)
      problems.push(
        `--density ${word}: ${unknownWord("key", name, namesOf(keys))}: it must be one of --over`,
      );
    else if (laws.has(name)) problems.push(`--density ${word}: '${name}' has a density already`);
    else laws.set(name, lawOf(key.unit, text, `--density ${name}`, problems));
  }
  for (const name of namesOf(keys))
    if (!laws.has(name))
      problems.push(`--density: '${name}' needs one, too, or no key may have one`);
  return keys.flatMap(({ key }) => laws.get(key) ?? []);
}

const namesOf = (keys: readonly RangedKey[]): string[] => keys.map(({ key }) => key);

function splitWord(word: string): [name: string, text: string] {
  const equals = Math.max(word.indexOf("="), 0);
  return [word.slice(0, equals).trim(), word.slice(equals + 1).trim()];
}

function lawOf(unit: TypedUnit, text: string, option: string, problems: string[]): AskedLaw | null {
  try {
    const [, over] = /^model(?: over (.+))?$/.exec(text) ?? [null, null];
    if (over !== null)
      return { text, kind: "model", over: over === undefined ? null : timeOf(over) };
    return readLaw(measureOf(unit), text);
  } catch (error) {
    problems.push(`${option}: ${(error as Error).message}`);
    return null;
  }
}

function timeOf(text: string): number {
  const time = readQuantity(text, "time");
  if (!(time > 0)) throw new Error(`a time above 0 is needed, got '${text}'`);
  return time;
}

function measureOf({ text }: TypedUnit): Measure {
  return text === "" ? "number" : readMeasured(`1 ${text}`).measure;
}

/** @throws Error with everything that is wrong with the law */
function readLaw(measure: Measure, text: string): AskedLaw {
  const tree = parse(text) as unknown;
  if (!isMapping(tree))
    throw new Error(
      `must be a distribution such as { lognormal: { median: 1 hour, sigma: 1 } }, 'model' or 'model over 6 hours', got '${text}'`,
    );
  const context: Context = { tree: {}, problems: [], warnings: [], screened: false };
  const law =
    "normal" in tree ? readNormal(context, measure, tree) : readOther(context, measure, tree);
  if (law === null) {
    const told = context.problems.map(({ path, reason }) =>
      path.length === 0 ? reason : `${keyText(path)}: ${reason}`,
    );
    throw new Error(told.join("; "));
  }
  return { text, ...law };
}

function readNormal(context: Context, measure: Measure, tree: unknown) {
  const shape = block({ mean: quantity(measure), sd: quantity(measure, { above: 0 }) });
  const file = parseBlock(context, block({ normal: shape }), tree, []);
  return file === null
    ? null
    : ({ kind: "normal", mean: file.normal.mean, sd: file.normal.sd } as const);
}

function readOther(context: Context, measure: Measure, tree: unknown) {
  const anywhere = { low: -Infinity, high: Infinity };
  const law = parseBlock(context, distribution(measure, anywhere), tree, []);
  if (law === null) return null;
  if (law.kind === "constant") throw new Error("a constant has no density");
  if (law.kind === "empirical" && law.values.length === 0)
    throw new Error("empirical needs its values in a list");
  return { kind: "distribution", law } as const;
}
