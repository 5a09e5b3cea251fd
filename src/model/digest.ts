/**
 * The digest of a resolved model: what tells two runs apart besides their seed.
 *
 * SHA-256 of canonical JSON (keys sorted, infinities spelled out) without `sampling.paths` and `sampling.seed`. A
 * variant's book is screened under the file's own margins, so the model without `--set` is part of its digest. Where
 * parameters are uncertain, so is how the model hangs on them.
 */

import { createHash } from "node:crypto";
import type { ResolvedModel } from "./resolved.ts";

/**
 * The first 16 hexadecimal digits of the digest.
 * @param expressions of the model, where they are evaluated again in each world
 */
export function digestOf(
  model: ResolvedModel,
  base: ResolvedModel,
  expressions: readonly unknown[] = [],
): string {
  const own = canonicalJson(withoutPaths(model));
  const file = canonicalJson(withoutPaths(base));
  const hash = createHash("sha256").update(own);
  if (file !== own) hash.update(file);
  if (expressions.length > 0) hash.update(canonicalJson(expressions));
  return hash.digest("hex").slice(0, 16);
}

/** A resolved model as JSON can hold it: infinities become the text "Infinity". */
export function printable(value: unknown): unknown {
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (Array.isArray(value)) return value.map(printable);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, printable(child)]));
}

function withoutPaths(model: ResolvedModel): unknown {
  const { paths: _paths, seed: _seed, ...sampling } = model.sampling;
  return { ...model, sampling };
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(sorted(printable(value)));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, child]) => [key, sorted(child)]));
}
