import seedrandom from "seedrandom";
import { describe, expect, it } from "vitest";
import { borelTannerProbabilities } from "../../src/estimation/borel.ts";
import { cascadeSizeRows } from "../../src/output/cascadeSizes.ts";

/** The size of a cascade that `roots` begin, each account pushing a Poisson number of others. */
function progeny(roots: number, branching: number, uniform: () => number): number {
  let size = roots;
  for (let open = roots; open > 0; open--) {
    let [caused, product] = [-1, 1];
    for (const limit = Math.exp(-branching); product > limit; caused++) product *= uniform();
    size += caused;
    open += caused;
  }
  return size;
}

/** Two cascades a path, begun by one and by two, or by five and two on every third path. */
function branchingRun(paths: number, branching: number, weightOf: (path: number) => number) {
  const uniform = seedrandom("branching");
  const rows = Array.from({ length: 2 * paths }, (_, row) => {
    const path = row >> 1;
    const roots = row % 2 === 1 ? 2 : path % 3 === 0 ? 5 : 1;
    return { path, roots, accounts: progeny(roots, branching, uniform), weight: weightOf(path) };
  });
  const column = (name: "path" | "roots" | "accounts" | "weight") => rows.map((row) => row[name]);
  return {
    rows: rows.length,
    path: column("path"),
    roots: column("roots"),
    accounts: column("accounts"),
    weight: column("weight"),
  };
}

describe("cascadeSizeRows", () => {
  it.each([
    ["equal", () => 1],
    ["unequal", (path: number) => 0.5 + (path % 4) / 3],
  ])("finds Borel-Tanner's law in a branching process, with %s weights", (_, weightOf) => {
    const rows = cascadeSizeRows([branchingRun(3000, 0.6, weightOf)], 3000, { kind: "paths" });
    expect(rows.length).toBe(12);
    expect(Math.abs(rows[0].branching_ratio - 0.6)).toBeLessThan(0.02);
    for (const { share, borel_share, ci_low, ci_high } of rows) {
      // Half an interval is 1.96 standard errors, and the ratio itself is estimated: 4 errors is a false alarm in 1 000.
      const reach = (4 / 1.96) * Math.max(ci_high - share, share - ci_low);
      expect(Math.abs(share - borel_share)).toBeLessThan(reach);
    }
    expect(rows.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(rows.reduce((sum, { borel_share }) => sum + borel_share, 0)).toBeCloseTo(1, 12);
  });

  it("sees that cascades of one size, or of two sizes far apart, are no branching process", () => {
    const accounts = Array.from({ length: 400 }, (_, row) => (row % 8 === 0 ? 40 : 1));
    const path = accounts.map((_, row) => row);
    const ones = accounts.map(() => 1);
    const records = { rows: 400, path, accounts, roots: ones, weight: ones };
    const [alone, two] = cascadeSizeRows([records], 400, { kind: "paths" });
    expect(alone).toMatchObject({ accounts_from: 1, accounts_to: 1, cascades: 350, share: 0.875 });
    expect(alone.ci_low).toBeGreaterThan(alone.borel_share);
    expect(two.ci_high).toBeLessThan(two.borel_share);
  });

  it("counts a cascade that closing orders began as begun by one, and puts sizes beyond 1024 together", () => {
    const records = {
      rows: 3,
      path: [0, 0, 1],
      accounts: [1, 1025, 5000],
      roots: [0, 1025, 4000],
      weight: [1, 1, 1],
    };
    const rows = cascadeSizeRows([records], 2, { kind: "paths" });
    expect(rows.at(-1)).toMatchObject({ accounts_from: 1025, accounts_to: NaN, cascades: 2 });
    expect(rows.at(-1)!.borel_share).toBeCloseTo(2 / 3, 12);
    expect(rows[0].branching_ratio).toBeCloseTo(1000 / 6026, 12);
  });

  it("has no rows without cascades, and no intervals of a single path", () => {
    expect(cascadeSizeRows([], 10, { kind: "paths" })).toEqual([]);
    const one = { rows: 1, path: [0], accounts: [3], roots: [1], weight: [1] };
    expect(cascadeSizeRows([one], 1, { kind: "paths" })[2]).toMatchObject({
      share: 1,
      ci_low: NaN,
    });
  });
});

describe("borelTannerProbabilities", () => {
  it("are Borel's for one, and convolutions of them for more", () => {
    const one = borelTannerProbabilities(1, 0.6, 40);
    expect(one[1]).toBeCloseTo(0.5488116361, 10);
    expect(one[5]).toBeCloseTo(0.0336062711, 10);
    const two = borelTannerProbabilities(2, 0.6, 40);
    for (const size of [2, 3, 10, 40]) {
      let folded = 0;
      for (let part = 1; part < size; part++) folded += one[part] * one[size - part];
      expect(two[size]).toBeCloseTo(folded, 14);
    }
  });

  it("are certain to be the beginning without branching, and refuse a ratio of 1", () => {
    expect([...borelTannerProbabilities(3, 0, 4)]).toEqual([0, 0, 0, 1, 0]);
    expect(() => borelTannerProbabilities(1, 1, 4)).toThrow(/branching/);
  });
});
