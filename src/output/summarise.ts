/** From blocks of simulated paths to the rows of the summary, in memory. */

import type { Column } from "../estimation/draws.ts";
import { inMemory } from "../estimation/workspace.ts";
import type { Sampling } from "../model/resolved/sampling.ts";
import { groupingOf } from "./pathGrouping.ts";
import { summaryRows } from "./summary.ts";
import type { SummaryRow } from "./summary.ts";

/** Columns of some paths, by name; `weight` among them. */
interface Block {
  readonly columns: Readonly<Record<string, Float64Array>>;
}

/**
 * Summarises paths: mean, sd, quantiles, VaR, ES and probability of being above 0 of every column, with 95 % intervals.
 *
 * @param blocks as `simulate` yields them, in path order
 * @param sampling of the model, where its method is not `random`: intervals are over pairs or scrambles then
 * @throws RangeError if there are no paths
 */
export async function summarise(
  blocks: AsyncIterable<Block> | Iterable<Block>,
  sampling: Pick<Sampling, "method"> = {},
): Promise<readonly SummaryRow[]> {
  const columns: Block["columns"][] = [];
  for await (const block of blocks) columns.push(block.columns);
  if (columns.length === 0) throw new RangeError("blocks must hold at least one path");
  const read = (name: string): Column => columns.map((block) => block[name]);
  const metrics = Object.keys(columns[0]).filter((name) => name !== "path" && name !== "weight");
  return [...summaryRows(metrics, read, read("weight"), inMemory(), groupingOf(sampling))];
}
