/** Common causes: one event that strikes several components, each with its own probability. Checked, not simulated. */

import { z } from "zod";
import { type Context, parseBlock } from "../context.ts";
import type { Path } from "../problems.ts";
import { unknownWord } from "../suggest.ts";
import { matches } from "../tree.ts";
import { block, byName } from "./block.ts";
import { componentKeys } from "./components.ts";
import { duration } from "./distribution.ts";
import { nonNegative, quantity, rate, share, time } from "./quantity.ts";

const shape = block({
  rate,
  duration,
  strikes: byName(share),
  mode: z.enum(["halt", "pause", "withhold", "degrade", "censor", "slow"]),
  stress: quantity("number", { min: 0, max: 5 }).default(0),
  load: nonNegative.default(0),
  load_lag: time.default(0),
});

/** The schema of one common cause. */
export const commonCauseSchema: z.ZodType = shape;

/** Checks one common cause. */
export function readCommonCause(context: Context, raw: unknown, _name: string, path: Path): null {
  const file = parseBlock(context, shape, raw, path);
  for (const target of Object.keys(file?.strikes ?? {})) {
    checkTarget(context, target, [...path, "strikes", target], componentKeys(context));
  }
  return null;
}

/** Reports a dotted pattern that names no component, no group of components and no nodes of one. */
export function checkTarget(
  context: Context,
  target: string,
  path: Path,
  known: readonly string[],
): void {
  const pattern = target.replace(/\.(nodes|members|signers)$/, "");
  const named = matches(context.tree, pattern).map((match) => match.path.join("."));
  if (named.some((name) => known.includes(name))) return;
  context.problems.push({ path, reason: unknownWord("component", target, known), onKey: true });
}
