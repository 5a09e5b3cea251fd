/**
 * Distributions as the file names them: a mapping with one kind, `{ lognormal: { median: 101 minutes, sigma: 1.19 } }`,
 * and an optional `cap` that truncates, among the parameters or beside the kind.
 *
 * The dimension of the location parameter is the key's: a duration's median is a time, a leverage's a number. Support
 * is checked against the range of the variable, so that no draw can be a negative time or a loss above the whole. Whether
 * a law can be drawn at all, its sampler says.
 */

import { z } from "zod";
import type { Distribution, MixturePart } from "../resolved/distribution.ts";
import { type KeyPath, show } from "../problems.ts";
import { type Dimension, exampleOf, readQuantity } from "../units.ts";
import { compileDistribution } from "../../random/distribution.ts";
import { block } from "./block.ts";
import { supportOf } from "./support.ts";
import { positive, quantity, share } from "./quantity.ts";

/** The kinds, by their keys in the file. */
export const distributionKinds: readonly string[] = [
  ...Object.keys(kindSchemas("number")),
  "mixture",
];

/** Values a variable may take; a distribution must not reach beyond them. */
export interface Support {
  readonly low: number;
  readonly high: number;
  /** The low end itself is no legal value (a duration of 0 as a constant). */
  readonly open?: boolean;
}

/** A distribution of a variable of one dimension. */
export type DistributionSchema = z.ZodType<Distribution>;

const weightTolerance = 1e-9;

/** The schema of a distribution over `support`. */
export function distribution(dimension: Dimension, support: Support): DistributionSchema {
  const kinds = kindSchemas(dimension);
  const cap = quantity(dimension, { above: 0 }).optional();
  const part = block({ weight: share, ...kinds, cap });
  const schema = block({ ...kinds, mixture: z.array(part).min(1).optional(), cap }, (input) =>
    noDistribution(input, dimension),
  );
  return schema.transform((file, context): Distribution => {
    const fail = (message: string, path: KeyPath = []): never => {
      context.addIssue({ code: "custom", message, path: [...path] });
      return z.NEVER;
    };
    const resolved = file.mixture === undefined ? single(file) : mixture(file, file.mixture);
    if (typeof resolved === "string") return fail(resolved);
    const reason = parameterError(resolved) ?? supportError(resolved, support);
    if (reason !== null) return fail(reason);
    const complaint = drawError(resolved, support);
    return complaint === null ? resolved : fail(complaint.reason, complaint.path);
  });
}

/** The commonest slip is the value itself, which a constant is made of. */
function noDistribution(input: unknown, dimension: Dimension): string {
  const value = isQuantity(input, dimension) ? input : exampleOf(dimension);
  return `must be a distribution, such as { constant: ${value} }; got ${show(input)}`;
}

function isQuantity(input: unknown, dimension: Dimension): input is number | string {
  if (typeof input !== "number" && typeof input !== "string") return false;
  try {
    readQuantity(input, dimension);
    return true;
  } catch {
    return false;
  }
}

/** Of a length of time: nothing at or below 0. */
export const duration: DistributionSchema = distribution("time", {
  low: 0,
  high: Infinity,
  open: true,
});
/** Of a reaction or a freeze: 0 is allowed. */
export const delay: DistributionSchema = distribution("time", { low: 0, high: Infinity });
/** Of a share of something: within [0, 1]. */
export const shareDistribution: DistributionSchema = distribution("number", { low: 0, high: 1 });

/** Every kind optional; `single` sees to it that exactly one is there. */
function kindSchemas(dimension: Dimension) {
  const above = quantity(dimension, { above: 0 });
  const any = quantity(dimension);
  const cap = above.optional();
  return {
    exponential: block({ mean: above, cap }).optional(),
    lognormal: block({
      median: above,
      sigma: quantity("number", { above: 0, max: 10 }),
      cap,
    }).optional(),
    weibull: block({ scale: above, shape: positive, cap }).optional(),
    gamma: block({ mean: above, shape: positive, cap }).optional(),
    pareto: block({ minimum: above, alpha: positive, cap }).optional(),
    beta: block({
      mean: quantity("number", { above: 0, below: 1 }),
      concentration: positive,
      cap,
    }).optional(),
    uniform: block({ low: any, high: any, cap }).optional(),
    triangular: block({ low: any, mode: any, high: any, cap }).optional(),
    constant: any.optional(),
    empirical: z.union([z.string(), z.array(any).min(1)]).optional(),
  };
}

type Kinds = { readonly [key: string]: unknown };

/** The one kind of a block in resolved form, or what is wrong. */
function single(file: Kinds): Distribution | string {
  const given = distributionKinds.filter((kind) => file[kind] !== undefined);
  if (given.length !== 1) {
    return given.length === 0
      ? `must name a distribution: ${distributionKinds.join(", ")}`
      : `must name one distribution, got ${given.join(" and ")}`;
  }
  const kind = given[0];
  if (kind === "constant") return { kind, value: file[kind] as number };
  // The name of a file is left where that could not be read, which has been said; an empty list stands for it.
  if (kind === "empirical")
    return { kind, values: Array.isArray(file[kind]) ? file[kind] : [], ...capOf(file) };
  const {
    basis: _basis,
    cap: inner,
    ...parameters
  } = file[kind] as { basis?: unknown; cap?: number };
  if (inner !== undefined && file["cap"] !== undefined) return "cap is given twice";
  return {
    kind,
    ...parameters,
    ...capOf(inner === undefined ? file : { cap: inner }),
  } as Distribution;
}

/** The cap as the resolved model has it: absent where there is none. */
function capOf(file: Kinds): { cap?: number } {
  return file["cap"] === undefined ? {} : { cap: file["cap"] as number };
}

function mixture(
  file: Kinds,
  parts: readonly (Kinds & { weight: number })[],
): Distribution | string {
  const others = distributionKinds.filter((kind) => kind !== "mixture" && file[kind] !== undefined);
  if (others.length > 0)
    return `must name one distribution, got mixture and ${others.join(" and ")}`;
  const resolved: MixturePart[] = [];
  for (const part of parts) {
    const inner = single(part);
    if (typeof inner === "string") return inner;
    resolved.push({ weight: part.weight, distribution: inner });
  }
  const total = parts.reduce((sum, part) => sum + part.weight, 0);
  if (Math.abs(total - 1) > weightTolerance)
    return `weights of a mixture must sum to 1, got ${total}`;
  return { kind: "mixture", parts: resolved, ...capOf(file) };
}

function parameterError(drawn: Distribution): string | null {
  if (drawn.kind === "mixture")
    return firstOf(drawn.parts.map((part) => parameterError(part.distribution)));
  if (drawn.kind === "uniform" && drawn.low >= drawn.high) {
    return `low must be below high (${drawn.high}), got ${drawn.low}`;
  }
  if (
    drawn.kind === "triangular" &&
    !(drawn.low <= drawn.mode && drawn.mode <= drawn.high && drawn.low < drawn.high)
  ) {
    return `must have low <= mode <= high and low < high, got ${drawn.low}, ${drawn.mode}, ${drawn.high}`;
  }
  return null;
}

function supportError(drawn: Distribution, support: Support): string | null {
  if (drawn.kind === "empirical" && drawn.values.length === 0) return null;
  const [low, high] = supportOf(drawn);
  if (drawn.kind !== "constant" && drawn.cap !== undefined && low >= drawn.cap) {
    return `cap must be above the least value (${low}), got ${drawn.cap}`;
  }
  if (low < support.low) return `must not fall below ${support.low}, got values from ${low}`;
  if (support.open === true && high <= support.low)
    return `must be above ${support.low}, got ${high}`;
  return high > support.high ? `must not exceed ${support.high}: give a cap` : null;
}

interface Complaint {
  readonly path: KeyPath;
  readonly reason: string;
}

/** The least and the greatest uniform a path may meet; smaller ones than the least are as good as never drawn. */
const rarest = [1e-9, 1 - 2 ** -53] as const;

/** What keeps a law from being drawn, and from where: its sampler's own words, or draws that no double holds. */
function drawError(drawn: Distribution, support: Support): Complaint | null {
  if (drawn.kind === "mixture") {
    for (const [index, { distribution: law }] of drawn.parts.entries()) {
      const inner = drawError(law, support);
      if (inner !== null) return { ...inner, path: ["mixture", index, ...inner.path] };
    }
  }
  // Of a file that could not be read nothing is left, which has been said.
  if (drawn.kind === "empirical" && drawn.values.length === 0) return null;
  try {
    const { quantile } = compileDistribution(drawn);
    const [least, most] = rarest.map(quantile);
    if (!(least > -Infinity && most < Infinity))
      return { path: [drawn.kind], reason: "draws numbers that are too large to be held" };
    return support.open === true && least <= support.low
      ? { path: [drawn.kind], reason: `draws numbers that cannot be told from ${support.low}` }
      : null;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return complaintOf(error.message);
  }
}

/** `weibull.shape: the mean overflows` as a path and a reason; of a cap the reason names it, it stands in two places. */
function complaintOf(message: string): Complaint {
  const named = /^(\w+)\.(\w+): (.*)$/.exec(message);
  return named === null
    ? { path: [], reason: message }
    : { path: [named[1], named[2]], reason: named[3] };
}

function firstOf(reasons: readonly (string | null)[]): string | null {
  return reasons.find((reason) => reason !== null) ?? null;
}
