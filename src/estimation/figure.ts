/** The figures that can be asked of a metric by name, and their estimates. */
import type { Gathered } from "./draws.ts";
import { CONFIDENCE, unresolved } from "./estimate.ts";
import type { Estimate } from "./estimate.ts";
import { expectedShortfallEstimate } from "./expectedShortfall.ts";
import { deviationEstimate, meanEstimate } from "./meanInterval.ts";
import { exceedanceProbability } from "./probability.ts";
import { quantileEstimate } from "./quantileInterval.ts";
import { sortDraws } from "./sortedSample.ts";
import type { SortedSample } from "./sortedSample.ts";
import type { Workspace } from "./workspace.ts";

/** Levels in (0, 1); a probability is that of being above its threshold; value at risk is a quantile. */
export type Figure =
  | { readonly kind: "mean" }
  | { readonly kind: "sd" }
  | { readonly kind: "probability"; readonly threshold: number }
  | { readonly kind: "quantile" | "es"; readonly level: number };

/** A metric's draws, sorted once for every figure. */
export interface SortedMetric extends Gathered {
  /** Undefined where no path has a value. */
  readonly sample: SortedSample | undefined;
}

/** Sorts what has been gathered of a metric; good until the workspace sorts again. */
export function sortMetric({ draws, cells }: Gathered, workspace: Workspace): SortedMetric {
  const count = draws.values.length;
  // Given that the value is there, weights are relative: n is not the mass of the paths that have one.
  const kind = count === cells ? "likelihood" : "relative";
  return { draws, cells, sample: count === 0 ? undefined : sortDraws(draws, kind, workspace) };
}

/** A figure with its interval, every path a draw of its own. @param confidence in (0, 1) */
export function figureEstimate(
  figure: Figure,
  { draws, sample }: SortedMetric,
  confidence: number = CONFIDENCE,
): Estimate {
  if (sample === undefined) return unresolved("no path has a value");
  switch (figure.kind) {
    case "mean":
      return meanEstimate(draws, confidence);
    case "sd":
      return deviationEstimate(draws, confidence);
    case "quantile":
      return quantileEstimate(sample, figure.level, confidence);
    case "es":
      return expectedShortfallEstimate(sample, figure.level, confidence);
    case "probability": {
      const { threshold } = figure;
      const { probability, low, high } = exceedanceProbability(sample, threshold, confidence);
      return { value: probability, interval: { low, high }, note: "" };
    }
  }
}
