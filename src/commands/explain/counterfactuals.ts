/** A path played again with one thing changed at a time: what would have saved it, and how much. */

import { replayPath } from "../../engine/replay.ts";
import type { Replay } from "../../engine/replay.ts";
import { loadSimulation } from "../../engine/simulation.ts";
import type { ResolvedModel } from "../../model/resolved.ts";
import { numberIn } from "./event.ts";
import { saversOf } from "./savers.ts";

/** What a change would have made of the path. */
export interface Counterfactual {
  readonly change: string;
  readonly liquidated_usd: number;
  readonly bad_debt_usd: number;
  /** USD of bad debt less than on the path. */
  readonly saved_usd: number;
}

/**
 * What each change would have made of a path, the most helpful first.
 *
 * @param base the file's own model, under whose margins books are screened
 * @param simulation address of the simulation's module
 */
export async function counterfactualsOf(
  model: ResolvedModel,
  base: ResolvedModel,
  replay: Replay,
  path: number,
  simulation: string,
): Promise<Counterfactual[]> {
  const { buildBook } = await loadSimulation(simulation);
  const before = numberIn(replay.rows.paths[0], "bad_debt_usd");
  const found: Counterfactual[] = [];
  for (const saver of saversOf(model, replay)) {
    const loaded = { model: saver.model, book: buildBook(saver.model, base) };
    const { rows } = await replayPath(loaded, path, simulation);
    const [row] = rows.paths;
    const badDebt = numberIn(row, "bad_debt_usd");
    found.push({
      change: saver.change,
      liquidated_usd: numberIn(row, "liquidated_usd"),
      bad_debt_usd: badDebt,
      saved_usd: before - badDebt,
    });
  }
  return found.toSorted((one, other) => other.saved_usd - one.saved_usd);
}
