/**
 * Mixture of laws: F(x) = sum of weight_i * F_i(x), drawn with one uniform by true inversion, so that a larger uniform
 * never gives a smaller draw (picking a part first would be cheaper, and not monotone).
 *
 * The quantile lies between the least and the largest of the parts' quantiles at u. That bracket is closed by Illinois
 * false position (Dowell and Jarratt, BIT 11, 1971) with a halving at every fourth turn, until no double is left inside:
 * atoms come out exactly. Near u = 1 the answer is as good as F's own spacing there, 1e-16, which is that of u.
 */
import type { Distribution, MixturePart } from "../model/resolved/distribution.ts";
import type { Sampler } from "./sampler.ts";

const CLOSE: number = 2 ** -50;

interface Part {
  readonly weight: number;
  readonly sampler: Sampler;
}

/**
 * @param compile turns a part's description into its sampler (passed in, since compiling knows every kind)
 * @throws RangeError if there are no parts, a weight is not > 0, or the weights do not sum to 1 within 1e-9
 */
export function mixture(
  spec: { readonly parts: readonly MixturePart[] },
  compile: (distribution: Distribution) => Sampler,
): Sampler {
  const parts = weigh(spec.parts, compile);
  const cdf = (x: number): number => {
    let below = 0;
    for (const part of parts) below += part.weight * part.sampler.cdf(x);
    return below;
  };
  return {
    quantile: (u) => invert(parts, cdf, u),
    cdf,
    survival: (x) => parts.reduce((sum, part) => sum + part.weight * part.sampler.survival(x), 0),
    partialMean: (x) =>
      parts.reduce((sum, part) => sum + part.weight * part.sampler.partialMean(x), 0),
    mean: parts.reduce((sum, part) => sum + part.weight * part.sampler.mean, 0),
  };
}

function weigh(
  described: readonly MixturePart[],
  compile: (distribution: Distribution) => Sampler,
): Part[] {
  if (described.length === 0) throw new RangeError("mixture.parts: must not be empty, got 0 parts");
  described.forEach(({ weight }, index) => {
    if (!(weight > 0))
      throw new RangeError(`mixture.parts[${index}].weight: must be > 0, got ${weight}`);
  });
  const total = described.reduce((sum, part) => sum + part.weight, 0);
  if (!(Math.abs(total - 1) <= 1e-9))
    throw new RangeError(`mixture.parts: weights must sum to 1, got ${total}`);
  return described.map((part) => ({
    weight: part.weight / total,
    sampler: compile(part.distribution),
  }));
}

/** Smallest double x with cdf(x) >= u. */
function invert(parts: readonly Part[], cdf: (x: number) => number, u: number): number {
  let low = Infinity;
  let high = -Infinity;
  for (const part of parts) {
    const x = part.sampler.quantile(u);
    if (x < low) low = x;
    if (x > high) high = x;
  }
  let below = cdf(low) - u;
  if (below >= 0) return low;
  let above = cdf(high) - u;
  let side = 0;
  for (let turn = 1; ; turn++) {
    const middle = low + (high - low) / 2;
    if (!(middle > low && middle < high)) return high;
    // Probing at least `margin` inside the bracket lets its far end follow once the near one has converged.
    const margin = CLOSE * Math.max(Math.abs(low), Math.abs(high));
    const secant = high - (above * (high - low)) / (above - below);
    const halve = turn % 4 === 0 || high - low < 2 * margin;
    const x = halve ? middle : Math.min(Math.max(secant, low + margin), high - margin);
    const miss = cdf(x) - u;
    if (miss >= 0) {
      if (side > 0) below /= 2;
      high = x;
      above = miss;
      side = 1;
    } else {
      if (side < 0) above /= 2;
      low = x;
      below = miss;
      side = -1;
    }
  }
}
