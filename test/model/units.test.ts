import { expect, it } from "vitest";
import { canonical, readQuantity, readText } from "../../src/model/units.ts";

it.each([
  ["45 minutes", "time", 2700],
  ["6.4 days", "time", 552_960],
  ["1e9 hours", "time", 3.6e12],
  ["1 hour + 30 minutes", "time", 5400],
  ["1 year", "time", 365 * 86_400],
  ["3 / year", "rate", 3 / (365 * 86_400)],
  ["1 / 720 / hour", "rate", 1 / 720 / 3600],
  ["2e6 / hour", "flow", 2e6 / 3600],
  ["2e6 USD / hour", "flow", 2e6 / 3600],
  ["12.5e6", "amount", 12.5e6],
  ["3 USD", "amount", 3],
  ["30 bp", "number", 0.003],
  ["40 percent", "number", 0.4],
  ["40%", "number", 0.4],
  [0.05, "number", 0.05],
  [0.05, "growth", 0.05 / (365 * 86_400)],
  ["0.05 / year", "growth", 0.05 / (365 * 86_400)],
] as const)("%s as a %s is %d", (raw, dimension, value) => {
  expect(readQuantity(raw, dimension)).toBe(value);
});

it.each(["time", "rate", "amount", "flow", "number", "growth"] as const)(
  "a plain 0 is a %s",
  (dimension) => {
    expect(readQuantity(0, dimension)).toBe(0);
  },
);

it.each([
  ["45 minutes", "rate"],
  ["3 / year", "time"],
  ["45 minutes", "number"],
  ["3 USD", "number"],
  ["3 / year", "amount"],
  [5, "flow"],
] as const)("%s is no %s", (raw, dimension) => {
  expect(() => readQuantity(raw, dimension)).toThrow(/^must be a/);
});

it.each(["1 / 720 / hour", "101 minutes", "0.62 / year", "2e6 USD / hour", "0.1", "7 USD"])(
  "%s reads back from its canonical text to the last bit",
  (text) => {
    const quantity = readText(text);
    const again = canonical(quantity);
    expect(canonical(readText(String(again)))).toBe(again);
  },
);
