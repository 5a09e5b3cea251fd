import { expect, test } from "vitest";
import { inverseNormal } from "../../src/random/inverseNormal.ts";
import { normalCdf } from "../../src/random/normalCdf.ts";

test.each([
  [0.25, -0.6744897501960817],
  [0.001, -3.090232306167814],
  [1e-20, -9.262340089798409],
  [0.975, 1.959963984540054],
  [1e-10, -6.361340902404056],
])("the normal quantile at %d is %d, to 1e-15 relative", (p, expected) => {
  expect(Math.abs(inverseNormal(p) / expected - 1)).toBeLessThan(1e-15);
});

test("the three regions meet: across .075, .925 and exp(-25) the quantile grows by 1e-12 at most", () => {
  for (const seam of [0.075, 0.925, Math.exp(-25)]) {
    const step = inverseNormal(seam * (1 + 1e-15)) - inverseNormal(seam * (1 - 1e-15));
    expect(step).toBeGreaterThanOrEqual(0);
    expect(step).toBeLessThan(1e-12);
  }
});

test("it is odd about one half to the bit, and 0 there", () => {
  expect(inverseNormal(0.5)).toBe(0);
  for (const p of [2 ** -53, 2 ** -20, 0.0625, 0.125, 0.375])
    expect(inverseNormal(1 - p)).toBe(-inverseNormal(p));
});

test("the CDF undoes it from 1e-300 to 1 - 1e-15, to 1e-12 relative", () => {
  for (let exponent = -300; exponent < 0; exponent += 0.37) {
    const p = 10 ** exponent;
    // Rounding x costs x^2 / 2 units in p: 690 at 1e-300.
    expect(Math.abs(normalCdf(inverseNormal(p)) / p - 1)).toBeLessThan(1e-12);
  }
  for (const p of [0.6, 0.9, 0.99, 1 - 1e-15])
    expect(normalCdf(inverseNormal(p))).toBeCloseTo(p, 15);
});

test("the smallest and the largest uniform give -8.29 and 8.21, the ends infinity", () => {
  expect(inverseNormal(2 ** -54)).toBeCloseTo(-8.292361075813595, 13);
  expect(inverseNormal(1 - 2 ** -53)).toBeCloseTo(8.209536151601387, 13);
  expect(inverseNormal(0)).toBe(-Infinity);
  expect(inverseNormal(1)).toBe(Infinity);
});

test.each([-1e-9, 1.000001, NaN, Infinity])("%d is no probability", (p) => {
  expect(() => inverseNormal(p)).toThrow(new RangeError(`p: must be in [0, 1], got ${p}`));
});
