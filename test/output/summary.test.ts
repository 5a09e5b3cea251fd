import { describe, expect, it } from "vitest";
import { drawsOf } from "../../src/estimation/draws.ts";
import { meanEstimate } from "../../src/estimation/meanInterval.ts";
import { inMemory } from "../../src/estimation/workspace.ts";
import { summaryRows } from "../../src/output/summary.ts";
import type { SummaryRow } from "../../src/output/summary.ts";

const ones = (paths: number): Float64Array => new Float64Array(paths).fill(1);

function rowsOf(column: Float64Array, weights: Float64Array = ones(column.length)): SummaryRow[] {
  return [...summaryRows(["loss"], () => [column], [weights], inMemory())];
}

function pick(rows: SummaryRow[], statistic: string, level = NaN): SummaryRow {
  return rows.find((row) => row.statistic === statistic && Object.is(row.level, level))!;
}

describe("summaryRows", () => {
  const column = Float64Array.from({ length: 1000 }, (_, i) => ((i * 7919) % 1000) + 1); // 1..1000, shuffled

  it("has 16 rows a metric, in the order of metrics and of statistics", () => {
    const read: string[] = [];
    const rows = summaryRows(
      ["a", "b"],
      (name) => (read.push(name), [column]),
      [ones(1000)],
      inMemory(),
    );
    expect(rows.next().value).toMatchObject({ metric: "a", statistic: "mean" });
    expect(read).toEqual(["a"]); // the next column is read when it is its turn
    const rest = [...rows];
    expect(rest).toHaveLength(31);
    const counts = [...new Set(rest.slice(-16).map((row) => row.statistic))].map((statistic) => [
      statistic,
      rest.slice(-16).filter((row) => row.statistic === statistic).length,
    ]);
    expect(counts).toEqual([
      ["mean", 1],
      ["sd", 1],
      ["quantile", 7],
      ["var", 3],
      ["es", 3],
      ["probability", 1],
    ]);
  });

  it("gives 1..1000 a .99 VaR of 990 in (983, 997), an ES of 995.5 and P(> 0) = 1", () => {
    const rows = rowsOf(column);
    expect(pick(rows, "var", 0.99)).toEqual({
      metric: "loss",
      statistic: "var",
      level: 0.99,
      value: 990,
      ci_low: 983,
      ci_high: 997,
      note: "",
      parameter_low: NaN,
      parameter_high: NaN,
    });
    expect(pick(rows, "es", 0.99).value).toBeCloseTo(995.5, 9);
    expect(pick(rows, "probability")).toMatchObject({ value: 1, ci_high: 1 });
    expect(pick(rows, "mean").ci_low).toBe(meanEstimate(drawsOf(column)).interval!.low);
  });

  it("leaves the .999 figures of 1000 paths empty with the reason", () => {
    const empty = {
      value: NaN,
      ci_low: NaN,
      ci_high: NaN,
      note: "needs at least 3688 paths, has 1000",
    };
    for (const statistic of ["quantile", "var", "es"]) {
      expect(pick(rowsOf(column), statistic, 0.999)).toMatchObject(empty);
    }
  });

  it("counts the paths that have a value and takes the figures of those", () => {
    const holes = column.map((value) => (value <= 600 ? NaN : value));
    const rows = rowsOf(holes);
    expect(pick(rows, "mean")).toMatchObject({
      value: 800.5,
      note: "400 of 1000 paths have a value",
    });
    expect(pick(rows, "quantile", 0.999).note).toBe(
      "needs at least 3688 paths, has 400; 400 of 1000 paths have a value",
    );
    const none = rowsOf(column.map(() => NaN));
    expect(none).toHaveLength(16);
    expect(none.every((row) => Number.isNaN(row.value) && row.note === "no path has a value")).toBe(
      true,
    );
  });

  it("takes weights as likelihood ratios: a tail of weight .01 at each of 10 in 1000 draws has probability 1e-4", () => {
    const tail = Float64Array.from({ length: 1000 }, (_, i) => (i < 10 ? 5 : 0));
    const weights = tail.map((value) => (value > 0 ? 0.01 : 1));
    expect(pick(rowsOf(tail, weights), "probability").value).toBeCloseTo(1e-4, 12);
  });

  it("takes weights of the paths that have a value relative to one another: 1 of weight 1 against 2 of 2 is .2", () => {
    const holes = Float64Array.of(1, 0, 0, NaN, NaN);
    const rows = rowsOf(holes, Float64Array.of(1, 2, 2, 0.5, 0.5));
    expect(pick(rows, "probability").value).toBeCloseTo(0.2, 12);
    expect(pick(rows, "mean").value).toBeCloseTo(0.2, 12);
  });

  it("works for one path, and for a metric that is zero everywhere, without claiming certainty", () => {
    const single = rowsOf(Float64Array.of(3));
    expect(pick(single, "mean")).toMatchObject({ value: 3, ci_low: NaN, ci_high: NaN });
    expect(pick(single, "sd").value).toBeNaN();
    const zero = rowsOf(new Float64Array(1000));
    expect(pick(zero, "mean")).toMatchObject({
      value: 0,
      ci_low: NaN,
      note: "all paths have the same value",
    });
    expect(pick(zero, "probability").ci_high).toBeCloseTo(0.0038267584, 8);
  });

  it("refuses a column of another length or with an infinite cell, naming the metric", () => {
    expect(() => rowsOf(column, ones(999))).toThrow(
      /^loss must have as many cells as there are weights$/,
    );
    expect(() => rowsOf(Float64Array.of(1, Infinity))).toThrow(/^loss of path 1 must be finite$/);
  });
});
