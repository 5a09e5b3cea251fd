/**
 * What an estimator hands back: a number, its interval, and the reason when one of them is missing.
 *
 * A figure that the sample cannot resolve is absent with a note, never NaN and never a guess, so that nothing
 * downstream can take it for a result.
 */

/** A two-sided confidence interval, in the units of what it encloses. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** One estimated figure. `note` says why `value` or `interval` is absent and is empty when both are there. */
export interface Estimate {
  readonly value: number | undefined;
  readonly interval: Interval | undefined;
  readonly note: string;
}

/** The confidence of every printed interval. */
export const CONFIDENCE: number = 0.95;

/** An estimate with its interval. */
export function resolved(value: number, low: number, high: number): Estimate {
  return { value, interval: { low, high }, note: "" };
}

/** A figure that stands, but whose sampling error the sample does not show. */
export function withoutInterval(value: number, note: string): Estimate {
  return { value, interval: undefined, note };
}

/** A figure the sample cannot give. */
export function unresolved(note: string): Estimate {
  return { value: undefined, interval: undefined, note };
}
