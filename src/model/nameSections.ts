/**
 * Sections of a model whose keys are names that its author chose: where a setting meets a name that is not there, it is a
 * slip of the hand, and not a component more.
 *
 * Left out: names below a component (`venues.<name>.markets`), which the schema or the names of other sections check.
 */

import type { KeyPath } from "./problems.ts";
import { unknownWord } from "./suggest.ts";
import { isMapping, type Mapping, valueAt } from "./tree.ts";

/** Sections by their dotted key, and what one name of each is. */
const sections: ReadonlyMap<string, string> = new Map([
  ["market.assets", "asset"],
  ["sequencers", "sequencer"],
  ["provers", "prover"],
  ["availability", "availability"],
  ["chains", "chain"],
  ["bridges", "bridge"],
  ["common_causes", "common cause"],
  ["venues", "venue"],
  ["book.cohorts", "cohort"],
  ["claims.institutions", "institution"],
]);

/**
 * Refuses a path through a name that the model does not have. A whole new component may be set, a part of one may not;
 * nor may a parameter that no expression of the file can know.
 * @throws Error that says so, with the nearest known name.
 */
export function refuseUnknownName(tree: Mapping, path: KeyPath): void {
  if (path.length === 2 && path[0] === "params") requireName(tree, path, "parameter");
  for (let length = 1; length < path.length - 1; length++) {
    const kind = sections.get(path.slice(0, length).join("."));
    if (kind !== undefined) requireName(tree, path.slice(0, length + 1), kind);
  }
}

function requireName(tree: Mapping, path: KeyPath, kind: string): void {
  const section = valueAt(tree, path.slice(0, -1));
  const known = isMapping(section) ? Object.keys(section) : [];
  const name = String(path.at(-1));
  if (!known.includes(name)) throw new Error(unknownWord(kind, name, known));
}
