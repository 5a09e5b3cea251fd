/** Figures of paths that were drawn together, at the edges: common weights, few groups, a group that is not complete. */
import { expect, it } from "vitest";
import { gatherDraws } from "../../src/estimation/draws.ts";
import { sortMetric } from "../../src/estimation/figure.ts";
import type { Figure } from "../../src/estimation/figure.ts";
import { groupedEstimate } from "../../src/estimation/groupedFigure.ts";
import type { Grouping } from "../../src/estimation/grouping.ts";
import { totalShare } from "../../src/estimation/varianceShares.ts";
import { inMemory } from "../../src/estimation/workspace.ts";
import { createRegistry, fillNormals, streamOf } from "../../src/random/streams.ts";

const stream = streamOf(createRegistry("1"), "test", "groups");

function normals(count: number, path = 0): Float64Array {
  const values = new Float64Array(count);
  fillNormals(stream, path, 0, values, count);
  return values;
}

function estimate(figure: Figure, values: Float64Array, weight: number, grouping: Grouping) {
  const column = [values];
  const weights = [new Float64Array(values.length).fill(weight)];
  const workspace = inMemory();
  const metric = sortMetric(gatherDraws("x", column, weights, workspace), workspace);
  return groupedEstimate(figure, { values: column, weights, metric }, grouping);
}

const cycles = (length: number): Grouping => ({ kind: "cycles", length });

it.each<[string, Figure]>([
  ["mean", { kind: "mean" }],
  ["sd", { kind: "sd" }],
  ["quantile", { kind: "quantile", level: 0.9 }],
  ["es", { kind: "es", level: 0.9 }],
  ["probability", { kind: "probability", threshold: 1 }],
])("a weight that all paths share changes no interval: %s", (_, figure) => {
  const values = normals(1200);
  const one = estimate(figure, values, 1, cycles(3));
  const tiny = estimate(figure, values, 0.03, cycles(3));
  expect(tiny.interval?.low).toBeCloseTo(one.interval!.low, 12);
  expect(tiny.interval?.high).toBeCloseTo(one.interval!.high, 12);
});

it("one whole group and a piece of another are no two groups: the figure has no interval", () => {
  const found = estimate({ kind: "mean" }, normals(1050), 1, cycles(1000));
  expect(found.interval).toBeUndefined();
  expect(estimate({ kind: "mean" }, normals(2050), 1, cycles(1000)).interval).toBeDefined();
});

it("of 400 probabilities over 5 groups of 95 % intervals hold 365 at least (one in 500), though groups differ", () => {
  let held = 0;
  for (let run = 0; run < 400; run++) {
    const chances = normals(5, 2 * run).map((z) => 0.5 + 0.1 * z);
    const draws = normals(1000, 2 * run + 1);
    // A normal under 0 with probability p: shifted by its quantile, which near 1/2 is (p - 1/2) sqrt(2 pi).
    const values = draws.map(
      (z, path) => (chances[Math.floor(path / 200)] - 0.5) * Math.sqrt(2 * Math.PI) + z,
    );
    const { interval } = estimate({ kind: "probability", threshold: 0 }, values, 1, cycles(200));
    if (interval!.low <= 0.5 && interval!.high >= 0.5) held++;
  }
  expect(held).toBeGreaterThanOrEqual(365);
});

it("pairs of one world alone have a share and no interval", () => {
  const [first, second, hybrid] = [0, 1, 2].map((path) => normals(60, path));
  const { estimate: found, error } = totalShare({ first, second, hybrid, together: 60 });
  expect(found.value).toBeGreaterThan(0);
  expect(found.interval).toBeUndefined();
  expect(error).toBeNaN();
});
