import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { studentCritical } from "../../src/estimation/criticalValue.ts";
import { drawsOf } from "../../src/estimation/draws.ts";
import { deviationEstimate, meanEstimate } from "../../src/estimation/meanInterval.ts";
import { mergeMoments, momentsOf, varianceOf } from "../../src/estimation/moments.ts";
import { effectiveSampleSize, largestShareOf } from "../../src/estimation/weights.ts";
import { losses, weightedLosses } from "./arbitraries.ts";

const empty = { count: 0, weight: 0, mean: 0, deviations: 0 };

describe("moments", () => {
  it("give 1e9 + {4, 7, 13, 16} the variance 30 for every split of the four", () => {
    const values = [1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16];
    for (let mask = 0; mask < 16; mask++) {
      const part = (side: number) => {
        const chosen = values.filter((_, i) => ((mask >> i) & 1) === side);
        return chosen.length === 0 ? empty : momentsOf(chosen, undefined);
      };
      const merged = mergeMoments(part(0), part(1));
      expect(varianceOf(merged)).toBe(30);
      expect(merged.mean).toBe(1e9 + 10);
    }
  });

  it("merged are the moments of the whole, and a factor of the weights leaves the variance", () => {
    fc.assert(
      fc.property(weightedLosses, fc.nat(60), ({ values, weights }, at) => {
        fc.pre(values.length >= 2);
        const cut = 1 + (at % (values.length - 1));
        const whole = momentsOf(values, weights);
        const merged = mergeMoments(
          momentsOf(values.slice(0, cut), weights.slice(0, cut)),
          momentsOf(values.slice(cut), weights.slice(cut)),
        );
        expect(merged.mean).toBeCloseTo(whole.mean, 11);
        expect(varianceOf(merged)).toBeCloseTo(varianceOf(whole), 10);
        const scaled = momentsOf(
          values,
          weights.map((weight) => 3 * weight),
        );
        expect(varianceOf(scaled)).toBeCloseTo(varianceOf(whole), 10);
      }),
      { seed: 10 },
    );
  });

  it("of equal values show no spread, whatever the weights", () => {
    for (let k = 1; k <= 100; k++) {
      const weights = [Math.exp(-k / 10), 0.3, 1e-20]; // by a fifth of these 15e6 does not come back
      const { mean, deviations } = momentsOf([15e6, 15e6, 15e6], weights);
      expect([mean, deviations]).toEqual([15e6, 0]);
    }
  });

  it("refuse a variance of one value", () => {
    expect(() => varianceOf(momentsOf([1], undefined))).toThrow(
      /^count must be at least 2, got 1$/,
    );
  });
});

describe("meanEstimate", () => {
  it("of 1..5 is 3 with Student's 4-df interval of sqrt(2.5/5)", () => {
    const { value, interval } = meanEstimate(drawsOf([1, 2, 3, 4, 5]));
    expect(value).toBe(3);
    expect(interval!.high - 3).toBeCloseTo(studentCritical(0.95, 4) * Math.sqrt(0.5), 12);
    expect(3 - interval!.low).toBeCloseTo(studentCritical(0.95, 4) * Math.sqrt(0.5), 12);
  });

  it("weighs: values (0, 10) with (3, 1) is 2.5", () => {
    expect(meanEstimate(drawsOf([0, 10], [3, 1])).value).toBeCloseTo(2.5, 12);
  });

  it("of (0, 1, 2, 3, 4) with (4, 1, 1, 1, 1) is 1.25, Student's with 3.2 - 1 degrees of freedom", () => {
    const { value, interval } = meanEstimate(drawsOf([0, 1, 2, 3, 4], [4, 1, 1, 1, 1]));
    // sum w^2 d^2 = 16 * 1.25^2 + .25^2 + .75^2 + 1.75^2 + 2.75^2 = 36.25, over 8^2, times 5/4.
    const error = Math.sqrt((36.25 / 64) * 1.25);
    expect(value).toBeCloseTo(1.25, 12);
    expect(interval!.high - 1.25).toBeCloseTo(studentCritical(0.95, 2.2) * error, 9);
  });

  it("makes no difference between weights of 1, of 7 and none", () => {
    fc.assert(
      fc.property(losses, (values) => {
        const plain = meanEstimate(drawsOf(values));
        expect(
          meanEstimate(
            drawsOf(
              values,
              values.map(() => 1),
            ),
          ),
        ).toEqual(plain);
        const sevens = meanEstimate(
          drawsOf(
            values,
            values.map(() => 7),
          ),
        );
        expect(sevens.value).toBe(plain.value);
        if (plain.interval) expect(sevens.interval!.high).toBeCloseTo(plain.interval.high, 9);
      }),
      { seed: 11 },
    );
  });

  it("approaches the unweighted figures as weights approach one another", () => {
    const values = Array.from({ length: 50 }, (_, i) => Math.sin(i) * 100);
    const nearly = values.map((_, i) => 1 + 1e-10 * (i % 2));
    for (const estimate of [meanEstimate, deviationEstimate]) {
      const plain = estimate(drawsOf(values));
      const weighted = estimate(drawsOf(values, nearly));
      expect(weighted.value).toBeCloseTo(plain.value!, 6);
      expect(weighted.interval!.low).toBeCloseTo(plain.interval!.low, 6);
    }
  });

  it("claims no certainty from equal values, one path, or one path with all the weight", () => {
    expect(meanEstimate(drawsOf([0, 0, 0]))).toEqual({
      value: 0,
      interval: undefined,
      note: "all paths have the same value",
    });
    expect(meanEstimate(drawsOf([4]))).toMatchObject({ value: 4, interval: undefined });
    expect(meanEstimate(drawsOf([4, 5], [1, 0]))).toMatchObject({ value: 4, interval: undefined });
    expect(deviationEstimate(drawsOf([4])).value).toBeUndefined();
    expect(() => meanEstimate(drawsOf([NaN]))).toThrow(/^values\[0\]/);
    expect(() => meanEstimate(drawsOf([1, 2], [1]))).toThrow(/^weights/);
  });
});

describe("deviationEstimate", () => {
  it("of {4, 7, 13, 16} is sqrt(30), inside its interval, which scales with the unit", () => {
    const { value, interval } = deviationEstimate(drawsOf([4, 7, 13, 16]));
    expect(value).toBeCloseTo(Math.sqrt(30), 12);
    expect(interval!.low).toBeGreaterThan(0);
    const cents = deviationEstimate(drawsOf([400, 700, 1300, 1600]));
    expect(cents.interval!.high).toBeCloseTo(100 * interval!.high, 8);
  });
});

describe("weights", () => {
  it("(4, 1, 1, 1, 1) are worth 64/20 = 3.2 draws, the largest has half", () => {
    expect(effectiveSampleSize([4, 1, 1, 1, 1])).toBeCloseTo(3.2, 12);
    expect(largestShareOf([[4, 1, 1, 1, 1]])).toBe(0.5);
  });

  it("of any common size are worth their number, also at 1e-300 and 1e300", () => {
    for (const size of [1e-300, 1, 1e300])
      expect(effectiveSampleSize([size, size, size])).toBeCloseTo(3, 12);
    expect(() => effectiveSampleSize([])).toThrow(/^weights must not be empty$/);
  });
});
