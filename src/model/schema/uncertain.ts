/**
 * Parameters that are not known: `uncertain.<parameter>` is a law in place of the number of that name in `params`.
 *
 * The law carries the unit of the parameter. What it is worth in one world is drawn elsewhere and written into `params`,
 * so that everything that hangs on the parameter follows.
 */

import { type Context, parseBlock, refuse, sectionOf } from "../context.ts";
import { type KeyPath, show } from "../problems.ts";
import type { Distribution } from "../resolved/distribution.ts";
import type { UncertainParameter } from "../resolved/uncertain.ts";
import { unknownWord } from "../suggest.ts";
import { isMapping, type Mapping } from "../tree.ts";
import { readMeasured } from "../units.ts";
import { distribution } from "./distribution.ts";

const anywhere = { low: -Infinity, high: Infinity } as const;

/** Reads the laws of the parameters, in the order of the file. */
export function readUncertain(context: Context): UncertainParameter[] {
  const laws = sectionOf(context, "uncertain", {}) ?? {};
  if (!isMapping(laws)) {
    refuse(context, ["uncertain"], `must be a mapping of parameters to laws, got ${show(laws)}`);
    return [];
  }
  const params = sectionOf(context, "params", {}) as Mapping;
  return Object.entries(laws).flatMap(([name, raw]) => readOne(context, params, name, raw));
}

function readOne(
  context: Context,
  params: Mapping,
  name: string,
  raw: unknown,
): UncertainParameter[] {
  const path: KeyPath = ["uncertain", name];
  if (!Object.hasOwn(params, name)) {
    const reason = unknownWord("parameter", name, Object.keys(params));
    context.problems.push({ path, reason, onKey: true });
    return [];
  }
  const value = params[name] as number | string | null;
  if (value === null) return []; // what is wrong with the parameter has been said
  const { measure, value: stated } = readMeasured(value);
  const law = parseBlock(context, distribution(measure, anywhere), raw, path);
  if (law === null) return [];
  if (measure !== "number" && isBeta(law))
    refuse(context, path, `beta is a law of plain numbers, the parameter is of measure ${measure}`);
  return [{ name, measure, stated, law }];
}

function isBeta(law: Distribution): boolean {
  return law.kind === "mixture"
    ? law.parts.some((part) => isBeta(part.distribution))
    : law.kind === "beta";
}
