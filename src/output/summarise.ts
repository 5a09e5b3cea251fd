/** From blocks of simulated paths to the rows of the summary, in memory. */

import type { Column } from "../estimation/draws.ts";
import { inMemory } from "../estimation/workspace.ts";
import { type DrawnTogether, groupingOf, worldsOf } from "./pathGrouping.ts";
import { summaryRows } from "./summary.ts";
import type { SummaryRow } from "./summary.ts";

/** Columns of some paths, by name; `weight` among them. */
export interface PathsBlock {
  readonly columns: Readonly<Record<string, Float64Array>>;
  /** The world of its paths; absent where no parameter is uncertain. */
  readonly world?: { readonly number: number; readonly scores: readonly number[] };
}

/**
 * Summarises paths: mean, sd, quantiles, VaR, ES and probability of being above 0 of every column, with 95 % intervals.
 *
 * @param blocks as `simulate` yields them, in path order
 * @param sampling of the model, where paths are drawn together: intervals are over pairs, scrambles or worlds then
 * @throws RangeError if there are no paths
 */
export async function summarise(
  blocks: AsyncIterable<PathsBlock> | Iterable<PathsBlock>,
  sampling: DrawnTogether = {},
): Promise<readonly SummaryRow[]> {
  const columns: PathsBlock["columns"][] = [];
  const scores: (readonly number[])[] = [];
  for await (const { columns: own, world } of blocks) {
    columns.push(own);
    if (world !== undefined) scores[world.number] = world.scores;
  }
  if (columns.length === 0) throw new RangeError("blocks must hold at least one path");
  const read = (name: string): Column => columns.map((block) => block[name]);
  const metrics = Object.keys(columns[0]).filter((name) => name !== "path" && name !== "weight");
  const [grouping, worlds] = [groupingOf(sampling), worldsOf(sampling, (world) => scores[world])];
  return [...summaryRows(metrics, read, read("weight"), inMemory(), grouping, worlds)];
}
