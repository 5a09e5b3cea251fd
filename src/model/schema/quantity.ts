/**
 * The schema of a single number with its dimension and range: what every key that is a number is made of.
 */

import { z } from "zod";
import { show } from "../problems.ts";
import { type Dimension, expectation, readQuantity } from "../units.ts";

/** A number, or text such as `45 minutes`, in the file; canonical units after reading. */
export type Quantity = z.ZodType<number, number | string>;

/** Bounds in canonical units: `min` and `max` are allowed themselves, `above` and `below` are not. */
export interface Range {
  readonly min?: number;
  readonly max?: number;
  readonly above?: number;
  readonly below?: number;
  readonly whole?: boolean;
}

/** Numbers beyond these are a slip, and their products and ratios would leave the range of doubles. */
const largest = 1e24;
const smallest = 1e-24;

/** A quantity of one dimension within a range. */
export function quantity(dimension: Dimension, range: Range = {}): Quantity {
  return z
    .union([z.number(), z.string()], { error: (issue) => wrongType(dimension, issue.input) })
    .transform((raw, context) => {
      const reading = attempt(raw, dimension);
      const reason = "reason" in reading ? reading.reason : outOfRange(reading.value, raw, range);
      if (reason === null) return (reading as { value: number }).value;
      context.addIssue({ code: "custom", message: reason });
      return z.NEVER;
    });
}

/** A time, at least 0. */
export const time: Quantity = quantity("time", { min: 0 });
/** A time above 0. */
export const positiveTime: Quantity = quantity("time", { above: 0 });
/** A rate; more than one a second is no fault, race or attempt that the step could see. */
export const rate: Quantity = quantity("rate", { min: 0, max: 1 });
/** USD, at least 0. */
export const amount: Quantity = quantity("amount", { min: 0 });
/** USD, above 0. */
export const positiveAmount: Quantity = quantity("amount", { above: 0 });
/** USD per time, above 0. */
export const flow: Quantity = quantity("flow", { above: 0 });
/** Any number. */
export const number: Quantity = quantity("number");
/** A number of at least 0. */
export const nonNegative: Quantity = quantity("number", { min: 0 });
/** A number above 0. */
export const positive: Quantity = quantity("number", { above: 0 });
/** A share or probability, both ends allowed. */
export const share: Quantity = quantity("number", { min: 0, max: 1 });

/** A whole number from `min` to `max`. */
export function count(min: number, max: number): Quantity {
  return quantity("number", { min, max, whole: true });
}

function attempt(
  raw: number | string,
  dimension: Dimension,
): { value: number } | { reason: string } {
  try {
    return { value: readQuantity(raw, dimension) };
  } catch (error) {
    return { reason: (error as Error).message };
  }
}

function outOfRange(value: number, raw: number | string, range: Range): string | null {
  const got = `got ${typeof raw === "string" ? show(raw) : raw}`;
  if (Math.abs(value) > largest) return `is too large to be meant, ${got}`;
  if (value !== 0 && Math.abs(value) < smallest) return `is too small to be meant, ${got}`;
  if (range.whole === true && !Number.isInteger(value)) return `must be a whole number, ${got}`;
  if (range.min !== undefined && value < range.min) return `must be at least ${range.min}, ${got}`;
  if (range.above !== undefined && value <= range.above)
    return `must be above ${range.above}, ${got}`;
  if (range.max !== undefined && value > range.max) return `must be at most ${range.max}, ${got}`;
  if (range.below !== undefined && value >= range.below)
    return `must be below ${range.below}, ${got}`;
  return null;
}

function wrongType(dimension: Dimension, input: unknown): string {
  return input === undefined
    ? "is required"
    : `must be ${expectation(dimension)}, got ${show(input)}`;
}
