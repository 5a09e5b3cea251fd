/**
 * What one check found: the number it should be, the number it is, and how far apart they may lie.
 *
 * Closed forms agree to a relative tolerance (absolute where the answer is 0), Monte Carlo figures to a number of their
 * own standard errors at a fixed seed, predictions of what has happened to a range of probability.
 */

/** In what `deviation` and `limit` are measured. */
export type Measure = "relative" | "absolute" | "standard errors" | "probability" | "above";

export interface Finding {
  /** A phrase that says what the number is. */
  readonly name: string;
  readonly expected: number;
  readonly got: number;
  readonly measure: Measure;
  readonly deviation: number;
  /** Largest deviation that passes. */
  readonly limit: number;
  readonly passed: boolean;
}

/** A set of checks on one subject; each call computes everything anew. */
export interface Suite {
  readonly subject: string;
  readonly run: () => readonly Finding[];
}

/** A sample's mean and the standard error of it. */
export interface Measured {
  readonly mean: number;
  readonly error: number;
}

/** Of closed forms. */
const EXACT = 1e-9;

/** Standard errors that a Monte Carlo figure may be off: a false alarm in 16 000. */
const REACH = 4;

function finding(
  name: string,
  expected: number,
  got: number,
  measure: Measure,
  deviation: number,
  limit: number,
): Finding {
  return { name, expected, got, measure, deviation, limit, passed: deviation <= limit };
}

/** A figure that is known. @param limit relative; absolute where `expected` is 0 */
export function agrees(
  name: string,
  expected: number,
  got: number,
  limit: number = EXACT,
): Finding {
  const gap = Math.abs(got - expected);
  return expected === 0
    ? finding(name, expected, got, "absolute", gap, limit)
    : finding(name, expected, got, "relative", gap / Math.abs(expected), limit);
}

/** A figure that is known by its printed digits: within one unit of the last of them. @param text e.g. `0.0062943019`, `3.2e-5` */
export function printed(name: string, text: string, got: number): Finding {
  const [mantissa, exponent = "0"] = text.split("e");
  const unit = 10 ** (Number(exponent) - (mantissa.split(".")[1]?.length ?? 0));
  return agrees(name, Number(text), got, Math.max(EXACT, unit / Math.abs(Number(text))));
}

/** A figure that must be that number and no other. */
export function equals(name: string, expected: number, got: number): Finding {
  return agrees(name, expected, got, 0);
}

/** A Monte Carlo figure, within four of its standard errors. */
export function samples(name: string, expected: number, { mean, error }: Measured): Finding {
  const z = mean === expected ? 0 : Math.abs(mean - expected) / error;
  return finding(name, expected, mean, "standard errors", z, REACH);
}

/** A figure that must be above another, so that the check beside it says something. */
export function exceeds(name: string, bound: number, got: number): Finding {
  return { ...finding(name, bound, got, "above", bound - got, 0), passed: got > bound };
}

/** What has happened, by where it stands among what is predicted. @param share of the predictions below it, in [0, 1] */
export function predicted(name: string, median: number, happened: number, share: number): Finding {
  return finding(name, median, happened, "probability", Math.abs(share - 0.5), 0.475);
}
