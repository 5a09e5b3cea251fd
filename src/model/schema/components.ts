/**
 * Components by their dotted keys (`sequencers.nitro`, `chains.side.sequencer`): what scenarios force, common causes
 * strike and tilts speed up, and in which modes each can break.
 */

import { type Context, fieldOf, namesOf } from "../context.ts";
import { isMapping } from "../tree.ts";
import type { ModeName } from "./fault.ts";

/** Keys of every component that can break, in file order, section by section. */
export function componentKeys(context: Context): string[] {
  const inline = namesOf(context, "chains").filter((chain) =>
    isMapping(fieldOf(context, "chains", chain, "sequencer")),
  );
  return [
    ...namesOf(context, "sequencers").map((name) => `sequencers.${name}`),
    ...inline.map((chain) => `chains.${chain}.sequencer`),
    ...namesOf(context, "provers").map((name) => `provers.${name}`),
    ...namesOf(context, "availability").map((name) => `availability.${name}`),
    ...namesOf(context, "bridges").map((name) => `bridges.${name}`),
  ];
}

/** Modes that a component can be forced into. */
export function modesOf(context: Context, component: string): readonly ModeName[] {
  const [section, name] = component.split(".");
  if (section === "sequencers" || section === "chains") return ["halt", "degrade", "censor"];
  if (section === "provers") return ["halt", "slow"];
  if (section === "availability") return ["withhold"];
  const kind = fieldOf(context, "bridges", name, "kind");
  return kind === "lock_mint" || kind === "shared" ? ["pause", "exploit"] : ["pause"];
}
