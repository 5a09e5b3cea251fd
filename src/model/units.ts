/**
 * Quantities with units: `45 minutes`, `3 / year`, `1 / 720 / hour`, `30 bp`, `2e6 / hour`, `12.5e6`.
 *
 * A key expects a dimension; the value is turned into seconds, rates per second, USD, USD per second or a plain number.
 * One year is 365 days. A month has no fixed length and is refused. An amount may be given with or without `USD`.
 * A plain 0 is right in every dimension.
 */

import { algebra, evaluateArithmetic, type Quantity, UnknownNameError } from "./algebra.ts";
import { show } from "./problems.ts";
import type { Measure } from "./resolved/uncertain.ts";
import { unknownWord } from "./suggest.ts";

/** What a key expects. `growth` is a fraction per year, as a plain number or as a rate. */
export type Dimension = "time" | "rate" | "amount" | "flow" | "number" | "growth";

const secondsIn: Readonly<Record<string, number>> = {
  millisecond: 0.001,
  second: 1,
  minute: 60,
  hour: 3600,
  day: 86_400,
  week: 604_800,
  year: 31_536_000,
};

const abbreviations: Readonly<Record<string, string>> = {
  ms: "millisecond",
  s: "second",
  h: "hour",
};

/** Unit of each measure, as mathjs's `toNumber` accepts it (`1/s` would throw). */
const baseUnits: Readonly<Record<Exclude<Measure, "number">, string>> = {
  time: "s",
  rate: "s^-1",
  amount: "USD",
  flow: "USD s^-1",
};

const accepted: Readonly<Record<Dimension, readonly Measure[]>> = {
  time: ["time"],
  rate: ["rate"],
  amount: ["number", "amount"],
  flow: ["rate", "flow"],
  number: ["number"],
  growth: ["number", "rate"],
};

const expectations: Readonly<Record<Dimension, (example: string) => string>> = {
  time: (example) => `a time such as '${example}'`,
  rate: (example) => `a rate such as '${example}'`,
  amount: (example) => `an amount in USD such as ${example}`,
  flow: (example) => `an amount per time such as '${example}'`,
  number: () => "a number",
  growth: (example) => `a number (a year) or a rate such as '${example}'`,
};

const examples: Readonly<Record<Dimension, string>> = {
  time: "45 minutes",
  rate: "3 / year",
  amount: "12.5e6",
  flow: "2e6 / hour",
  number: "0.5",
  growth: "0.05 / year",
};

/** Every unit by name, for expressions. */
export const unitScope: ReadonlyMap<string, Quantity> = createUnitScope();

function createUnitScope(): Map<string, Quantity> {
  const scope = new Map<string, Quantity>([
    ["bp", 1e-4],
    ["percent", 0.01],
    ["USD", algebra.unit(1, "USD")],
  ]);
  for (const [name, seconds] of Object.entries(secondsIn)) {
    scope.set(name, algebra.unit(seconds, "s")).set(`${name}s`, algebra.unit(seconds, "s"));
  }
  for (const [short, name] of Object.entries(abbreviations)) scope.set(short, scope.get(name)!);
  return scope;
}

/** What a key of this dimension expects, in words. */
export function expectation(dimension: Dimension): string {
  return expectations[dimension](examples[dimension]);
}

/** A value that a key of this dimension could have. */
export function exampleOf(dimension: Dimension): string {
  return examples[dimension];
}

/**
 * A value of the model file in canonical units.
 * @param raw a number, or text such as `6.4 days`.
 * @returns seconds, 1/second, USD, USD/second or a plain number; always finite.
 * @throws Error whose message completes "`key`: ".
 */
export function readQuantity(raw: number | string, dimension: Dimension): number {
  const quantity = typeof raw === "number" ? finite(raw) : readText(raw);
  const { measure, value } = measured(quantity);
  if (value === 0 && measure === "number") return 0;
  if (!accepted[dimension].includes(measure)) {
    // People think of rates by the year; of times any unit may have been left out.
    const byYear = dimension === "rate" && measure === "number" && value > 0;
    const example = byYear ? `${raw} / year` : examples[dimension];
    throw new Error(
      `must be ${expectations[dimension](example)}, got ${show(raw)} (${describe(measure)})`,
    );
  }
  return dimension === "growth" && measure === "number" ? value / secondsIn["year"] : value;
}

/**
 * A quantity with units, of any dimension.
 * @param scope units, and the names of `params` where those are known.
 * @throws Error whose message completes "`key`: ".
 */
export function readText(text: string, scope: ReadonlyMap<string, Quantity> = unitScope): Quantity {
  try {
    return evaluateArithmetic(text, scope);
  } catch (error) {
    if (error instanceof UnknownNameError)
      throw new Error(`${show(text)}: ${unknownName(error.unknown, scope)}`, { cause: error });
    throw new Error(`${show(text)} ${(error as Error).message}`, { cause: error });
  }
}

/**
 * A quantity as a model file could have given it: a number, or text with a canonical unit that reads back exactly.
 * @throws Error when its dimension is none that a model has.
 */
export function canonical(quantity: Quantity): number | string {
  const { measure, value } = measured(quantity);
  return written(value, measure);
}

/** A value of a measure in canonical units, as a model file could have given it. */
export function written(value: number, measure: Measure): number | string {
  if (measure === "number") return value;
  if (measure === "time") return `${value} seconds`;
  if (measure === "rate") return `${value} / second`;
  return measure === "amount" ? `${value} USD` : `${value} USD / second`;
}

/** What a value of the model file is, and how much in canonical units. @throws Error as `readText` */
export function readMeasured(raw: number | string): { measure: Measure; value: number } {
  return measured(typeof raw === "number" ? finite(raw) : readText(raw));
}

function measured(quantity: Quantity): { measure: Measure; value: number } {
  if (typeof quantity === "number") return { measure: "number", value: quantity };
  for (const [measure, unit] of Object.entries(baseUnits)) {
    if (quantity.equalBase(algebra.unit(1, unit))) {
      return { measure: measure as Measure, value: finite(quantity.toNumber(unit)) };
    }
  }
  throw new Error(`must be a number, a time, a rate or an amount, got ${quantity.toString()}`);
}

function finite(value: number): number {
  if (!Number.isFinite(value)) throw new Error(`must be finite, got ${value}`);
  return value;
}

function describe(measure: Measure): string {
  return measure === "number" ? "no unit" : `${measure === "amount" ? "an" : "a"} ${measure}`;
}

function unknownName(name: string, scope: ReadonlyMap<string, Quantity>): string {
  if (/^months?$/.test(name)) return "a month has no fixed length, use days";
  const hint = scope === unitScope ? "unit" : "name";
  return unknownWord(hint, name, [...scope.keys()]);
}
