import { describe, expect, it } from "vitest";
import { studentCritical } from "../../src/estimation/criticalValue.ts";
import { drawsOf } from "../../src/estimation/draws.ts";
import { expectedShortfallEstimate } from "../../src/estimation/expectedShortfall.ts";
import {
  influenceError,
  meanInfluence,
  probabilityInfluence,
  shortfallInfluence,
} from "../../src/estimation/influence.ts";
import { meanEstimate } from "../../src/estimation/meanInterval.ts";
import { metricOf, pairedDifference } from "../../src/estimation/pairedDifference.ts";
import type { Figure } from "../../src/estimation/figure.ts";
import { exceedanceProbability } from "../../src/estimation/probability.ts";
import { quantileOf } from "../../src/estimation/quantile.ts";
import { sortSample } from "../../src/estimation/sortedSample.ts";
import { createRegistry, fillNormals, streamOf } from "../../src/random/streams.ts";

const stream = streamOf(createRegistry("paired"), "test", "normal");

/** Normals of one replication, by use. */
function normals(replication: number, use: number, count: number): Float64Array {
  const out = new Float64Array(count);
  fillNormals(stream, replication, use * 2 ** 20, out, count);
  return out;
}

const ones = (count: number): Float64Array => new Float64Array(count).fill(1);

describe("influence values give the standard errors of the estimators they linearise", () => {
  const values = normals(0, 0, 400).map((z) => Math.exp(z));
  const weights = normals(0, 1, 400).map((z) => Math.exp(z / 2 - 0.125));

  it.each([
    ["equal", ones(400)],
    ["unequal", weights],
  ])("mean and expected shortfall, %s weights", (_, w) => {
    const sample = sortSample(values, w, "likelihood");
    const mean = meanEstimate(drawsOf(values, w));
    const meanReach = mean.interval!.high - mean.value!;
    const size = w.reduce((a, b) => a + b, 0) ** 2 / w.reduce((a, b) => a + b * b, 0);
    const meanError = influenceError(meanInfluence({ values, weights: w }, mean.value!));
    expect(meanReach / (studentCritical(0.95, size - 1) * meanError)).toBeCloseTo(1, 5);

    const q = quantileOf(sample, 0.9);
    const es = expectedShortfallEstimate(sample, 0.9);
    const tail = w.filter((__, i) => values[i] > q);
    const draws = tail.reduce((a, b) => a + b, 0) ** 2 / tail.reduce((a, b) => a + b * b, 0);
    const error = influenceError(
      shortfallInfluence({ values, weights: w }, sample, 0.9, q, es.value!),
    );
    const reach = es.interval!.high - es.value!;
    expect(reach / (studentCritical(0.95, draws - 1) * error)).toBeCloseTo(1, 5);
  });

  it("a probability p of equal draws has p(1 - p)/n", () => {
    const sample = sortSample(values, undefined, "likelihood");
    const { probability } = exceedanceProbability(sample, 2);
    const influence = probabilityInfluence({ values, weights: ones(400) }, sample, 2, probability);
    const variance = (probability * (1 - probability)) / 399;
    expect(influenceError(influence) ** 2).toBeCloseTo(variance, 12);
  });
});

/** Values of both runs for one replication: a common part, a part of its own, and a shift of .2 of a larger scale. */
function twoRuns(replication: number, count: number): [Float64Array, Float64Array] {
  const common = normals(replication, 2, count);
  const own = normals(replication, 3, count);
  return [common, common.map((z, path) => 1.1 * z + 0.2 + 0.2 * own[path])];
}

function differenceOf(figure: Figure, first: Float64Array, second: Float64Array) {
  const weights = ones(first.length);
  const figures = [first, second].map((values) => {
    const sample = sortSample(values, undefined, "likelihood");
    const mean = meanEstimate(drawsOf(values)).value!;
    if (figure.kind === "mean") return [mean, mean];
    if (figure.kind === "es") return [expectedShortfallEstimate(sample, figure.level).value!, mean];
    if (figure.kind === "quantile") return [quantileOf(sample, figure.level), mean];
    return [exceedanceProbability(sample, 0).probability, mean];
  });
  const metrics = [first, second].map((values) => metricOf(values, weights));
  return pairedDifference(
    figure,
    metrics[0],
    metrics[1],
    [figures[0][0], figures[1][0]],
    [figures[0][1], figures[1][1]],
  );
}

describe("95 % intervals of paired differences over 400 replications of 640 paths", () => {
  // The second run is N(.2, 1.1^2 + .2^2).
  const sd = Math.sqrt(1.25);
  it.each<[Figure, number]>([
    [{ kind: "mean" }, 0.2],
    [{ kind: "probability", threshold: 0 }, 0.5709801 - 0.5],
    [{ kind: "quantile", level: 0.9 }, 0.2 + (sd - 1) * 1.2815515655],
    [{ kind: "es", level: 0.9 }, 0.2 + (sd - 1) * 1.7549833],
  ])("of %j cover it in 92 to 98 %% of them", (figure, truth) => {
    const covered = Array.from({ length: 400 }, (_, replication) => {
      const { interval } = differenceOf(figure, ...twoRuns(replication, 640));
      return interval!.low <= truth && truth <= interval!.high ? 1 : 0;
    }).reduce<number>((sum, one) => sum + one, 0);
    // Binomial(400, .95) leaves 92 to 98 % once in 100.
    expect(covered / 400).toBeGreaterThan(0.92);
    expect(covered / 400).toBeLessThan(0.98);
  });

  it("of the mean are a fifth as long as those of two independent runs", () => {
    const [first, second] = twoRuns(0, 640);
    const { interval } = differenceOf({ kind: "mean" }, first, second);
    const own = (values: Float64Array): number => {
      const { value, interval: around } = meanEstimate(drawsOf(values));
      return around!.high - value!;
    };
    const apart = Math.hypot(own(first), own(second));
    expect((interval!.high - interval!.low) / 2 / apart).toBeLessThan(0.2);
  });
});

describe("a difference that no path shows", () => {
  it("is 0 without an interval, and says so", () => {
    const [first] = twoRuns(0, 100);
    const { value, interval, note } = differenceOf({ kind: "es", level: 0.9 }, first, first);
    expect([value, interval]).toEqual([0, undefined]);
    expect(note).toMatch(/do not tell/);
  });

  it("is missing where a run does not resolve the figure", () => {
    const metric = metricOf(Float64Array.of(1, 2), ones(2));
    const { value, note } = pairedDifference({ kind: "mean" }, metric, metric, [NaN, 1], [NaN, 1]);
    expect(value).toBeUndefined();
    expect(note).toMatch(/not resolved/);
  });
});

it("paths without a value in one run count there with weight 0: means are those of who has one", () => {
  const first = Float64Array.of(1, NaN, 3, 5);
  const second = Float64Array.of(2, 4, NaN, 6);
  const metrics = [first, second].map((values) => metricOf(values, ones(4)));
  const { value, interval } = pairedDifference(
    { kind: "mean" },
    metrics[0],
    metrics[1],
    [3, 4],
    [3, 4],
  );
  expect(value).toBe(1);
  // psi = (x - m) / (3/4) where there is a value: differences of -8/3 + 8/3, 0, 0, 8/3 - 8/3.
  expect(interval).toBeUndefined();
});
