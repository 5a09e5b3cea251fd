/** Common causes: one event that strikes several components, each with its own probability, for one shared duration. */

import { z } from "zod";
import { type Context, parseBlock, refuse } from "../context.ts";
import type { KeyPath } from "../problems.ts";
import type { CommonCause } from "../resolved/fault.ts";
import { unknownWord } from "../suggest.ts";
import { block, byName } from "./block.ts";
import {
  componentsNamed,
  componentsOf,
  modesOf,
  type NamedComponent,
  spread,
} from "./components.ts";
import { duration } from "./distribution.ts";
import { nonNegative, quantity, rate, share, time } from "./quantity.ts";

const shape = block({
  rate,
  duration: duration.optional(),
  strikes: byName(share),
  mode: z.enum(["halt", "pause", "withhold", "degrade", "censor", "slow", "compromise"]),
  capacity: share.optional(),
  slowdown: quantity("number", { min: 1, max: 1e6 }).optional(),
  stress: quantity("number", { min: 0, max: 5 }).default(0),
  load: nonNegative.default(0),
  load_lag: time.default(0),
});

type CommonCauseFile = z.output<typeof shape>;

/** The schema of one common cause. */
export const commonCauseSchema: z.ZodType = shape;

/** Reads one common cause under its name. */
export function readCommonCause(
  context: Context,
  raw: unknown,
  name: string,
  path: KeyPath,
): CommonCause | null {
  const file = parseBlock(context, shape, raw, path);
  if (file === null) return null;
  const components = componentsOf(context);
  for (const target of Object.keys(file.strikes)) {
    const place = [...path, "strikes", target];
    checkTarget(context, target, place, components);
    for (const key of componentsNamed(components, target, "alone")) {
      if (!modesOf(key).includes(file.mode))
        refuse(context, place, `'${key}' has no mode '${file.mode}'`);
    }
  }
  requireFields(context, file, path);
  const { mode, slowdown = 1, capacity, stress, load, load_lag: lag } = file;
  return {
    name,
    fault: {
      mode,
      rate: file.rate,
      duration: file.duration ?? null,
      stress,
      slowdown,
      loss: null,
      ...(capacity !== undefined && { capacity }),
      ...(load > 0 && { load: { factor: load, lag } }),
    },
    strikes: [...spread(components, file.strikes, "alone")].map(([component, probability]) => ({
      component,
      probability,
    })),
  };
}

/** What is compromised stays so; everything else lasts. */
function requireFields(context: Context, file: CommonCauseFile, path: KeyPath): void {
  const { mode } = file;
  if (file.duration === undefined && mode !== "compromise")
    refuse(context, [...path, "duration"], "is required");
  const owners = { slowdown: "slow", capacity: "degrade" } as const;
  for (const key of ["slowdown", "capacity"] as const) {
    if (mode === owners[key] && file[key] === undefined)
      refuse(context, [...path, key], `is required for mode '${mode}'`);
    if (mode !== owners[key] && file[key] !== undefined)
      refuse(context, [...path, key], `has no meaning for mode '${mode}'`);
  }
}

/** Reports a dotted pattern that names no component, no group of components and no parts of one. */
export function checkTarget(
  context: Context,
  target: string,
  path: KeyPath,
  components: readonly NamedComponent[],
): void {
  if (componentsNamed(components, target, "alone").length > 0) return;
  const known = components.map(({ key }) => key);
  context.problems.push({ path, reason: unknownWord("component", target, known), onKey: true });
}
