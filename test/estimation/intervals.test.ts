import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalCritical, studentCritical } from "../../src/estimation/criticalValue.ts";
import { binomialTerms, orderStatistics } from "../../src/estimation/orderStatistics.ts";
import { normalTail, studentTail } from "../../src/estimation/parametricTail.ts";
import { exceedanceProbability, wilson } from "../../src/estimation/probability.ts";
import { quantileEstimate } from "../../src/estimation/quantileInterval.ts";
import { sortSample } from "../../src/estimation/sortedSample.ts";
import { wilksSampleSize } from "../../src/estimation/wilks.ts";

describe("orderStatistics", () => {
  it("encloses the .99 quantile of 1000 draws with ranks 983 and 997, coverage .9760947635", () => {
    const { lower, upper, coverage } = orderStatistics(1000, 0.99, 0.95);
    expect([lower, upper]).toEqual([983, 997]);
    expect(coverage).toBeCloseTo(0.9760947635, 10);
  });

  it("encloses the .999 quantile of 1e5 draws with ranks 99880 and 99920", () => {
    const { lower, upper } = orderStatistics(1e5, 0.999, 0.95);
    expect([lower, upper]).toEqual([99880, 99920]);
  });

  it("covers at least what was asked, and would not if a rank were moved inward", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2000 }),
        fc.integer({ min: 1, max: 999 }),
        (count, permille) => {
          const level = permille / 1000;
          const { lower, upper, coverage } = orderStatistics(count, level, 0.95);
          expect(coverage).toBeGreaterThanOrEqual(0.95 - 1e-12);
          const { first, probabilities } = binomialTerms(count, level);
          const below = (rank: number): number =>
            probabilities.slice(0, Math.max(rank - first, 0)).reduce((sum, term) => sum + term, 0);
          expect(below(lower + 1)).toBeGreaterThan(0.025 - 1e-12); // P(B <= lower)
          expect(below(upper - 1)).toBeLessThan(0.975 + 1e-12); // P(B < upper - 1)
        },
      ),
      { seed: 8, numRuns: 300 },
    );
  });

  it("knows the binomial: B(4, .25) is 81, 108, 54, 12, 1 out of 256, and one trial has two outcomes", () => {
    const { first, probabilities } = binomialTerms(4, 0.25);
    expect(first).toBe(0);
    [81, 108, 54, 12, 1].forEach((n, i) => expect(probabilities[i]).toBeCloseTo(n / 256, 14));
    expect(binomialTerms(1, 0.5).probabilities).toEqual([0.5, 0.5]);
    expect(() => binomialTerms(0, 0.5)).toThrow(/^trials/);
    expect(() => binomialTerms(5, 1)).toThrow(/^probability/);
  });
});

describe("wilksSampleSize", () => {
  it("is 59 for 95/95, 459 for 99/99 and 3688 for the .999 quantile's upper limit", () => {
    expect([
      wilksSampleSize(0.95, 0.95),
      wilksSampleSize(0.99, 0.99),
      wilksSampleSize(0.999, 0.975),
    ]).toEqual([59, 459, 3688]);
  });

  it("is the first size at which the order statistics of an interval exist", () => {
    for (const level of [0.75, 0.95, 0.99]) {
      const needed = wilksSampleSize(level, 0.975);
      expect(orderStatistics(needed, level, 0.95).upper).toBe(needed);
      expect(orderStatistics(needed - 1, level, 0.95).upper).toBe(needed); // rank n + 1: none
      expect(orderStatistics(needed, 1 - level, 0.95).lower).toBe(1);
      expect(orderStatistics(needed - 1, 1 - level, 0.95).lower).toBe(0);
    }
  });
});

describe("quantileEstimate", () => {
  const column = (paths: number): Float64Array =>
    Float64Array.from({ length: paths }, (_, i) => i + 1);

  it("reads the interval off the order statistics: 990 in (983, 997) for .99 of 1..1000", () => {
    const estimate = quantileEstimate(sortSample(column(1000), undefined), 0.99);
    expect(estimate).toEqual({ value: 990, interval: { low: 983, high: 997 }, note: "" });
  });

  it("gives no .999 quantile of 1000 paths and says why; nor a .05 quantile of 71, but one of 72", () => {
    expect(quantileEstimate(sortSample(column(1000), undefined), 0.999)).toEqual({
      value: undefined,
      interval: undefined,
      note: "needs at least 3688 paths, has 1000",
    });
    expect(quantileEstimate(sortSample(column(71), undefined), 0.05).value).toBeUndefined();
    expect(quantileEstimate(sortSample(column(72), undefined), 0.05).value).toBe(4);
  });

  it("with weights that differ by a hair comes within two ranks of the exact interval", () => {
    // Woodruff's normal reach (6.17 ranks) against the binomial's 7: never more than two apart.
    const weights = column(1000).map((_, i) => 1 + (i % 2) * 2 ** -50);
    for (const kind of ["relative", "likelihood"] as const) {
      const { value, interval } = quantileEstimate(sortSample(column(1000), weights, kind), 0.99);
      expect(value).toBe(990);
      expect(Math.abs(interval!.low - 983)).toBeLessThanOrEqual(2);
      expect(Math.abs(interval!.high - 997)).toBeLessThanOrEqual(2);
    }
  });

  it("is not fooled by weights: ten paths never resolve .99, an atom of 99 % leaves the median sure", () => {
    const few = sortSample(column(10), Float64Array.of(1, 2, 1, 2, 1, 2, 1, 2, 1, 2));
    expect(quantileEstimate(few, 0.99)).toMatchObject({ value: undefined, interval: undefined });
    const atom = column(1000).map((i) => (i <= 990 ? 0 : i));
    const uneven = atom.map((_, i) => 1 + (i % 3));
    expect(quantileEstimate(sortSample(atom, uneven), 0.5)).toEqual({
      value: 0,
      interval: { low: 0, high: 0 },
      note: "",
    });
  });
});

describe("quantileEstimate of an atom at the top", () => {
  it("is the atom with itself as interval: .9 where a fifth of 1000 uneven paths lose 7", () => {
    const values = Array.from({ length: 1000 }, (_, i) => (i % 5 === 0 ? 7 : 0));
    const weights = values.map((_, i) => 1 + (i % 3) / 10);
    const estimate = quantileEstimate(sortSample(values, weights), 0.9);
    expect(estimate).toEqual({ value: 7, interval: { low: 7, high: 7 }, note: "" });
  });
});

describe("wilson", () => {
  it("gives (.0010207839, .0087830141) for 3 of 1000", () => {
    const { low, high } = wilson(0.003, 1000, 0.95);
    expect(low).toBeCloseTo(0.0010207839, 10);
    expect(high).toBeCloseTo(0.0087830141, 10);
  });

  it("starts at exactly 0 for none and ends at exactly 1 for all", () => {
    expect(wilson(0, 1000, 0.95).low).toBe(0);
    expect(wilson(0, 1000, 0.95).high).toBeCloseTo(0.0038267584, 8); // z^2/(n + z^2)
    expect(wilson(1, 7, 0.95).high).toBe(1);
    expect(() => wilson(1.1, 7, 0.95)).toThrow(/^share/);
    expect(() => wilson(0.5, 0, 0.95)).toThrow(/^draws/);
  });
});

describe("exceedanceProbability", () => {
  it("counts what is strictly above: 3 of 1000", () => {
    const sample = sortSample(
      Array.from({ length: 1000 }, (_, i) => (i < 3 ? 1 : 0)),
      undefined,
    );
    expect(exceedanceProbability(sample, 0).probability).toBe(0.003);
    expect(exceedanceProbability(sample, 0).low).toBeCloseTo(0.0010207839, 10);
    expect(exceedanceProbability(sample, 1).probability).toBe(0);
    expect(() => exceedanceProbability(sample, NaN)).toThrow(/^threshold/);
  });

  it("falls as the threshold rises, whatever the likelihood ratios", () => {
    const draws = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 20 }), fc.double({ min: 0.01, max: 10, noNaN: true })),
      {
        minLength: 1,
        maxLength: 40,
      },
    );
    fc.assert(
      fc.property(draws, (pairs) => {
        const sample = sortSample(
          pairs.map(([value]) => value),
          pairs.map(([, weight]) => weight),
          "likelihood",
        );
        let last = 1;
        for (let threshold = -1; threshold <= 21; threshold++) {
          const { probability, low, high } = exceedanceProbability(sample, threshold);
          expect(probability).toBeLessThanOrEqual(last);
          expect(low).toBeLessThanOrEqual(probability + 1e-12);
          expect(high).toBeGreaterThanOrEqual(probability - 1e-12);
          last = probability;
        }
      }),
      { seed: 9, numRuns: 300 },
    );
  });

  it("bounds what was never seen by the heaviest weight: 1000 paths up to weight 10 are 100 draws", () => {
    const weights = Array.from({ length: 1000 }, (_, i) => (i === 0 ? 10 : 1));
    const sample = sortSample(new Float64Array(1000), weights, "likelihood");
    expect(exceedanceProbability(sample, 0)).toEqual({
      probability: 0,
      ...wilson(0, 100, 0.95),
    });
  });

  it("with all weights 2 is the unweighted interval", () => {
    const values = [0, 0, 0, 1, 2];
    const twos = [2, 2, 2, 2, 2];
    const plain = exceedanceProbability(sortSample(values, undefined), 0);
    expect(exceedanceProbability(sortSample(values, twos), 0)).toEqual(plain);
  });
});

describe("critical values", () => {
  it("are 1.959963984540054 for the normal and 2.776445105198 for Student with 4 df at 95 %", () => {
    expect(normalCritical(0.95)).toBeCloseTo(1.959963984540054, 12);
    expect(studentCritical(0.95, 4)).toBeCloseTo(2.776445105198, 11);
    expect(studentCritical(0.95, 1)).toBeCloseTo(12.70620473617, 9);
    expect(() => normalCritical(1)).toThrow(/^confidence/);
    expect(() => studentCritical(0.95, 0)).toThrow(/^degrees/);
  });
});

describe("closed tail figures", () => {
  it("are 1.6448536270/2.0627128075 and 2.3263478740/2.6652142203 for the normal at .95 and .99", () => {
    expect(normalTail(0.95).valueAtRisk).toBeCloseTo(1.644853627, 9);
    expect(normalTail(0.95).expectedShortfall).toBeCloseTo(2.0627128075, 9);
    expect(normalTail(0.99).valueAtRisk).toBeCloseTo(2.326347874, 9);
    expect(normalTail(0.99).expectedShortfall).toBeCloseTo(2.6652142203, 9);
  });

  it("are 3.7469473880/5.2205841945 for Student's t with 4 df at .99", () => {
    expect(studentTail(0.99, 4).valueAtRisk).toBeCloseTo(3.746947388, 9);
    expect(studentTail(0.99, 4).expectedShortfall).toBeCloseTo(5.2205841945, 9);
    expect(() => studentTail(0.99, 1)).toThrow(/^degrees/);
    expect(() => normalTail(0.5)).toThrow(/^level/);
  });
});
