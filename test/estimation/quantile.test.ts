import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quantile, quantileOf } from "../../src/estimation/quantile.ts";
import { sortSample } from "../../src/estimation/sortedSample.ts";
import { losses, weightedLosses } from "./arbitraries.ts";

/** The definition: walk up the distribution function until it reaches the level. */
function naiveQuantile(values: number[], weights: number[], level: number): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const reached = (x: number): number =>
    values.reduce((sum, value, i) => (value <= x ? sum + weights[i] : sum), 0) / total;
  return values.toSorted((a, b) => a - b).find((x) => reached(x) >= level - 1e-12)!;
}

const level = fc.integer({ min: 1, max: 99 }).map((percent) => percent / 100);

describe("quantile", () => {
  it("is the smallest x with F(x) >= level: .5 of 1..10 is 5, .51 is 6, .95 is 10", () => {
    const values = [10, 9, 8, 7, 6, 5, 4, 3, 2, 1];
    expect([0.5, 0.51, 0.95].map((p) => quantile(values, undefined, p))).toEqual([5, 6, 10]);
  });

  it("does not step to the next value because of rounding: .07 of 1..100 is 7, .3 of ten tenths is the third", () => {
    const hundred = Array.from({ length: 100 }, (_, i) => i + 1);
    expect(quantile(hundred, undefined, 0.07)).toBe(7); // 0.07 * 100 = 7.000000000000001
    const tenths = Array.from({ length: 10 }, (_, i) => (i === 9 ? 0.1 + 1e-17 : 0.1));
    expect(quantile(hundred.slice(0, 10), tenths, 0.3)).toBe(3);
    const [a, b] = [0.1, 0.2]; // 0.1 + 0.2 > 0.3
    expect(quantile([1, 2, 3], [a, b, 0.7], 0.3)).toBe(2);
  });

  it("leaves its inputs as they were", () => {
    const values = [3, 1, 2];
    const weights = [1, 2, 3];
    quantile(values, weights, 0.5);
    expect([values, weights]).toEqual([
      [3, 1, 2],
      [1, 2, 3],
    ]);
  });

  it("inverts (1/n) sum w 1{L > x} for likelihood ratios: level .9955 leaves 9 of 10 light draws above, not 4", () => {
    // n = 20: .0045 * 20 = .09 is the weight of nine draws of .01; of the sum of weights, 10.1, it would be four.
    const values = Array.from({ length: 20 }, (_, i) => i + 1);
    const weights = values.map((value) => (value > 10 ? 0.01 : 1));
    expect(quantileOf(sortSample(values, weights, "likelihood"), 0.9955)).toBe(11);
    expect(quantileOf(sortSample(values, weights, "relative"), 0.9955)).toBe(16);
  });

  it("takes shares of the sum of weights up to the median: likelihood ratios of 2 and 2.5 leave .3 of 1..10 at 3", () => {
    const values = Array.from({ length: 10 }, (_, i) => i + 1);
    const doubled = values.map((value) => (value > 9 ? 2.5 : 2));
    expect(quantileOf(sortSample(values, doubled, "likelihood"), 0.25)).toBe(3);
    expect(quantileOf(sortSample(values, doubled, "likelihood"), 0.75)).toBe(9);
  });

  it("sums tied weights in one order, so that the order of the draws changes no bit", () => {
    const weights = Array.from({ length: 50 }, (_, i) => 0.1 + Math.abs(Math.sin(i)));
    const tied = weights.map((_, i) => i % 2);
    const forward = sortSample(tied, weights);
    const backward = sortSample(tied.toReversed(), weights.toReversed());
    for (let rank = 0; rank <= 50; rank++) {
      expect(backward.weightFrom(rank)).toBe(forward.weightFrom(rank));
      expect(backward.squareFrom(rank)).toBe(forward.squareFrom(rank));
    }
  });

  it("agrees with the definition on weighted samples with ties", () => {
    fc.assert(
      fc.property(weightedLosses, level, ({ values, weights }, p) => {
        expect(quantile(values, weights, p)).toBe(naiveQuantile(values, weights, p));
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it("rises with the level, ignores a common factor of the weights and the order of the draws", () => {
    fc.assert(
      fc.property(weightedLosses, level, level, ({ values, weights }, p, q) => {
        const [low, high] = p < q ? [p, q] : [q, p];
        expect(quantile(values, weights, low)).toBeLessThanOrEqual(quantile(values, weights, high));
        // A power of two scales sums exactly, so equality is to the bit.
        const scaled = weights.map((weight) => weight * 1024);
        expect(quantile(values, scaled, p)).toBe(quantile(values, weights, p));
        expect(quantile(values.toReversed(), weights.toReversed(), p)).toBe(
          quantile(values, weights, p),
        );
      }),
      { seed: 2 },
    );
  });

  it("takes weights of 1 for no weights", () => {
    fc.assert(
      fc.property(losses, level, (values, p) => {
        const ones = values.map(() => 1);
        expect(quantile(values, ones, p)).toBe(quantile(values, undefined, p));
      }),
      { seed: 3 },
    );
  });

  it("refuses empty, NaN and infinite values, weights that do not fit and levels outside (0, 1), by name", () => {
    expect(() => quantile([], undefined, 0.5)).toThrow(new RangeError("values must not be empty"));
    expect(() => quantile([1, NaN], undefined, 0.5)).toThrow(
      /^values\[1\] must be finite, got NaN$/,
    );
    expect(() => quantile([-Infinity], undefined, 0.5)).toThrow(/^values\[0\]/);
    expect(() => quantile([1, 2], [1], 0.5)).toThrow(
      /^weights must be as many as values \(2\), got 1$/,
    );
    expect(() => quantile([1, 2], [1, -1], 0.5)).toThrow(
      /^weights\[1\] must not be negative, got -1$/,
    );
    expect(() => quantile([1, 2], [0, 0], 0.5)).toThrow(/^weights must not all be 0$/);
    expect(() => quantile([1, 2], [1, NaN], 0.5)).toThrow(/^weights\[1\]/);
    for (const bad of [0, 1, -0.1, 1.1, NaN]) {
      expect(() => quantile([1], undefined, bad)).toThrow(/^level must lie between 0 and 1/);
    }
  });
});
