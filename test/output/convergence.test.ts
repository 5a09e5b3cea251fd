import { describe, expect, it } from "vitest";
import { BY_PATH } from "../../src/estimation/grouping.ts";
import { inMemory } from "../../src/estimation/workspace.ts";
import { convergenceRows, doublingStretches } from "../../src/output/convergence.ts";
import { summaryRows } from "../../src/output/summary.ts";
import { createRegistry, exponential, streamOf } from "../../src/random/streams.ts";

const PATHS = 7300;
const stream = streamOf(createRegistry("convergence"), "test", "loss");
const losses = Float64Array.from({ length: PATHS }, (_, path) => exponential(stream, path, 0));
const ones = new Float64Array(PATHS).fill(1);

/** A column in pieces of so many paths. */
function inPieces(column: Float64Array, size: number): Float64Array[] {
  return Array.from({ length: Math.ceil(PATHS / size) }, (_, at) =>
    column.subarray(at * size, (at + 1) * size),
  );
}

const rowsOf = (size: number) => [
  ...convergenceRows(
    (name) => inPieces(name === "weight" ? ones : losses, size),
    PATHS,
    inMemory(),
    BY_PATH,
  ),
];

describe("doubling stretches", () => {
  it.each([
    [200, [[0, 200]]],
    [1499, [[0, 1499]]],
    [
      1500,
      [
        [0, 500],
        [500, 1500],
      ],
    ],
    [
      7300,
      [
        [0, 1042],
        [1042, 3126],
        [3126, 7294],
      ],
    ],
  ])("of %d paths are %j", (paths, stretches) =>
    expect(doublingStretches(paths)).toEqual(stretches),
  );

  it("are disjoint, double, begin on whole pairs, and leave out less than one of 128", () => {
    for (const paths of [3500, 5000, 99_999, 1e6]) {
      const stretches = doublingStretches(paths);
      let end = 0;
      stretches.forEach(([from, to], at) => {
        expect(from).toBe(end);
        expect(from % 2).toBe(0);
        if (at > 0) expect(to - from).toBe(2 * (stretches[at - 1][1] - stretches[at - 1][0]));
        end = to;
      });
      expect(paths - end).toBeLessThan(Math.max(paths / 128, 2 ** (stretches.length + 1)));
    }
  });
});

describe("convergence of exponential losses over 7300 paths", () => {
  const rows = rowsOf(PATHS);

  it("has three stretches, the run, and four times the run for each of six figures", () => {
    expect(rows).toHaveLength(6 * 5);
    expect(rows.slice(0, 5).map(({ paths, source }) => [paths, source])).toEqual([
      [1042, "subset"],
      [2084, "subset"],
      [4168, "subset"],
      [7300, "all"],
      [29_200, "projected"],
    ]);
  });

  it("does not change by a bit with the size of the chunks", () => {
    expect(rowsOf(97)).toEqual(rows);
  });

  it("has the figures and intervals of the summary in the row of the run", () => {
    const summary = [...summaryRows(["bad_debt_usd"], () => [losses], [ones], inMemory())];
    const es = summary.find(({ statistic, level }) => statistic === "es" && level === 0.99)!;
    const row = rows.find(
      ({ metric, source }) => metric === "es(bad_debt_usd, 0.99)" && source === "all",
    )!;
    expect([row.value, row.ci_low, row.ci_high]).toEqual([es.value, es.ci_low, es.ci_high]);
  });

  it("scatters over the stretches as the standard errors say: within 4 of them of the truth", () => {
    for (const row of rows.filter(({ metric }) => metric === "mean(bad_debt_usd)")) {
      // Of the mean of n exponentials: 1/sqrt(n), give or take what their sample deviation is off.
      expect(row.standard_error * Math.sqrt(row.paths)).toBeCloseTo(1, 0);
      expect(Math.abs(row.value - 1)).toBeLessThan(
        4 * row.standard_error * (row.source === "projected" ? 2 : 1),
      );
    }
  });

  it("halves the interval for four times as many paths", () => {
    const [all, more] = rows.slice(3, 5);
    expect(more.ci_high - more.ci_low).toBeCloseTo((all.ci_high - all.ci_low) / 2, 12);
    expect(more.value).toBe(all.value);
  });
});
