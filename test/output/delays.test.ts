import seedrandom from "seedrandom";
import { describe, expect, it } from "vitest";
import { addDelays, createDelayHistograms, delayRows } from "../../src/output/delays.ts";
import type { DelayRecords } from "../../src/output/delays.ts";

type Record = [
  path: number,
  venue: number,
  delaySteps: number,
  closed: number,
  count: number,
  weight: number,
];

function columnsOf(records: readonly Record[]): DelayRecords {
  const column = (index: number): Float64Array =>
    Float64Array.from(records, (record) => record[index]);
  return {
    rows: records.length,
    path: column(0),
    venue: column(1),
    delaySteps: column(2),
    closed: column(3),
    count: column(4),
    weight: column(5),
  };
}

function rowsOf(records: readonly Record[], chunk: number = records.length || 1) {
  const histograms = createDelayHistograms(2);
  for (let from = 0; from < records.length; from += chunk) {
    addDelays(histograms, columnsOf(records.slice(from, from + chunk)));
  }
  return [...delayRows(histograms, ["alpha", "beta"], 60)];
}

/** 2000 paths of accounts that close or recover, with weights whose sums depend on their order. */
function manyRecords(): Record[] {
  const uniform = seedrandom("delays");
  return Array.from({ length: 2000 }, (_, path): Record => [
    path,
    uniform() < 0.7 ? 0 : 1,
    Math.floor(300 * uniform() ** 2),
    uniform() < 0.9 ? 1 : 0,
    1 + Math.floor(9 * uniform()),
    0.1 + uniform(),
  ]);
}

describe("delayRows", () => {
  it("has seven levels for every venue, with empty cells where a venue liquidated nothing", () => {
    const rows = rowsOf([]);
    expect(rows).toHaveLength(14);
    expect(rows[7]).toEqual({
      venue: "beta",
      level: 0.05,
      delay_s: NaN,
      ci_low: NaN,
      ci_high: NaN,
      closed: 0,
      recovered: 0,
    });
  });

  it("follows Kaplan-Meier by hand: closed 1, 2, 4, 4 and recovered 2, 5 steps give a median of 240 s, no .95", () => {
    const rows = rowsOf([
      [0, 0, 1, 1, 1, 1],
      [1, 0, 2, 1, 1, 1],
      [2, 0, 2, 0, 1, 1],
      [3, 0, 4, 1, 2, 1],
      [4, 0, 5, 0, 1, 1],
    ]);
    const at = (level: number) => rows.find((row) => row.venue === "alpha" && row.level === level)!;
    expect(at(0.05).delay_s).toBe(60);
    expect(at(0.5)).toMatchObject({ delay_s: 240, closed: 4, recovered: 2 });
    expect(at(0.75).delay_s).toBe(240); // 7/9: a record of two accounts counts twice (else 7/10)
    expect(at(0.95).delay_s).toBeNaN();
  });

  it("does not change by a bit with the size of the chunks", () => {
    const records = manyRecords();
    const whole = rowsOf(records);
    for (const chunk of [1, 7, 64, 1999]) expect(rowsOf(records, chunk)).toEqual(whole);
  });

  it("encloses each delay, and rises with the level", () => {
    const rows = rowsOf(manyRecords()).filter((row) => row.venue === "alpha");
    for (const [i, row] of rows.entries()) {
      expect(row.ci_low).toBeLessThanOrEqual(row.delay_s);
      expect(row.ci_high).toBeGreaterThanOrEqual(row.delay_s);
      if (i > 0) expect(row.delay_s).toBeGreaterThanOrEqual(rows[i - 1].delay_s);
    }
    expect(rows[2].ci_high - rows[2].ci_low).toBeGreaterThan(0);
  });

  it("lets 100 paths in which all closed at once bound the median, but give .99 no upper end: that takes 368", () => {
    const instant = (paths: number): Record[] =>
      Array.from({ length: paths }, (_, path): Record => [path, 0, 0, 1, 500, 1]);
    const row = (paths: number, level: number) =>
      rowsOf(instant(paths)).find((found) => found.level === level)!;
    expect(row(100, 0.5)).toMatchObject({ delay_s: 0, ci_low: 0, ci_high: 0, closed: 50_000 });
    expect(row(100, 0.99)).toMatchObject({ delay_s: 0, ci_low: 0, ci_high: NaN });
    expect(row(367, 0.99).ci_high).toBeNaN();
    expect(row(368, 0.99).ci_high).toBe(0);
  });

  it("counts paths, not records: 200 paths with two records each are short of 368", () => {
    const twice = Array.from({ length: 400 }, (_, i): Record => [i >> 1, 0, 0, 1, 1, 1]);
    expect(rowsOf(twice).find((row) => row.level === 0.99)!.ci_high).toBeNaN();
    expect(rowsOf(twice).find((row) => row.level === 0.95)!.ci_high).toBe(0);
  });

  it("refuses a delay that is not a whole number of steps", () => {
    expect(() => rowsOf([[0, 0, 1.5, 1, 1, 1]])).toThrow(
      /^delaySteps\[0\] must be a whole number >= 0, got 1.5$/,
    );
    expect(() => rowsOf([[0, 0, -1, 1, 1, 1]])).toThrow(/^delaySteps\[0\]/);
  });
});
