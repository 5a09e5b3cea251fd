/**
 * What a model may say and the engine does not simulate yet: one table, each entry refused by name with its place.
 *
 * Neutral values (`load: 0`, `restart: {}`, `regimes: {}`) say nothing and are legal. When a part is built,
 * its line goes.
 */

import { type Context, refuse } from "./context.ts";
import { matches } from "./tree.ts";
import { readText } from "./units.ts";

/** Keys that are refused unless their value is neutral. */
const keys: readonly string[] = ["uncertain"];

/** Reports every part of the model that would not be simulated. */
export function checkUnsupported(context: Context): void {
  for (const pattern of keys) {
    for (const { path, value } of matches(context.tree, pattern)) {
      if (!isNeutral(value)) refuse(context, path, "is not simulated yet");
    }
  }
}

/** Whether a value says nothing: nothing given, nothing in it, none of it. */
function isNeutral(value: unknown): boolean {
  if (value === null || value === undefined || value === 0 || value === false) return true;
  if (typeof value === "string") return isZeroText(value);
  return typeof value === "object" && Object.keys(value).length === 0;
}

function isZeroText(text: string): boolean {
  try {
    const quantity = readText(text);
    return typeof quantity === "number" ? quantity === 0 : quantity.toSI().toNumeric() === 0;
  } catch {
    // A text that is no quantity is no zero; the schema says what is wrong with it.
    return false;
  }
}
