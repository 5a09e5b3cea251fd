/**
 * A scenario laid over a model: its settings, then its events.
 *
 * Moves of assets that the model does not have are left out with a warning, so that one file fits many models; a scenario
 * that would have no event left is refused, and so is a model with forced events of its own, which would be lost.
 */

import { ModelError } from "../../model/problems.ts";
import type { ResolvedModel } from "../../model/resolved.ts";
import { isMapping } from "../../model/tree.ts";
import type { Mapping } from "../../model/tree.ts";
import { Refusal } from "../refusal.ts";
import { flow } from "./scenarioFile.ts";
import type { ScenarioFile } from "./scenarioFile.ts";

export interface Overlay {
  /** `KEY=VALUE`. */
  readonly set: readonly string[];
  /** The events in the order of the file, without what the model does not have. */
  readonly events: readonly Mapping[];
  readonly warnings: readonly string[];
}

/** The prices of an event that the model has. @param missing gets the names of others */
function fitting(
  event: Mapping,
  assets: ReadonlySet<string>,
  missing: Set<string>,
): Mapping | null {
  if (!isMapping(event["price"])) return event;
  const entries = Object.entries(event["price"]);
  const known = entries.filter(([name]) => assets.has(name));
  for (const [name] of entries) if (!assets.has(name)) missing.add(name);
  return known.length === 0 ? null : { ...event, price: Object.fromEntries(known) };
}

/**
 * The settings that lay a scenario over a model.
 *
 * @throws Refusal if nothing of it fits, or if the model has a scenario of its own
 */
export function overlayOf(file: ScenarioFile, model: ResolvedModel): Overlay {
  if (model.scenario.length > 0)
    throw new Refusal([
      `${file.file}: the model has forced events of its own, in whose place these would stand; leave them out with --set 'scenario=[]'`,
    ]);
  const assets = new Set(model.market.assets.map(({ name }) => name));
  const missing = new Set<string>();
  const events = file.events.flatMap((event): readonly Mapping[] => {
    const left = fitting(event, assets, missing);
    return left === null ? [] : [left];
  });
  const names = [...missing].join(", ");
  if (events.length === 0)
    throw new Refusal([`${file.file}: moves only ${names}, which the model does not have`]);
  const warning = `${file.file}: the model has no ${names}; its moves are left out`;
  return {
    set: [...file.set, `scenario=${flow(events)}`],
    events,
    warnings: missing.size > 0 ? [warning] : [],
  };
}

/** What is wrong with the events, as the file's and not as a setting's. */
export function namingFile<Result>(file: ScenarioFile | null, load: () => Result): Result {
  try {
    return load();
  } catch (error) {
    if (!(error instanceof ModelError) || file === null) throw error;
    const place = /--set scenario=\[.*?\](?=: )/;
    throw new ModelError(error.problems.map((problem) => problem.replace(place, file.file)));
  }
}
