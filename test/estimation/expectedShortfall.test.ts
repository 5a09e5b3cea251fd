import { normalCritical, studentCritical } from "../../src/estimation/criticalValue.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  expectedShortfall,
  expectedShortfallEstimate,
  expectedShortfallOf,
} from "../../src/estimation/expectedShortfall.ts";
import { normalTail, studentTail } from "../../src/estimation/parametricTail.ts";
import { quantile } from "../../src/estimation/quantile.ts";
import { sortSample } from "../../src/estimation/sortedSample.ts";
import { losses, weightedLosses } from "./arbitraries.ts";

/** Acerbi and Tasche's definition: the tail at q and above, less what it holds too much of q. */
function acerbiTasche(values: number[], weights: number[], level: number): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const q = quantile(values, weights, level);
  const reaching = values.map((value, i) => (value >= q ? weights[i] / total : 0));
  const mass = reaching.reduce((sum, share) => sum + share, 0);
  const tail = reaching.reduce((sum, share, i) => sum + share * values[i], 0);
  return (tail + q * (1 - level - mass)) / (1 - level);
}

const level = fc.integer({ min: 1, max: 99 }).map((percent) => percent / 100);
const atoms = [0, 0, 0, 0, 0, 0, 5, 5, 5, 20];

describe("expectedShortfall", () => {
  it("splits an atom at the level: 0 x6, 5 x3, 20 has VaR 5 and ES 12.5 at .8, ES 11 at .75", () => {
    expect(quantile(atoms, undefined, 0.8)).toBe(5);
    expect(expectedShortfall(atoms, undefined, 0.8)).toBeCloseTo(12.5, 12);
    expect(expectedShortfall(atoms, undefined, 0.75)).toBeCloseTo(11, 12);
  });

  it("weighs the tail: (100,60,40,10,0) with (.01,.03,.06,.3,.6) has ES 64 at .95", () => {
    const weights = [0.01, 0.03, 0.06, 0.3, 0.6];
    expect(expectedShortfall([100, 60, 40, 10, 0], weights, 0.95)).toBeCloseTo(64, 10);
  });

  it("reproduces the normal's 2.0627128 and 2.6652142 and Student's (4 df) 5.2205842 from a fine grid of quantiles", () => {
    // Midpoints of 200 000 equal cells: what the last cell hides is below 2e-5 (normal) and 4e-3 (Student).
    const halves = Array.from({ length: 100_000 }, (_, i) => (2 * i + 1) / 200_000);
    const grid = (critical: (confidence: number) => number): number[] =>
      halves.flatMap((share) => [critical(share), -critical(share)]);
    const normal = grid(normalCritical);
    expect(quantile(normal, undefined, 0.95)).toBeCloseTo(normalTail(0.95).valueAtRisk, 3);
    expect(expectedShortfall(normal, undefined, 0.95)).toBeCloseTo(2.0627128075, 4);
    expect(expectedShortfall(normal, undefined, 0.99)).toBeCloseTo(2.6652142203, 4);
    const student = grid((share) => studentCritical(share, 4));
    const got = expectedShortfall(student, undefined, 0.99);
    expect(Math.abs(got - studentTail(0.99, 4).expectedShortfall)).toBeLessThan(4e-3);
  });

  it("agrees with Acerbi and Tasche's definition on weighted samples with ties", () => {
    fc.assert(
      fc.property(weightedLosses, level, ({ values, weights }, p) => {
        expect(expectedShortfall(values, weights, p)).toBeCloseTo(
          acerbiTasche(values, weights, p),
          9,
        );
      }),
      { seed: 4, numRuns: 500 },
    );
  });

  it("is never below the quantile, rises with the level and never exceeds the largest loss", () => {
    fc.assert(
      fc.property(weightedLosses, level, level, ({ values, weights }, p, q) => {
        const [low, high] = p < q ? [p, q] : [q, p];
        const shortfall = expectedShortfall(values, weights, high);
        expect(shortfall).toBeGreaterThanOrEqual(quantile(values, weights, high));
        expect(shortfall).toBeLessThanOrEqual(Math.max(...values) + 1e-9);
        expect(shortfall).toBeGreaterThanOrEqual(expectedShortfall(values, weights, low) - 1e-9);
      }),
      { seed: 5 },
    );
  });

  it("is coherent: adding 7 adds 7, doubling doubles, and the sum of two losses has no more than the two ES", () => {
    fc.assert(
      fc.property(losses, level, (values, p) => {
        const shortfall = expectedShortfall(values, undefined, p);
        const moved = values.map((value) => 2 * value + 7);
        expect(expectedShortfall(moved, undefined, p)).toBeCloseTo(2 * shortfall + 7, 9);
        const other = values.toReversed().map((value, i) => value * (i % 3));
        const both = values.map((value, i) => value + other[i]);
        expect(expectedShortfall(both, undefined, p)).toBeLessThanOrEqual(
          shortfall + expectedShortfall(other, undefined, p) + 1e-9,
        );
      }),
      { seed: 6 },
    );
  });

  it("does not see the order of the draws, a common factor of the weights, or weights of 1", () => {
    fc.assert(
      fc.property(weightedLosses, level, ({ values, weights }, p) => {
        const shortfall = expectedShortfall(values, weights, p);
        expect(expectedShortfall(values.toReversed(), weights.toReversed(), p)).toBe(shortfall);
        expect(
          expectedShortfall(
            values,
            weights.map((weight) => weight * 64),
            p,
          ),
        ).toBeCloseTo(shortfall, 9);
        const ones = values.map(() => 1);
        expect(expectedShortfall(values, ones, p)).toBe(expectedShortfall(values, undefined, p));
      }),
      { seed: 7 },
    );
  });

  it("refuses bad input by name", () => {
    expect(() => expectedShortfall([], undefined, 0.9)).toThrow(/^values must not be empty$/);
    expect(() => expectedShortfall([NaN], undefined, 0.9)).toThrow(/^values\[0\]/);
    expect(() => expectedShortfall([1], undefined, 1)).toThrow(/^level/);
  });
});

describe("expectedShortfallEstimate", () => {
  it("is empty at .999 with 3688 - 1 paths, saying that 3688 are needed, and there with 3688", () => {
    const column = (paths: number): number[] => Array.from({ length: paths }, (_, i) => i);
    const short = expectedShortfallEstimate(sortSample(column(3687), undefined), 0.999);
    expect(short).toEqual({
      value: undefined,
      interval: undefined,
      note: "needs at least 3688 paths, has 3687",
    });
    const enough = expectedShortfallEstimate(sortSample(column(3688), undefined), 0.999);
    expect(enough.value).toBe(expectedShortfallOf(sortSample(column(3688), undefined), 0.999));
    expect(enough.interval!.low).toBeLessThan(enough.value!);
  });

  it("has no interval of two losses in the tail, and one of three", () => {
    const worst = (count: number): number[] =>
      Array.from({ length: 1000 }, (_, i) => (i < count ? 100 + i : 0));
    const two = expectedShortfallEstimate(sortSample(worst(2), undefined), 0.99);
    expect(two.value).toBeCloseTo(20.1, 12);
    expect(two.interval).toBeUndefined();
    expect(two.note).toBe("fewer than 3 different losses in the tail");
    const three = expectedShortfallEstimate(sortSample(worst(3), undefined), 0.99);
    expect(three.interval!.high).toBeLessThan(1000);
  });

  it("has no interval when the tail is one atom", () => {
    const flat = Array.from({ length: 1000 }, (_, i) => (i < 500 ? 0 : 3));
    const estimate = expectedShortfallEstimate(sortSample(flat, undefined), 0.95);
    expect(estimate.value).toBe(3);
    expect(estimate.interval).toBeUndefined();
    expect(estimate.note).not.toBe("");
  });

  it("takes the standard error of the mean excess: 1..100 at .5 gives Student(49) * sqrt(var((L-50)+)/25)", () => {
    const values = Array.from({ length: 100 }, (_, i) => i + 1);
    const { value, interval } = expectedShortfallEstimate(sortSample(values, undefined), 0.5);
    // (L - 50)+: sum 1275, sum of squares 42925; variance (42925 - 1275^2/100)/99; ES = 50 + 12.75/.5.
    const error = Math.sqrt((42925 - 1275 ** 2 / 100) / 99 / 100) / 0.5;
    expect(value).toBeCloseTo(75.5, 12);
    const reach = studentCritical(0.95, 49) * error;
    // On the logarithm of ES - 50.
    expect(25.5 * Math.log((interval!.high - 50) / 25.5)).toBeCloseTo(reach, 9);
    expect(25.5 * Math.log(25.5 / (interval!.low - 50))).toBeCloseTo(reach, 9);
  });
});
