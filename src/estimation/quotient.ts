/**
 * The interval of a quotient of two positive figures, put together from theirs on the logarithm: distances of the ends of
 * both add up as squares do (Zou and Donner 2008). Left out: their correlation, and whatever one of them is if it has no
 * interval of its own: it is taken as exact.
 */
import type { Interval } from "./estimate.ts";

/** A positive figure with its interval. */
export interface Positive extends Interval {
  readonly value: number;
}

/** @throws RangeError unless every figure and its ends are positive */
export function quotient(above: Positive, below: Positive): Positive {
  for (const figure of [above.value, above.low, above.high, below.value, below.low, below.high])
    if (!(figure > 0)) throw new RangeError(`figures must be above 0, got ${figure}`);
  const value = above.value / below.value;
  const apart = (one: number, other: number): number => Math.log(one / other);
  return {
    value,
    low:
      value * Math.exp(-Math.hypot(apart(above.value, above.low), apart(below.high, below.value))),
    high:
      value * Math.exp(Math.hypot(apart(above.high, above.value), apart(below.value, below.low))),
  };
}
