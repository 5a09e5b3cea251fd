/**
 * Whether a limit is broken seldom enough, asked while paths are added.
 *
 * P(value > threshold) is held against a target by bounds that are each wrong with a stated error: those of Clopper and
 * Pearson where every path is a draw of its own with the same weight, else those of the project's weighted and grouped
 * interval. Three answers come out: *confirmed*, the upper bound that is wrong with probability 1 - confidence lies under
 * the target; *under* and *over*, both ends of the interval at that confidence lie under or above it. A look before the
 * last settles the question only where all three agree at the error that `spentError.ts` allows it.
 */
import { clopperPearson } from "./clopperPearson.ts";
import type { Interval } from "./estimate.ts";
import { groupedEstimate } from "./groupedFigure.ts";
import type { MetricColumn } from "./groupedFigure.ts";
import type { Grouping } from "./grouping.ts";
import { metricColumn } from "./metricColumn.ts";
import { errorAt } from "./spentError.ts";

/** A limit on a metric, and how seldom it may be broken. */
export interface Limit {
  readonly metric: string;
  readonly threshold: number;
  /** Target in (0, 1). */
  readonly probability: number;
  /** In (0, 1). */
  readonly confidence: number;
}

/** What the paths say of a limit. */
export interface Verdict extends Interval {
  /** Estimate of P(value > threshold); the interval is that of the confidence. */
  readonly probability: number;
  readonly confirmed: boolean;
  readonly under: boolean;
  readonly over: boolean;
  /** No later look can change it but by an error that is paid for. */
  readonly settled: boolean;
}

/**
 * Looks at the paths there are.
 *
 * @param values of the limit's metric, one per path
 * @param look from 0
 * @param looks how many there will be at most
 */
export function judge(
  values: Float64Array,
  weights: Float64Array,
  grouping: Grouping,
  limit: Limit,
  look: number,
  looks: number,
): Verdict {
  const { probability: target, confidence } = limit;
  const error = 1 - confidence;
  const column = metricColumn(limit.metric, values, weights);
  const bounds = (asked: number): Interval => boundsOf(column, grouping, limit.threshold, asked);
  const probability = groupedEstimate(
    { kind: "probability", threshold: limit.threshold },
    column,
    grouping,
  ).value as number;
  const { low, high } = bounds(errorAt(error / 2, look, looks));
  const last = look === looks - 1;
  const under = high < target;
  const over = low > target;
  const confirmed = last ? bounds(errorAt(error, look, looks)).high < target : under;
  return { probability, low, high, confirmed, under, over, settled: last || under || over };
}

/** @param error of each bound */
function boundsOf(
  column: MetricColumn,
  grouping: Grouping,
  threshold: number,
  error: number,
): Interval {
  const { draws } = column.metric;
  if (draws.weights === undefined && grouping.kind === "paths") {
    let count = 0;
    for (const chunk of draws.values.chunks)
      for (let i = 0; i < chunk.length; i++) if (chunk[i] > threshold) count++;
    return clopperPearson(count, draws.values.length, error);
  }
  const figure = { kind: "probability", threshold } as const;
  const { interval } = groupedEstimate(figure, column, grouping, 1 - 2 * error);
  return interval ?? { low: 0, high: 1 };
}
