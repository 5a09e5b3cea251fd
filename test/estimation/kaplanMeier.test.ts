import { describe, expect, it } from "vitest";
import { jackknifeError } from "../../src/estimation/jackknife.ts";
import { kaplanMeier, survivalQuantile } from "../../src/estimation/kaplanMeier.ts";
import { survivalBand, survivalQuantileInterval } from "../../src/estimation/survivalInterval.ts";

// Six accounts: closed at 1; one closed and one recovered at 2; two closed at 4; one recovered at 5.
const closed = [0, 1, 1, 0, 2, 0];
const censored = [0, 0, 1, 0, 0, 1];

describe("kaplanMeier", () => {
  it("counts who recovered in a step as at risk in it: 1, 5/6, 2/3, 2/3, 2/9, 2/9", () => {
    const expected = [1, 5 / 6, 2 / 3, 2 / 3, 2 / 9, 2 / 9];
    kaplanMeier(closed, censored).forEach((open, step) =>
      expect(open).toBeCloseTo(expected[step], 14),
    );
  });

  it("reaches .3 at step 2, .5 at step 4 and never .8", () => {
    const survival = kaplanMeier(closed, censored);
    expect([0.3, 0.5, 0.8].map((level) => survivalQuantile(survival, level))).toEqual([
      2,
      4,
      undefined,
    ]);
  });

  it("without censoring is one minus the distribution function, to the guard: level 1/3 at the second of 3", () => {
    const survival = kaplanMeier([1, 1, 1], [0, 0, 0]);
    expect(survivalQuantile(survival, 1 / 3)).toBe(0);
    expect(survivalQuantile(survival, 2 / 3)).toBe(1);
    expect(survival[2]).toBe(0);
  });

  it("does not change with a common factor of the weights, and refuses columns of two lengths", () => {
    const scaled = kaplanMeier(
      closed.map((weight) => weight * 8),
      censored.map((weight) => weight * 8),
    );
    expect(scaled).toEqual(kaplanMeier(closed, censored));
    expect(() => kaplanMeier([1], [])).toThrow(/^censored must be as long as closed \(1\), got 0$/);
    expect(() => survivalQuantile(scaled, 1)).toThrow(/^level/);
  });
});

describe("jackknifeError", () => {
  it("of a mean is its usual standard error: values 1, 2, 4, 9", () => {
    const values = [1, 2, 4, 9];
    const without = values.map((value) => (16 - value) / 3);
    const variance = values.reduce((sum, value) => sum + (value - 4) ** 2, 0) / 3;
    expect(jackknifeError(without)).toBeCloseTo(Math.sqrt(variance / 4), 12);
    expect(() => jackknifeError([1])).toThrow(/^withoutGroup/);
  });
});

describe("survivalBand", () => {
  it("is as wide as between groups, whatever the number of accounts inside them", () => {
    // Four groups, each closing all its accounts in one step: 0, 0, 3, 3.
    const group = (step: number, accounts: number) => ({
      closed: [0, 1, 2, 3].map((at) => (at === step ? accounts : 0)),
      censored: [0, 0, 0, 0],
    });
    const few = survivalBand([group(0, 1), group(0, 1), group(3, 1), group(3, 1)]);
    const many = survivalBand([group(0, 1e6), group(0, 1e6), group(3, 1e6), group(3, 1e6)]);
    expect(many.survival[0]).toBe(0.5);
    expect(many.reach![0]).toBeCloseTo(few.reach![0], 12);
    // Leaving one out: shares 2/3, 2/3, 1/3, 1/3; se^2 = 3/4 * 4/36; Student with 3 df.
    expect(many.reach![0]).toBeCloseTo(3.182446305284263 * Math.sqrt(1 / 12), 9);
    expect(survivalQuantileInterval(many, 0.5)).toEqual({ low: 0, high: 3 });
  });

  it("has no reach with one group that holds anything", () => {
    const band = survivalBand([
      { closed: [1], censored: [0] },
      { closed: [0], censored: [0] },
    ]);
    expect(band.reach).toBeUndefined();
    expect(survivalQuantileInterval(band, 0.5)).toEqual({ low: undefined, high: undefined });
    expect(() => survivalBand([])).toThrow(/^groups/);
  });
});
