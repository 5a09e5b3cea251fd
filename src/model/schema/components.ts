/**
 * Components by their dotted keys (`sequencers.nitro`, `chains.side.sequencer`): what scenarios force, common causes
 * strike and tilts speed up, and in which modes each can break.
 */

import { type Context, fieldOf, namesOf } from "../context.ts";
import type { KeyPath } from "../problems.ts";
import type { FaultModeName } from "../resolved/fault.ts";
import { fits, isMapping, valueAt } from "../tree.ts";

/** Committees larger than this are refused by their own schema. */
const mostParts = 1000;

/** A component as patterns may call it. */
export interface NamedComponent {
  readonly key: string;
  /** Its key; of a part also all parts of its committee (`sequencers.commons.nodes`). */
  readonly names: readonly string[];
  /** Key of the committee that it is a part of; null: of none. */
  readonly whole: string | null;
}

/** Every component that can break, section by section in file order, then the parts of committees. */
export function componentsOf(context: Context): NamedComponent[] {
  const inline = namesOf(context, "chains").filter((chain) =>
    isMapping(fieldOf(context, "chains", chain, "sequencer")),
  );
  const keys = (section: "provers" | "bridges" | "chains"): NamedComponent[] =>
    namesOf(context, section).map((name) => single(`${section}.${name}`));
  const sequencers = [
    ...namesOf(context, "sequencers").map((name) => ["sequencers", name]),
    ...inline.map((chain) => ["chains", chain, "sequencer"]),
  ].map((path) => partsOf(context, path, "node", [...path, "nodes"]));
  const availability = namesOf(context, "availability").map((name) =>
    partsOf(context, ["availability", name], "member", ["availability", name, "members"]),
  );
  const signers = namesOf(context, "chains").flatMap((name) =>
    partsOf(context, ["chains", name], "signer", ["chains", name, "signers", "count"]).slice(1),
  );
  const wholes = (groups: NamedComponent[][]): NamedComponent[] => groups.map(([whole]) => whole);
  const parts = (groups: NamedComponent[][]): NamedComponent[] =>
    groups.flatMap((group) => group.slice(1));
  return [
    ...wholes(sequencers),
    ...keys("provers"),
    ...keys("bridges"),
    ...wholes(availability),
    ...keys("chains"),
    single("settlement"),
    ...parts(sequencers),
    ...parts(availability),
    ...signers,
  ];
}

/** Keys of every component. */
export function componentKeys(context: Context): string[] {
  return componentsOf(context).map(({ key }) => key);
}

function single(key: string): NamedComponent {
  return { key, names: [key], whole: null };
}

/** A whole, then its parts; a single operator is his own only part. */
function partsOf(
  context: Context,
  path: KeyPath,
  word: "node" | "member" | "signer",
  countAt: KeyPath,
): NamedComponent[] {
  const whole = path.join(".");
  const count = Number(valueAt(context.tree, countAt) ?? (word === "signer" ? 0 : 1));
  if (count === 1 && word !== "signer")
    return [{ key: whole, names: [whole, `${whole}.${word}s`], whole: null }];
  const length = count >= 1 && count <= mostParts ? count : 0;
  const parts = Array.from({ length }, (_, index) => {
    const key = `${whole}/${word}-${index + 1}`;
    return { key, names: [key, `${whole}.${word}s`], whole };
  });
  return [single(whole), ...parts];
}

/**
 * Components that a dotted pattern names: `sequencers.nitro`, `sequencers.*`, `sequencers.commons.nodes`.
 *
 * @param parts whether naming a committee means it `alone`, or its parts `too`
 */
export function componentsNamed(
  components: readonly NamedComponent[],
  pattern: string,
  parts: "alone" | "too",
): string[] {
  return components
    .filter(({ names, whole }) => {
      const called = parts === "too" && whole !== null ? [...names, whole] : names;
      return called.some((name) => fitsDotted(name, pattern));
    })
    .map(({ key }) => key);
}

/** Whether a dotted key fits a pattern, segment by segment; a part of a committee is only meant by patterns that name a part. */
export function fitsDotted(name: string, pattern: string): boolean {
  const segments = name.split(".");
  const wanted = pattern.split(".");
  return (
    segments.length === wanted.length &&
    name.includes("/") === pattern.includes("/") &&
    segments.every((segment, place) => fits(segment, wanted[place]))
  );
}

/** Patterns and their values, spread over what they name; the last one that names a component counts. */
export function spread(
  components: readonly NamedComponent[],
  values: Readonly<Record<string, number>>,
  parts: "alone" | "too",
): ReadonlyMap<string, number> {
  const byKey = new Map<string, number>();
  for (const [pattern, value] of Object.entries(values)) {
    for (const key of componentsNamed(components, pattern, parts)) byKey.set(key, value);
  }
  return byKey;
}

/** Down is down, whatever a component's own word for it. */
const down = ["halt", "pause", "withhold"] as const;

/** Modes that a component can be forced into, whatever its `faults`. */
export function modesOf(component: string): readonly FaultModeName[] {
  const [key, part] = component.split("/");
  const segments = key.split(".");
  if (part?.startsWith("signer-")) return ["compromise"];
  switch (segments[0]) {
    case "settlement":
      return ["congestion", "reorganisation"];
    case "sequencers":
      return [...down, "slow", "degrade", "censor"];
    case "provers":
      return [...down, "slow", "degrade", "soundness_bug"];
    case "availability":
      return down;
    case "chains":
      return segments.length > 2
        ? [...down, "slow", "degrade", "censor"]
        : ["invalid_claim", "compromise"];
    default:
      return [...down, "exploit"];
  }
}
