/**
 * The law of a number that does not vary. It spends its uniform like any other, so that making a value random moves no
 * other draw.
 */
import { requireFinite } from "./parameter.ts";
import type { Sampler } from "./sampler.ts";

/** @throws RangeError if value is not finite */
export function constant(spec: { readonly value: number }): Sampler {
  const { value } = spec;
  requireFinite("constant.value", value);
  return {
    quantile: () => value,
    cdf: (x) => (x >= value ? 1 : 0),
    survival: (x) => (x >= value ? 0 : 1),
    partialMean: (x) => (x >= value ? value : 0),
    mean: value,
  };
}
