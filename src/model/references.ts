/**
 * Where the model refers to something by name, and to what: one table, checked over the whole file, so that an unknown
 * name is found wherever else the file is wrong.
 */

import { type Context, namesOf, type Section } from "./context.ts";
import type { KeyPath } from "./problems.ts";
import { unknownWord } from "./suggest.ts";
import { matches } from "./tree.ts";

const words: Readonly<Record<Section, string>> = {
  assets: "asset",
  sequencers: "sequencer",
  provers: "prover",
  availability: "availability layer",
  chains: "chain",
  bridges: "bridge",
  venues: "venue",
};

/** Patterns whose values are names. */
const valuesThatName: readonly (readonly [pattern: string, section: Section])[] = [
  ["market.assets.*.underlying", "assets"],
  ["market.assets.*.bridge", "bridges"],
  ["chains.*.sequencer", "sequencers"],
  ["chains.*.prover", "provers"],
  ["chains.*.availability", "availability"],
  ["bridges.*.chain", "chains"],
  ["bridges.*.from", "chains"],
  ["bridges.*.to", "chains"],
  ["bridges.*.chains.*", "chains"],
  ["bridges.*.rebalance.*", "bridges"],
  ["venues.*.chain", "chains"],
  ["venues.*.makers.hub", "chains"],
  ["venues.*.makers.replenish.*", "bridges"],
  ["book.cohorts.*.venue", "venues"],
  ["book.cohorts.*.legs.*.venue", "venues"],
  ["book.cohorts.*.top_up.from", "chains"],
  ["book.accounts.*.venue", "venues"],
  ["book.accounts.*.top_up.from", "chains"],
];

/** Patterns whose keys are names. */
const keysThatName: readonly (readonly [pattern: string, section: Section])[] = [
  ["market.jumps.size.*", "assets"],
  ["market.heston.*", "assets"],
  ["bridges.*.pools.*", "chains"],
  ["venues.*.collateral.*", "assets"],
  ["venues.*.markets.*", "assets"],
  ["venues.*.borrow.*", "assets"],
  ["scenario.*.price.*", "assets"],
];

/** `availability` may name one of these instead of an entry of its own. */
const builtInAvailability = ["onchain", "none"];

/** Reports every name that stands for nothing. */
export function checkReferences(context: Context): void {
  for (const [pattern, section] of valuesThatName) {
    for (const { path, value } of matches(context.tree, pattern)) {
      if (typeof value === "string") checkName(context, section, value, path, false);
    }
  }
  for (const [pattern, section] of keysThatName) {
    for (const { path } of matches(context.tree, pattern))
      checkName(context, section, String(path.at(-1)), path, true);
  }
}

function checkName(
  context: Context,
  section: Section,
  name: string,
  path: KeyPath,
  onKey: boolean,
): void {
  const known = namesOf(context, section);
  if (known.includes(name)) return;
  if (section === "availability" && builtInAvailability.includes(name)) return;
  context.problems.push({ path, reason: unknownWord(words[section], name, known), onKey });
}
