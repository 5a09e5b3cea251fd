import { describe, expect, it } from "vitest";
import { expectedShortfallOf } from "../../src/estimation/expectedShortfall.ts";
import type { Grouping } from "../../src/estimation/grouping.ts";
import { quantile } from "../../src/estimation/quantile.ts";
import { sortSample } from "../../src/estimation/sortedSample.ts";
import { inMemory } from "../../src/estimation/workspace.ts";
import { conditionalRows } from "../../src/output/conditional.ts";
import type { ConditionalRow, ConditionedRun } from "../../src/output/conditional.ts";
import { createRegistry, fillNormals, streamOf } from "../../src/random/streams.ts";

const PATHS = 3000;
const stream = streamOf(createRegistry("conditional rows"), "test", "normal");
function normals(use: number): Float64Array {
  const out = new Float64Array(PATHS);
  fillNormals(stream, 0, use * 2 ** 20, out, PATHS);
  return out;
}

// Component 1 fails on a tenth of the paths and costs 3; component 2 fails always, component 0 never.
const fails = normals(0).map((z) => (z > 1.2815515655446004 ? 1 : 0));
const parts = [
  normals(1).map((z) => Math.exp(z)),
  normals(2).map((z, path) => Math.exp(z) + 3 * fails[path]),
];
const total = parts[0].map((loss, path) => loss + parts[1][path]);
const uneven = normals(3).map((z) => 0.5 + Math.abs(z));

/** Cuts everything into blocks of so many paths. */
function runOf(block: number, weights: Float64Array): ConditionedRun {
  const starts = Array.from({ length: Math.ceil(PATHS / block) }, (_, at) => at * block);
  const columns: Record<string, Float64Array> = {
    bad_debt_usd: total,
    liquidated_usd: total.map((loss) => 10 * loss),
    weight: weights,
  };
  const pathsFrom = (start: number): number[] =>
    Array.from({ length: Math.min(block, PATHS - start) }, (_, at) => start + at);
  return {
    readColumn: (name) => starts.map((start) => columns[name].subarray(start, start + block)),
    failures: starts.map((start) => {
      const records = pathsFrom(start).flatMap((path) =>
        fails[path] === 1
          ? [
              [path, 1],
              [path, 2],
            ]
          : [[path, 2]],
      );
      return {
        rows: records.length,
        path: records.map(([path]) => path),
        component: records.map(([, one]) => one),
      };
    }),
    venueLosses: starts.map((start) => {
      const paths = pathsFrom(start);
      return {
        rows: 2 * paths.length,
        path: paths.flatMap((path) => [path, path]),
        venue: paths.flatMap(() => [0, 1]),
        badDebt: paths.flatMap((path) => parts.map((part) => part[path])),
      };
    }),
    components: ["sequencers.never", "sequencers.some", "bridges.always"],
    venues: ["a", "b"],
  };
}

const ones = new Float64Array(PATHS).fill(1);
const signal = new AbortController().signal;
const rowsOf = (block: number, weights = ones, grouping: Grouping = { kind: "paths" }) =>
  conditionalRows(runOf(block, weights), inMemory(), grouping, signal);
function find(
  rows: readonly ConditionalRow[],
  condition: string,
  metric: string,
  statistic: string,
  level: number,
) {
  return rows.find(
    (row) =>
      row.condition === condition &&
      row.metric === metric &&
      row.statistic === statistic &&
      Object.is(row.level, level),
  )!;
}

describe("conditionalRows", () => {
  it("gives the quantile of the paths on which a component failed, and its distance to that of the others", async () => {
    const rows = await rowsOf(PATHS);
    const [given, absent] = [1, 0].map((event) =>
      quantile(
        total.filter((_, path) => fails[path] === event),
        undefined,
        0.9,
      ),
    );
    const covar = find(rows, "sequencers.some", "bad_debt_usd", "covar", 0.9);
    expect(covar.value).toBe(given);
    expect(covar.paths).toBe(fails.reduce((sum, one) => sum + one, 0));
    const shift = find(rows, "sequencers.some", "bad_debt_usd", "delta_covar", 0.9);
    expect(shift.value).toBe(given - absent);
    expect(shift.ci_low).toBeLessThan(3);
    expect(shift.ci_high).toBeGreaterThan(3);
    const mean = find(rows, "sequencers.some", "liquidated_usd", "delta_mean", NaN);
    expect(mean.ci_low).toBeLessThan(30);
    expect(mean.ci_high).toBeGreaterThan(30);
  });

  it("has no row of what never failed, and no distance, with the reason, where something always did", async () => {
    const rows = await rowsOf(PATHS);
    expect(rows.some(({ condition }) => condition === "sequencers.never")).toBe(false);
    const shift = find(rows, "bridges.always", "bad_debt_usd", "delta_covar", 0.95);
    expect([shift.value, shift.note]).toEqual([
      NaN,
      "without the event: the event happened on every path",
    ]);
    expect(find(rows, "bridges.always", "bad_debt_usd", "covar", 0.95).value).toBe(
      quantile(total, undefined, 0.95),
    );
  });

  it("leaves a quantile empty that the failures do not resolve, and says so", async () => {
    const rows = await rowsOf(PATHS);
    const covar = find(rows, "sequencers.some", "bad_debt_usd", "covar", 0.99);
    expect([covar.value, covar.note]).toEqual([
      NaN,
      `needs at least 368 paths, has ${covar.paths}`,
    ]);
  });

  it.each([
    ["equal", ones],
    ["unequal", uneven],
  ])("splits the shortfall among venues, with %s weights", async (_, weights) => {
    const rows = await rowsOf(PATHS, weights);
    const shares = ["a", "b"].map((venue) =>
      find(rows, "tail of bad_debt_usd", `venues.${venue}.bad_debt_usd`, "mes", 0.95),
    );
    const whole = expectedShortfallOf(sortSample(total, weights, "likelihood"), 0.95);
    expect(shares[0].value + shares[1].value).toBeCloseTo(whole, 10);
    for (const { value, ci_low, ci_high } of shares) {
      expect(ci_low).toBeLessThan(value);
      expect(ci_high).toBeGreaterThan(value);
    }
  });

  it("does not depend on how the paths are cut into blocks", async () => {
    const whole = await rowsOf(PATHS, uneven);
    for (const block of [1, 7, 1000]) expect(await rowsOf(block, uneven)).toEqual(whole);
  });

  it("takes intervals over groups: every path twice, as a pair, tells no more than once", async () => {
    // Every path twice: a pair tells no more than one of them.
    const twice: ConditionedRun = {
      ...runOf(PATHS, ones),
      readColumn: (name) =>
        [runOf(PATHS, ones).readColumn(name)].flatMap((chunks) =>
          [...chunks].map((chunk) =>
            Float64Array.from({ length: 2 * chunk.length }, (_, at) => chunk[at >> 1]),
          ),
        ),
      failures: [...runOf(PATHS, ones).failures].map(({ rows, path, component }) => ({
        rows: 2 * rows,
        path: Array.from({ length: PATHS }, (_, at) => at).flatMap((at) => {
          const count = Array.from(path).filter((one) => one === at).length;
          return [...Array<number>(count).fill(2 * at), ...Array<number>(count).fill(2 * at + 1)];
        }),
        component: Array.from({ length: PATHS }, (_, at) => at).flatMap((at) => {
          const own = Array.from(component).filter((_, row) => path[row] === at);
          return [...own, ...own];
        }),
      })),
      venueLosses: [],
    };
    const once = await rowsOf(PATHS);
    const paired = await conditionalRows(twice, inMemory(), { kind: "cycles", length: 2 }, signal);
    for (const statistic of ["mean", "delta_mean"]) {
      const [a, b] = [once, paired].map((rows) =>
        find(rows, "sequencers.some", "bad_debt_usd", statistic, NaN),
      );
      expect(b.value).toBeCloseTo(a.value, 10);
      // The t quantile and n/(n - 1) differ in the third digit.
      expect((b.ci_high - b.ci_low) / (a.ci_high - a.ci_low)).toBeCloseTo(1, 2);
    }
  });
});
