import { expect, test } from "vitest";
import { quotient } from "../../src/estimation/quotient.ts";

test("over an exact figure the interval is divided by it", () => {
  const found = quotient({ value: 6, low: 5, high: 8 }, { value: 2, low: 2, high: 2 });
  expect(found.value).toBe(3);
  expect(found.low).toBeCloseTo(2.5, 14);
  expect(found.high).toBeCloseTo(4, 14);
});

test("both errors together are longer than either and shorter than end over end", () => {
  const found = quotient({ value: 6, low: 5, high: 8 }, { value: 2, low: 1.8, high: 2.3 });
  expect(found.low).toBeLessThan(Math.min(5 / 2, 6 / 2.3));
  expect(found.low).toBeGreaterThan(5 / 2.3);
  expect(found.high).toBeGreaterThan(Math.max(8 / 2, 6 / 1.8));
  expect(found.high).toBeLessThan(8 / 1.8);
});

test("nothing is divided by nothing", () => {
  expect(() => quotient({ value: 1, low: 0, high: 2 }, { value: 1, low: 1, high: 1 })).toThrow(
    "figures must be above 0, got 0",
  );
});
