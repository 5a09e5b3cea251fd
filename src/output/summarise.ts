/** From blocks of simulated paths to the rows of the summary, in memory. */

import { summaryRows } from "./summary.ts";
import type { SummaryRow } from "./summary.ts";

/** Columns of some paths, by name; `weight` among them. */
interface Block {
  readonly columns: Readonly<Record<string, Float64Array>>;
}

function joined(pieces: readonly Float64Array[]): Float64Array {
  const values = new Float64Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let row = 0;
  for (const piece of pieces) {
    values.set(piece, row);
    row += piece.length;
  }
  return values;
}

/**
 * Summarises paths: mean, sd, quantiles, VaR, ES and probability of being above 0 of every column, with 95 % intervals.
 *
 * @param blocks as `simulate` yields them, in path order
 * @throws RangeError if there are no paths
 */
export async function summarise(
  blocks: AsyncIterable<Block> | Iterable<Block>,
): Promise<readonly SummaryRow[]> {
  const columns: Block["columns"][] = [];
  for await (const block of blocks) columns.push(block.columns);
  if (columns.length === 0) throw new RangeError("blocks must hold at least one path");
  const read = (name: string): Float64Array => joined(columns.map((block) => block[name]));
  const metrics = Object.keys(columns[0]).filter((name) => name !== "path" && name !== "weight");
  return [...summaryRows(metrics, read, read("weight"))];
}
