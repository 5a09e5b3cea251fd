/**
 * Triangular law on [low, high] with its peak at `mode`, either end allowed: an expert's three numbers.
 *
 * Below the mode P(X <= x) = (x - low)^2 / (width (mode - low)), above it 1 - (high - x)^2 / (width (high - mode)). Of
 * a triangle that rises from an end the mean stands two thirds of the way, which gives the mean's share below x.
 */
import { requireFinite } from "./parameter.ts";
import type { Sampler } from "./sampler.ts";

/** @throws RangeError unless low <= mode <= high, low < high, all finite */
export function triangular(spec: {
  readonly low: number;
  readonly mode: number;
  readonly high: number;
}): Sampler {
  const { low, mode, high } = spec;
  requireFinite("triangular.low", low);
  requireFinite("triangular.high", high);
  if (!(low < high))
    throw new RangeError(`triangular.high: must be above low (${low}), got ${high}`);
  if (!(mode >= low && mode <= high))
    throw new RangeError(`triangular.mode: must be in [${low}, ${high}], got ${mode}`);
  const width = high - low;
  const rise = mode - low;
  const fall = high - mode;
  const mean = (low + mode + high) / 3;
  const above = (x: number): number => ((high - x) * (high - x)) / (width * fall);
  const cdf = (x: number): number => {
    if (x <= low) return 0;
    if (x >= high) return 1;
    return x < mode ? ((x - low) * (x - low)) / (width * rise) : 1 - above(x);
  };
  return {
    quantile: (u) =>
      u * width < rise
        ? low + Math.sqrt(u * width * rise)
        : high - Math.sqrt((1 - u) * width * fall),
    cdf,
    partialMean: (x) => {
      if (x <= low) return 0;
      if (x >= high) return mean;
      return x < mode ? (cdf(x) * (low + 2 * x)) / 3 : mean - (above(x) * (high + 2 * x)) / 3;
    },
    mean,
  };
}
