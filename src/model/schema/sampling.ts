/** Sampling: how many paths, from which seed, and how strong the price feedback is. */

import { z } from "zod";
import { type Context, parseBlock, sectionOf } from "../context.ts";
import type { Sampling } from "../resolved/sampling.ts";
import { block, byName } from "./block.ts";
import { count, number, quantity } from "./quantity.ts";
import { readTilt } from "./tilt.ts";

/** Path numbers have 32 bits. */
const mostPaths = 2 ** 32 - 1;

/** Multiples of the impact law; the evidence on its size disagrees. */
const feedbackScale = { off: 0, calibrated: 1, severe: 2.5 } as const;

/** Independent scrambles, enough for an interval over them; dates of a path that points lead. */
const usualScrambles = 16;
const usualLeading = 32;

/** Without a second scramble there is no interval. */
const fewestScrambles = 2;
const mostScrambles = 4096;

/** Dimensions of the points. */
const mostLeading = 512;

/** Numbers of faults that are told apart, and paths of one of them in a cycle. */
const mostStrata = 20;
const mostAllotted = 1000;

const shape = block({
  paths: count(1, mostPaths).default(10_000),
  seed: z
    .union([z.string().min(1), z.number().int()], { error: "must be a whole number or text" })
    .transform(String)
    .default("1"),
  start: z.enum(["up", "stationary"]).default("up"),
  method: z.enum(["random", "antithetic", "sobol"]).default("random"),
  scrambles: count(fewestScrambles, mostScrambles).optional(),
  leading: count(1, mostLeading).optional(),
  strata: z.array(count(1, mostAllotted)).min(2).max(mostStrata).optional(),
  tilt: byName(number).optional(),
  defensive: quantity("number", { min: 0, max: 1 }).optional(),
  feedback: z.enum(["off", "calibrated", "severe"]).default("calibrated"),
});

/** The schema of the sampling block. */
export const samplingSchema: z.ZodType = shape;

/** Reads the sampling block. */
export function readSampling(context: Context): Sampling | null {
  const file = parseBlock(context, shape, sectionOf(context, "sampling", {}), ["sampling"]);
  if (file === null) return null;
  const tilt = readTilt(context, file.tilt ?? {}, file.defensive);
  return {
    paths: file.paths,
    seed: file.seed,
    ...methodOf(context, file),
    ...(file.start === "stationary" && { start: file.start }),
    ...(file.strata !== undefined && { strata: file.strata }),
    ...(tilt !== undefined && { tilt }),
    feedback: feedbackScale[file.feedback],
  };
}

/** How paths are drawn together, and what belongs to another way of it. */
function methodOf(
  { problems }: Context,
  { method, scrambles, leading }: z.infer<typeof shape>,
): Pick<Sampling, "method"> {
  if (method === "sobol") {
    const points = { scrambles: scrambles ?? usualScrambles, leading: leading ?? usualLeading };
    return { method: { kind: method, ...points } };
  }
  for (const [key, value] of Object.entries({ scrambles, leading })) {
    if (value !== undefined)
      problems.push({ path: ["sampling", key], reason: "belongs to method 'sobol'", onKey: true });
  }
  return method === "random" ? {} : { method: { kind: method } };
}
