import { describe, expect, it } from "vitest";
import { inMemory } from "../../src/estimation/workspace.ts";
import { exceedanceRows } from "../../src/output/exceedance.ts";

const DAY = 86400;

function rowsOf(column: Float64Array) {
  return [
    ...exceedanceRows(
      ["bad_debt_usd"],
      () => [column],
      [new Float64Array(column.length).fill(1)],
      3.65 * DAY,
      inMemory(),
    ),
  ];
}

describe("exceedanceRows", () => {
  it("runs over 0 and 60 rising thresholds from the smallest positive value 2 to the largest 2e6", () => {
    const rows = rowsOf(Float64Array.from([0, 0, 2e6, 2, 500]));
    const thresholds = rows.map((row) => row.threshold);
    expect(thresholds).toHaveLength(61);
    expect(thresholds.slice(0, 2)).toEqual([0, 2]);
    expect(thresholds.at(-1)).toBe(2e6);
    expect(thresholds).toEqual(thresholds.toSorted((a, b) => a - b));
    // evenly spaced in the logarithm, to the six digits kept
    for (let i = 2; i < 61; i++) {
      expect(thresholds[i] / thresholds[i - 1]).toBeCloseTo(1e6 ** (1 / 59), 4);
    }
  });

  it("gives a window of 3.65 days that exceeds in 1 path of 4 the return period .04 years", () => {
    const [first, ...rest] = rowsOf(Float64Array.from([0, 0, 0, 10]));
    expect(first).toMatchObject({ threshold: 0, probability: 0.25 });
    expect(first.return_period_years).toBeCloseTo(0.04, 12);
    // Nothing exceeds the largest loss: the probability has an upper limit, the return period is empty.
    expect(rest).toHaveLength(1);
    expect(rest[0]).toMatchObject({
      threshold: 10,
      probability: 0,
      ci_low: 0,
      return_period_years: NaN,
    });
    expect(rest[0].ci_high).toBeGreaterThan(0.4);
  });

  it("takes weights as likelihood ratios: one of ten paths with weight .01 has probability .001", () => {
    const column = Float64Array.from([5, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    const weights = column.map((value) => (value > 0 ? 0.01 : 1));
    const [first] = exceedanceRows(["loss"], () => [column], [weights], DAY, inMemory());
    expect(first.probability).toBeCloseTo(0.001, 12);
  });

  it("has one row for a metric without a positive value, and the same rows for any order of paths", () => {
    expect(rowsOf(new Float64Array(5)).map((row) => row.threshold)).toEqual([0]);
    const column = Float64Array.from({ length: 200 }, (_, i) => Math.exp(i / 20));
    expect(rowsOf(column.toReversed())).toEqual(rowsOf(column));
  });

  it("never repeats a threshold when all values nearly agree", () => {
    const thresholds = rowsOf(Float64Array.from([1, 1 + 1e-5, 1 + 2e-5])).map(
      (row) => row.threshold,
    );
    expect(new Set(thresholds).size).toBe(thresholds.length);
    expect(thresholds.at(-1)).toBe(1 + 2e-5);
  });
});
