/** The figures that can be asked of a metric by name, and their estimates. */
import type { Gathered } from "./draws.ts";
import { unresolved } from "./estimate.ts";
import type { Estimate } from "./estimate.ts";
import { expectedShortfallEstimate } from "./expectedShortfall.ts";
import { deviationEstimate, meanEstimate } from "./meanInterval.ts";
import { exceedanceProbability } from "./probability.ts";
import { quantileEstimate } from "./quantileInterval.ts";
import { sortDraws } from "./sortedSample.ts";
import type { Workspace } from "./workspace.ts";

/** Figures that each path moves a little. Level in (0, 1); a probability is that of being above its threshold. */
export type SmoothFigure =
  | { readonly kind: "mean" }
  | { readonly kind: "sd" }
  | { readonly kind: "probability"; readonly threshold: number }
  | { readonly kind: "es"; readonly level: number };

/** Value at risk is a quantile. */
export type Figure = SmoothFigure | { readonly kind: "quantile"; readonly level: number };

/** A figure of gathered draws with its interval, as the summary has it. */
export function figureEstimate(
  figure: Figure,
  { draws, cells }: Gathered,
  workspace: Workspace,
): Estimate {
  const count = draws.values.length;
  if (count === 0) return unresolved("no path has a value");
  if (figure.kind === "mean") return meanEstimate(draws);
  if (figure.kind === "sd") return deviationEstimate(draws);
  // Given that the value is there, weights are relative: n is not the mass of the paths that have one.
  const sample = sortDraws(draws, count === cells ? "likelihood" : "relative", workspace);
  if (figure.kind === "quantile") return quantileEstimate(sample, figure.level);
  if (figure.kind === "es") return expectedShortfallEstimate(sample, figure.level);
  const { probability, low, high } = exceedanceProbability(sample, figure.threshold);
  return { value: probability, interval: { low, high }, note: "" };
}
