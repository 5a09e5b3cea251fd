import { describe, expect, it } from "vitest";
import { borelMean, borelProbability, borelVariance } from "../../src/estimation/borel.ts";
import { catastropheCurves } from "../../src/estimation/catastrophe.ts";
import { exceedance, returnPeriod } from "../../src/estimation/exceedance.ts";

describe("catastropheCurves", () => {
  const periods = [[5, 12], [], [40], [7, 7, 7], [100, 20], [3], [], [60], [15, 1], [33]];
  const { aggregate, occurrence, mean } = catastropheCurves(periods);

  it("rank ten periods: aggregate 120,60,40,33,21,17,16,3 and occurrence 100,60,40,33,15,12,7,3, mean 31", () => {
    expect(aggregate.map((point) => point.loss)).toEqual([120, 60, 40, 33, 21, 17, 16, 3]);
    expect(occurrence.map((point) => point.loss)).toEqual([100, 60, 40, 33, 15, 12, 7, 3]);
    expect(mean).toBe(31);
  });

  it("have return periods 10, 5, 3.3333, 2.5, 2, 1.6667, 1.428571, 1.25", () => {
    const expected = [10, 5, 10 / 3, 2.5, 2, 10 / 6, 10 / 7, 1.25];
    for (const curve of [aggregate, occurrence]) {
      curve.forEach((point, i) => expect(point.returnPeriod).toBeCloseTo(expected[i], 12));
    }
  });

  it("refuse no periods and negative or missing losses", () => {
    expect(() => catastropheCurves([])).toThrow(/^periods must not be empty$/);
    expect(() => catastropheCurves([[1], [-1]])).toThrow(/^periods .* got -1$/);
    expect(() => catastropheCurves([[NaN]])).toThrow(/^periods/);
  });
});

describe("exceedance", () => {
  it("gives the share strictly above each threshold, in the order asked", () => {
    const curve = exceedance([0, 0, 5, 10], [1, 1, 1, 5], [10, 0, -1, 5]);
    expect(curve.map((point) => point.probability)).toEqual([0, 0.75, 1, 0.625]);
  });

  it("of a window of 3 days that exceeds with .01 returns every 300 days", () => {
    expect(returnPeriod(0.01, 3)).toBeCloseTo(300, 10);
    expect(() => returnPeriod(0, 3)).toThrow(/^probability/);
    expect(() => returnPeriod(0.1, 0)).toThrow(/^window/);
  });
});

describe("borel", () => {
  it("gives P(1..5) = .5488116361, .1807165271, .0892613996, .0522535411, .0336062711 at branching .6", () => {
    const expected = [0.5488116361, 0.1807165271, 0.0892613996, 0.0522535411, 0.0336062711];
    expected.forEach((value, i) => expect(borelProbability(i + 1, 0.6)).toBeCloseTo(value, 10));
  });

  it("has mean 2.5 and variance 9.375 at branching .6, by formula and by summation", () => {
    expect(borelMean(0.6)).toBeCloseTo(2.5, 12);
    expect(borelVariance(0.6)).toBeCloseTo(9.375, 12);
    let mean = 0;
    let square = 0;
    for (let size = 1; size <= 1000; size++) {
      mean += size * borelProbability(size, 0.6);
      square += size * size * borelProbability(size, 0.6);
    }
    expect(mean).toBeCloseTo(2.5, 9);
    expect(square - mean * mean).toBeCloseTo(9.375, 9);
  });

  it("refuses a branching of 1", () => {
    expect(() => borelProbability(1, 1)).toThrow(/^branching/);
  });
});
