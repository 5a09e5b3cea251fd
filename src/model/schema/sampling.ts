/** Sampling: how many paths, from which seed, and how strong the price feedback is. */

import { z } from "zod";
import { type Context, parseBlock, refuse, sectionOf } from "../context.ts";
import type { Sampling, Splitting } from "../resolved/sampling.ts";
import { block, byName } from "./block.ts";
import { count, number, positive, quantity } from "./quantity.ts";
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

/** Paths of a world: enough to tell worlds apart from luck, few enough for many worlds. */
const usualWorld = 50;
const mostOfWorld = 1_000_000;

/** Paths of one root: few roots make no interval. */
const mostLeaves = 2 ** 16;
const mostLevels = 16;

const splitting = block({
  levels: z.array(positive).min(1).max(mostLevels),
  copies: count(2, mostLeaves).default(4),
  share: quantity("number", { above: 0, max: 1 }).default(0.1),
});

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
  paths_per_world: count(2, mostOfWorld).optional(),
  splitting: splitting.optional(),
  variance_shares: quantity("number", { min: 0, max: 1.5 }).optional(),
  tilt: byName(number).optional(),
  defensive: quantity("number", { min: 0, max: 1 }).optional(),
  feedback: z.enum(["off", "calibrated", "severe"]).default("calibrated"),
});

/** The schema of the sampling block. */
export const samplingSchema: z.ZodType = shape;

/** Reads the sampling block. @param uncertain whether the model has uncertain parameters */
export function readSampling(context: Context, uncertain: boolean): Sampling | null {
  const file = parseBlock(context, shape, sectionOf(context, "sampling", {}), ["sampling"]);
  if (file === null) return null;
  const tilt = readTilt(context, file.tilt ?? {}, file.defensive);
  const cycle = cycleOf(file);
  return {
    paths: file.paths,
    seed: file.seed,
    ...methodOf(context, file),
    ...(file.start === "stationary" && { start: file.start }),
    ...(file.strata !== undefined && { strata: file.strata }),
    ...(cycle > 1 && { cycle }),
    ...(uncertain && { pathsPerWorld: worldOf(context, file, cycle) }),
    ...splittingOf(context, file),
    ...(tilt !== undefined && { tilt }),
    ...(file.variance_shares !== undefined && { varianceShares: file.variance_shares }),
    feedback: feedbackScale[file.feedback],
  };
}

/** Levels that rise, and no more paths of a root than a run has room for. */
function splittingOf(
  { problems }: Context,
  { splitting: given }: z.infer<typeof shape>,
): { splitting?: Splitting } {
  if (given === undefined) return {};
  const { levels, copies } = given;
  const path = ["sampling", "splitting"];
  levels.forEach((level, place) => {
    if (place > 0 && level <= levels[place - 1])
      problems.push({
        path: [...path, "levels", place],
        reason: `must be above the level before (${levels[place - 1]}), got ${level}`,
      });
  });
  const leaves = copies ** levels.length;
  if (leaves > mostLeaves)
    problems.push({
      path,
      reason: `makes ${leaves} paths of each root (copies ^ levels), at most ${mostLeaves} can be`,
    });
  return { splitting: { ...given, leaves } };
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

/** Leaves of a root, or paths of a pair, of a cycle through the strata, or of both: an odd cycle begins in the middle of every other pair. */
function cycleOf({ method, strata, splitting: split }: z.infer<typeof shape>): number {
  if (split !== undefined) return split.copies ** split.levels.length;
  const cycle = strata?.reduce((sum, paths) => sum + paths, 0) ?? 1;
  return method === "antithetic" && cycle % 2 === 1 ? 2 * cycle : cycle;
}

/** Paths of a world: at least two cycles, so that what differs inside a world is seen. */
function worldOf(context: Context, file: z.infer<typeof shape>, cycle: number): number {
  if (file.method === "sobol") {
    const reason =
      "'sobol' cannot be used with 'uncertain': its points cover all paths, not those of one world";
    refuse(context, ["sampling", "method"], reason);
  }
  const world = file.paths_per_world ?? cycle * Math.max(2, Math.ceil(usualWorld / cycle));
  if (world % cycle !== 0 || world < 2 * cycle) {
    const reason = `must be a multiple of the ${cycle} paths that are drawn together, and at least two of it, got ${world}`;
    refuse(context, ["sampling", "paths_per_world"], reason);
  }
  return world;
}
