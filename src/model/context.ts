/**
 * What the readers of the entities share: the whole tree, to look names up in, and the list of problems found so far.
 *
 * `parseBlock` is the only place where zod's issues become our sentences.
 */

import { z } from "zod";
import { keyText, type KeyPath, type Problem, show } from "./problems.ts";
import { nearest, unknownWord } from "./suggest.ts";
import { isMapping, keysAt, type Mapping, valueAt } from "./tree.ts";

export interface Context {
  /** The model after overrides and expressions. */
  readonly tree: Mapping;
  readonly problems: Problem[];
  readonly warnings: string[];
  /** False for a variant (`--set`): its accounts may be liquidatable at t = 0, the file's may not. */
  readonly screened: boolean;
}

/** Sections whose names other parts refer to, and where they stand. */
const sections = {
  assets: ["market", "assets"],
  sequencers: ["sequencers"],
  provers: ["provers"],
  availability: ["availability"],
  chains: ["chains"],
  bridges: ["bridges"],
  venues: ["venues"],
} as const;

export type Section = keyof typeof sections;

/** Names of a section in file order: a name's position is its index in the resolved model. */
export function namesOf(context: Context, section: Section): string[] {
  return keysAt(context.tree, sections[section]);
}

/** Index of a name; -1 for an unknown one, which the table of references reports. */
export function indexOf(context: Context, section: Section, name: string): number {
  return namesOf(context, section).indexOf(name);
}

/** Whether a value is a known name; checks between entities pass over names that are reported as unknown. */
export function isKnown(context: Context, section: Section, name: unknown): name is string {
  return typeof name === "string" && namesOf(context, section).includes(name);
}

/** A field of a named entity as it stands in the file, for checks across entities. */
export function fieldOf(context: Context, section: Section, name: string, field: string): unknown {
  return valueAt(context.tree, [...sections[section], name, field]);
}

/** A section of the root; `absent` where the file has none. */
export function sectionOf(context: Context, name: string, absent: unknown): unknown {
  return Object.hasOwn(context.tree, name) ? context.tree[name] : absent;
}

export function refuse(context: Context, path: KeyPath, reason: string): void {
  context.problems.push({ path, reason });
}

/**
 * Reads one block by its schema.
 * @returns the block with defaults and canonical units, or null after reporting everything that is wrong with it.
 */
export function parseBlock<T>(
  context: Context,
  schema: z.ZodType<T>,
  raw: unknown,
  path: KeyPath,
): T | null {
  const result = schema.safeParse(raw, { error: sentenceOf, reportInput: true });
  if (result.success) return result.data;
  const { issues } = result.error;
  context.problems.push(
    ...issues
      .filter((issue) => !followsTypo(issue, issues))
      .flatMap((issue) => problemsOf(issue, path)),
  );
  return null;
}

/**
 * Reads a mapping of names to entities.
 * @returns the entities in file order, without those that were wrong; wrong ones are reported.
 */
export function readEach<T>(
  context: Context,
  path: KeyPath,
  read: (context: Context, raw: unknown, name: string, path: KeyPath) => T | null,
): T[] {
  const block = valueAt(context.tree, path);
  if (block === undefined) return [];
  if (!isMapping(block)) {
    refuse(context, path, `must be a mapping of names, got ${show(block)}`);
    return [];
  }
  return Object.entries(block).flatMap(([name, raw]) => {
    checkEntityName(context, name, [...path, name]);
    const entity = read(context, raw, name, [...path, name]);
    return entity === null ? [] : [entity];
  });
}

function checkEntityName(context: Context, name: string, path: KeyPath): void {
  if (/^[A-Za-z][A-Za-z0-9_-]*$/.test(name)) return;
  context.problems.push({
    path,
    reason: `a name is letters, digits, '-' and '_', and begins with a letter`,
    onKey: true,
  });
}

type Issue = z.core.$ZodIssue;

/** A block with an unknown key lacks what that key was meant to be: that is one mistake, not two. */
function followsTypo(issue: Issue, issues: readonly Issue[]): boolean {
  const place = keyText(issue.path as KeyPath);
  return (
    issue.code === "custom" &&
    issues.some(
      (other) => other.code === "unrecognized_keys" && keyText(other.path as KeyPath) === place,
    )
  );
}

/** One or more problems for an issue: one per unknown key, those of the fitting branch for a union. */
function problemsOf(issue: Issue, base: KeyPath): Problem[] {
  const path: KeyPath = [...base, ...(issue.path as (string | number)[])];
  if (issue.code === "unrecognized_keys") {
    const known = issue.message.split(" ");
    return issue.keys.map((key) => ({
      path: [...path, key],
      reason: unknownWord("key", key, known),
      onKey: true,
    }));
  }
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    const branch = issue.errors.find((issues) => !issues.every(isWrongType));
    if (branch !== undefined) return branch.flatMap((inner) => problemsOf(inner, path));
  }
  return [{ path, reason: issue.message, onKey: issue.code === "invalid_key" }];
}

/** The whole value was of a type that this branch of a union does not take. */
function isWrongType(issue: Issue): boolean {
  return (
    issue.path.length === 0 && (issue.code === "invalid_type" || issue.code === "invalid_value")
  );
}

const typeNames: Readonly<Record<string, string>> = {
  object: "a mapping",
  record: "a mapping",
  array: "a list",
  string: "text",
  boolean: "true or false",
  number: "a number",
};

/** zod's issue in our words. Of unknown keys the known ones, which `problemsOf` makes suggestions from. */
function sentenceOf(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === "unrecognized_keys") {
    return Object.keys((issue.inst as z.ZodObject | undefined)?.shape ?? {}).join(" ");
  }
  if (issue.code === "invalid_union" && typeof issue["discriminator"] === "string")
    return kindSentence(issue);
  if (issue.input === undefined) return "is required";
  if (issue.code === "invalid_type")
    return `must be ${typeNames[issue.expected] ?? issue.expected}, got ${show(issue.input)}`;
  if (issue.code === "invalid_value") return oneOf(issue.values.map(String), issue.input);
  if (issue.code === "too_small") return `must have at least ${issue.minimum}`;
  if (issue.code === "too_big") return `must have at most ${issue.maximum}`;
  return undefined;
}

function kindSentence(issue: z.core.$ZodRawIssue): string {
  const discriminator = issue["discriminator"] as string;
  const { options } = (issue.inst as unknown as z.core.$ZodDiscriminatedUnion)._zod.def;
  const kinds = options.flatMap((option) => [...(option._zod.propValues?.[discriminator] ?? [])]);
  const given = isMapping(issue.input) ? issue.input[discriminator] : undefined;
  return given === undefined
    ? "is required"
    : oneOf(kinds.filter((kind) => kind !== undefined).map(String), given);
}

function oneOf(allowed: readonly string[], given: unknown): string {
  const candidate = typeof given === "string" ? nearest(given, allowed) : null;
  const hint = candidate === null ? "" : `, did you mean '${candidate}'?`;
  return `must be one of ${allowed.join(", ")}, got ${show(given)}${hint}`;
}
