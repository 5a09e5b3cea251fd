/** Rows of `convergence.csv` that say which group of draws a figure's variance is owed to (`estimation/varianceShares.ts`). */
import { firstOrderShare, totalShare } from "../estimation/varianceShares.ts";
import type { Share } from "../estimation/varianceShares.ts";
import type { ConvergenceRow } from "./convergence.ts";

/** A metric on pairs of paths, and on their hybrids by group. */
export interface MixedMetric {
  readonly metric: string;
  readonly first: Float64Array;
  readonly second: Float64Array;
  readonly hybrids: Readonly<Record<string, Float64Array>>;
  /** Pairs of one world; 1 where parameters are known. */
  readonly together: number;
}

const SHARES = [
  ["variance_share", firstOrderShare],
  ["variance_total", totalShare],
] as const;

/** Share by share, group by group; `paths` are those of the run in the pairs. */
export function* varianceShareRows(mixed: readonly MixedMetric[]): Generator<ConvergenceRow> {
  for (const { metric, first, second, hybrids, together } of mixed) {
    for (const [name, shareOf] of SHARES) {
      for (const [group, hybrid] of Object.entries(hybrids)) {
        const share = shareOf({ first, second, hybrid, together });
        yield rowOf(`${name}(${metric}, ${group})`, 2 * first.length, share);
      }
    }
  }
}

function rowOf(metric: string, paths: number, { estimate, error }: Share): ConvergenceRow {
  const { value, interval } = estimate;
  return {
    paths,
    metric,
    value: value ?? NaN,
    standard_error: error,
    ci_low: interval?.low ?? NaN,
    ci_high: interval?.high ?? NaN,
    source: "variance",
  };
}
