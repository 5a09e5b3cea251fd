/**
 * Triangular law on [low, high] with its peak at `mode`, either end allowed: an expert's three numbers.
 *
 * With width = rise + fall, rise = mode - low: F(x) = (x - low)^2 / (width rise) up to the mode, and with d = x - mode
 * beyond it F(x) = (rise + d (2 fall - d) / fall) / width. Both are written, and inverted, without differences of nearly
 * equal numbers, so that the lower tail stays exact where the mode is the low end.
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
  return {
    quantile: (u) => {
      if (u * width < rise) return low + Math.sqrt(u * width * rise);
      const excess = fall * (u * width - rise);
      return fall === 0 ? high : mode + excess / (fall + Math.sqrt((1 - u) * width * fall));
    },
    cdf: (x) => {
      if (x <= low) return 0;
      if (x >= high) return 1;
      const d = x - mode;
      return d < 0 ? (x - low) ** 2 / (width * rise) : (rise + (d * (2 * fall - d)) / fall) / width;
    },
    survival: (x) => {
      if (x <= low) return 1;
      if (x >= high) return 0;
      return x < mode ? 1 - (x - low) ** 2 / (width * rise) : (high - x) ** 2 / (width * fall);
    },
    partialMean: (x) => {
      if (x <= low) return 0;
      if (x >= high) return mean;
      if (x < mode) return ((x - low) ** 2 * (low + 2 * x)) / (3 * width * rise);
      const d = x - mode;
      const falling = (d * (mode * (2 * fall - d) + d * (fall - (2 * d) / 3))) / fall;
      return ((rise * (low + 2 * mode)) / 3 + falling) / width;
    },
    mean,
  };
}
