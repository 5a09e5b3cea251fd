/** Support and mean of the distributions in closed form: what can be known of a law without drawing from it. */

import { algebra } from "../algebra.ts";
import type { Distribution } from "../resolved/distribution.ts";

/** Least and greatest value a distribution can take, its cap included. */
export function supportOf(drawn: Distribution): readonly [low: number, high: number] {
  if (drawn.kind === "constant") return [drawn.value, drawn.value];
  const [low, high] = uncappedSupport(drawn);
  return [low, Math.min(high, drawn.cap ?? Infinity)];
}

function uncappedSupport(
  drawn: Exclude<Distribution, { kind: "constant" }>,
): readonly [number, number] {
  switch (drawn.kind) {
    case "pareto":
      return [drawn.minimum, Infinity];
    case "beta":
      return [0, 1];
    case "uniform":
    case "triangular":
      return [drawn.low, drawn.high];
    case "empirical":
      return [
        drawn.values.reduce((least, value) => Math.min(least, value), Infinity),
        drawn.values.reduce((most, value) => Math.max(most, value), -Infinity),
      ];
    case "mixture": {
      const parts = drawn.parts.map((part) => supportOf(part.distribution));
      return [Math.min(...parts.map(([low]) => low)), Math.max(...parts.map(([, high]) => high))];
    }
    default:
      return [0, Infinity];
  }
}

/** Mean in closed form; of a capped distribution an upper bound: the smaller of its cap and its mean without it. */
export function meanOf(drawn: Distribution): number {
  return drawn.kind === "constant"
    ? drawn.value
    : Math.min(uncappedMean(drawn), drawn.cap ?? Infinity);
}

function uncappedMean(drawn: Exclude<Distribution, { kind: "constant" }>): number {
  switch (drawn.kind) {
    case "lognormal":
      return drawn.median * Math.exp((drawn.sigma * drawn.sigma) / 2);
    case "weibull":
      return drawn.scale * algebra.gamma(1 + 1 / drawn.shape);
    case "pareto":
      return drawn.alpha > 1 ? (drawn.alpha * drawn.minimum) / (drawn.alpha - 1) : Infinity;
    case "uniform":
      return (drawn.low + drawn.high) / 2;
    case "triangular":
      return (drawn.low + drawn.mode + drawn.high) / 3;
    case "mixture":
      return drawn.parts.reduce((sum, part) => sum + part.weight * meanOf(part.distribution), 0);
    case "empirical":
      return drawn.values.reduce((sum, value) => sum + value, 0) / drawn.values.length;
    default:
      return drawn.mean;
  }
}
