/** Simulates the variants of a sweep that are not finished yet, and keeps the rows of each. */

import type { Executor } from "../../engine/executors/executor.ts";
import { PathError } from "../../engine/simulation.ts";
import { firstRows, laterRows } from "../../output/sweepTable.ts";
import type { SweepRow } from "../../output/sweepTable.ts";
import { columnsBehind, objectiveOf } from "../objectives.ts";
import type { VariantProgress } from "../progress.ts";
import type { Caller } from "../caller.ts";
import { columnsOfVariant, openVariants } from "../variants.ts";
import type { Variant } from "../variants.ts";
import { firstColumns, keepFirst, keepRows, keptRows } from "./keptVariants.ts";
import type { Columns } from "./keptVariants.ts";
import type { SweepPlan } from "./plan.ts";
import type { SweepSettings } from "./settings.ts";

/** Progress shows its running mean. */
const PROGRESS = "bad_debt_usd";

/** What one sweep is made with. */
export interface Making {
  readonly file: string;
  readonly out: string;
  readonly plan: SweepPlan;
  readonly settings: SweepSettings;
  readonly caller: Caller;
}

/** A path of a variant failed. */
export class VariantFailed extends Error {
  override readonly name = "VariantFailed";

  constructor(variant: number, set: readonly string[], cause: PathError) {
    super(`variant ${variant} (${set.join(" ") || "the file as it is"}): ${cause.message}`, {
      cause,
    });
  }
}

/** The rows of a variant. @param first the columns that it is compared with; null: it is the first */
function rowsOf({ metrics, grouping }: SweepPlan, first: Columns | null, own: Columns): SweepRow[] {
  const column = (columns: Columns, metric: string) => ({
    values: objectiveOf(metric, columns),
    weights: columns["weight"],
  });
  return metrics.flatMap((metric) =>
    first === null
      ? firstRows(metric, column(own, metric), grouping)
      : laterRows(metric, column(first, metric), column(own, metric), grouping),
  );
}

/** The columns of one variant. @throws VariantFailed if a path fails */
async function columnsOf(
  { plan, caller }: Making,
  executor: Executor,
  progress: VariantProgress,
  variant: Variant,
  number: number,
): Promise<Columns> {
  const range = { from: 0, to: plan.identity.paths };
  const names = columnsBehind([...plan.metrics, PROGRESS]);
  const { simulation, signal } = caller;
  progress.begin(number);
  try {
    return await columnsOfVariant(executor, variant, names, range, simulation, signal, (block) =>
      progress.advance(block.columns),
    );
  } catch (error) {
    throw error instanceof PathError
      ? new VariantFailed(number, plan.points[number].set, error)
      : error;
  }
}

/**
 * Simulates what is not finished yet; each variant is durable before the next one begins.
 *
 * @returns the rows of each variant
 * @throws VariantFailed; the signal's reason once it is aborted
 */
export async function simulateVariants(
  making: Making,
  executor: Executor,
  progress: VariantProgress,
): Promise<SweepRow[][]> {
  const { file, out, plan, settings, caller } = making;
  const load = await openVariants({ file, ...settings }, caller.simulation);
  let first: Columns | null = null;
  const rows: SweepRow[][] = [];
  for (const [number, { set }] of plan.points.entries()) {
    const kept = keptRows(out, number);
    if (kept === null && number > 0) first ??= firstColumns(out);
    const own =
      kept === null ? await columnsOf(making, executor, progress, load(set), number) : null;
    rows.push(kept ?? rowsOf(plan, first, own as Columns));
    if (own === null) continue;
    if (first === null) keepFirst(out, own);
    first ??= own;
    keepRows(out, number, rows[number]);
  }
  return rows;
}
