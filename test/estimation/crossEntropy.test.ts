import { describe, expect, it } from "vitest";
import { fitTilts, matterTo } from "../../src/estimation/crossEntropy.ts";
import type { Ratio } from "../../src/estimation/crossEntropy.ts";

const ratio = (kind: Ratio["kind"], sum: number[], base: number[]): Ratio => ({
  kind,
  sum: Float64Array.from(sum),
  base: Float64Array.from(base),
});
const repeat = <T>(values: readonly T[], times: number): T[] =>
  Array.from({ length: times }, () => values).flat();

describe("what a path matters", () => {
  const values = Float64Array.from({ length: 100 }, (_, path) => path);
  const ones = new Float64Array(100).fill(1);

  it("to a far level: a tenth of the round stands in for it", () => {
    const { matter, level, reached } = matterTo({ kind: "es", level: 0.999 }, values, ones);
    expect([level, reached]).toEqual([89, false]);
    expect(matter.filter((one) => one > 0)).toEqual(
      Float64Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
    );
  });

  it("to a level within reach: all that lies beyond it, by its excess for a shortfall and alike for a quantile", () => {
    expect(matterTo({ kind: "es", level: 0.8 }, values, ones)).toMatchObject({
      level: 79,
      reached: true,
    });
    const { matter } = matterTo({ kind: "probability", threshold: 49.5 }, values, ones);
    expect(matter.reduce((sum, one) => sum + one, 0)).toBe(50);
  });

  it("by weights: a round drawn from beyond the level has reached it", () => {
    const small = values.map((_, path) => (path % 2 === 0 ? 0.004 : 0.006));
    expect(matterTo({ kind: "quantile", level: 0.999 }, values, small).level).toBe(79);
  });

  it("to a mean: its size; an empty cell does not matter", () => {
    const { matter } = matterTo({ kind: "mean" }, Float64Array.from([-3, NaN, 2]), ones);
    expect(matter).toEqual(Float64Array.from([3, 0, 2]));
  });
});

describe("the tilts of least cross-entropy", () => {
  it("are weighted counts over weighted exposure, and weighted means of normals", () => {
    // (3 * 2 + 1 * 6) / (3 * .5 + 1 * 1.5) = 4; (3 * -4 + 1 * -2) / (3 * 2 + 1 * 1) = -2.
    const matter = Float64Array.from(repeat([3, 1, 0], 20));
    const rate = ratio("factor", repeat([2, 6, 9], 20), repeat([0.5, 1.5, 1], 20));
    const size = ratio("shift", repeat([-4, -2, 50], 20), repeat([2, 1, 5], 20));
    const [factor, shift] = fitTilts([rate, size], matter);
    expect(factor).toBeCloseTo(4, 12);
    expect(shift).toBeCloseTo(-2, 12);
  });

  it("stay where they are unless three events, or two standard errors, say otherwise", () => {
    const matter = new Float64Array(20).fill(1);
    const constant = (value: number): number[] => repeat([value], 20);
    const fitted = fitTilts(
      [
        ratio("factor", [...repeat([0], 18), 1, 1], constant(1e-4)), // two events: luck, perhaps
        ratio("factor", [...repeat([0], 17), 1, 1, 1], constant(1e-3)), // 3 against .02
        ratio("factor", constant(0), constant(0.2)), // 0 against 4
        ratio("factor", constant(0), constant(2)), // 0 against 40
        ratio("shift", constant(0.3), constant(1)), // 6 against sqrt(20)
        ratio("shift", constant(0.6), constant(1)), // 12 against 2 sqrt(20)
        ratio("shift", constant(9), constant(1)),
      ],
      matter,
    );
    const expected = [1, 150, 1, 0.1, 0, 0.6, 6];
    fitted.forEach((tilt, place) => expect(tilt).toBeCloseTo(expected[place], 9));
  });
});
