import { expect, test } from "vitest";
import { clopperPearson, drawsForNone } from "../../src/estimation/clopperPearson.ts";

/** P(count of n draws <= k) by adding up. */
function binomialCdf(k: number, n: number, p: number): number {
  let term = (1 - p) ** n;
  let sum = term;
  for (let i = 1; i <= k; i++) sum += term *= ((n - i + 1) / i) * (p / (1 - p));
  return sum;
}

test("5 of 100 is 1.643 % to 11.284 %, as printed in tables of 95 % intervals", () => {
  const { low, high } = clopperPearson(5, 100, 0.025);
  expect(low).toBeCloseTo(0.0164319, 6);
  expect(high).toBeCloseTo(0.1128349, 6);
});

test.each([
  [0, 40],
  [1, 2000],
  [7, 50],
  [50, 50],
])("%d of %d: each bound is where the binomial tail beyond the count is the error", (k, n) => {
  const { low, high } = clopperPearson(k, n, 0.01);
  if (k === 0) expect(low).toBe(0);
  else expect(1 - binomialCdf(k - 1, n, low)).toBeCloseTo(0.01, 9);
  if (k === n) expect(high).toBe(1);
  else expect(binomialCdf(k, n, high)).toBeCloseTo(0.01, 9);
});

test("so many draws without one event are just enough to tell a probability from its target", () => {
  const draws = drawsForNone(1e-3, 0.05);
  expect(draws).toBe(2995);
  expect(clopperPearson(0, draws, 0.05).high).toBeLessThan(1e-3);
  expect(clopperPearson(0, draws - 1, 0.05).high).toBeGreaterThanOrEqual(1e-3);
});

test("arguments out of range are named", () => {
  expect(() => clopperPearson(3, 2, 0.05)).toThrow("count must lie in [0, 2], got 3");
  expect(() => clopperPearson(0, 0, 0.05)).toThrow("draws");
  expect(() => clopperPearson(0, 1, 1)).toThrow("error");
});
