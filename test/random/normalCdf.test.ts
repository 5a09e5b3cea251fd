import { expect, test } from "vitest";
import { normalCdf } from "../../src/random/normalCdf.ts";

// Computed with 40 digits; one point at least in each region.
test.each([
  [-37, 5.725571222524577e-300],
  [-20, 2.7536241186062337e-89],
  [-8.3, 5.205569744890254e-17],
  [-5.7, 5.990371401063528e-9],
  [-5.6, 1.071759025831093e-8],
  [-1, 0.15865525393145705],
  [-0.5, 0.3085375387259869],
  [0.3, 0.6179114221889527],
  [2, 0.9772498680518208],
  [5, 0.9999997133484281],
])("P(Z <= %d) is %d, to 1e-15 relative", (x, expected) => {
  expect(Math.abs(normalCdf(x) / expected - 1)).toBeLessThan(1e-15);
});

test("it never falls, from -38 to 38 in steps of 1/512, and both sides sum to 1", () => {
  for (let k = -38 * 512; k < 38 * 512; k++) {
    expect(normalCdf((k + 1) / 512)).toBeGreaterThanOrEqual(normalCdf(k / 512));
    if (k > 0) expect(normalCdf(k / 512) + normalCdf(-k / 512)).toBe(1);
  }
});

test("the ends are 0 and 1, the middle one half, and NaN is refused", () => {
  expect([-Infinity, -40, 0, 40, Infinity].map(normalCdf)).toEqual([0, 0, 0.5, 1, 1]);
  expect(() => normalCdf(NaN)).toThrow(new RangeError("x: must be a number, got NaN"));
});
