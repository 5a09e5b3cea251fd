import { describe, expect, it } from "vitest";
import { studentCritical } from "../../src/estimation/criticalValue.ts";
import { drawsOf } from "../../src/estimation/draws.ts";
import { expectedShortfallEstimate } from "../../src/estimation/expectedShortfall.ts";
import { influenceError } from "../../src/estimation/groupedFigure.ts";
import { BY_PATH } from "../../src/estimation/grouping.ts";
import { influenceOn } from "../../src/estimation/influence.ts";
import { meanEstimate } from "../../src/estimation/meanInterval.ts";
import { metricOf, pairedDifference } from "../../src/estimation/pairedDifference.ts";
import type { Side } from "../../src/estimation/pairedDifference.ts";
import { inMemory } from "../../src/estimation/workspace.ts";
import { figureEstimate, sortMetric } from "../../src/estimation/figure.ts";
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

describe("influences give the standard errors of the estimators they linearise", () => {
  const values = normals(0, 0, 400).map((z) => Math.exp(z));
  const weights = normals(0, 1, 400).map((z) => Math.exp(z / 2 - 0.125));
  const kish = (w: Float64Array): number =>
    w.reduce((a, b) => a + b, 0) ** 2 / w.reduce((a, b) => a + b * b, 0);

  it.each([
    ["equal", ones(400)],
    ["unequal", weights],
  ])("mean and expected shortfall, %s weights", (_, w) => {
    const sample = sortSample(values, w, "likelihood");
    const mean = meanEstimate(drawsOf(values, w));
    const error = (figure: Figure, value: number): number => {
      const at = { paths: 400, value, mean: mean.value! };
      const column = { values: [values], weights: [w] };
      return influenceError(influenceOn(figure, sample, at), column, BY_PATH).error;
    };
    const meanReach = studentCritical(0.95, kish(w) - 1) * error({ kind: "mean" }, mean.value!);
    expect((mean.interval!.high - mean.value!) / meanReach).toBeCloseTo(1, 9);

    const q = quantileOf(sample, 0.9);
    const es = expectedShortfallEstimate(sample, 0.9);
    const degrees = kish(w.filter((__, i) => values[i] > q)) - 1;
    const reach = studentCritical(0.95, degrees) * error({ kind: "es", level: 0.9 }, es.value!);
    const excess = es.value! - q;
    expect((excess * Math.log((es.interval!.high - q) / excess)) / reach).toBeCloseTo(1, 9);
  });

  it("a probability p of equal draws has p(1 - p)/(n - 1), and so has the share above a quantile", () => {
    const sample = sortSample(values, undefined, "likelihood");
    const { probability } = exceedanceProbability(sample, 2);
    const column = { values: [values], weights: [ones(400)] };
    const error = (figure: Figure, value: number): number =>
      influenceError(influenceOn(figure, sample, { paths: 400, value, mean: 0 }), column, BY_PATH)
        .error;
    const variance = (probability * (1 - probability)) / 399;
    expect(error({ kind: "probability", threshold: 2 }, probability) ** 2).toBeCloseTo(
      variance,
      12,
    );
    const median = quantileOf(sample, 0.5);
    expect(error({ kind: "quantile", level: 0.5 }, median) ** 2).toBeCloseTo(0.25 / 399, 12);
  });
});

/** Values of both runs for one replication: a common part, a part of its own, and a shift of .2 of a larger scale. */
function twoRuns(replication: number, count: number): [Float64Array, Float64Array] {
  const common = normals(replication, 2, count);
  const own = normals(replication, 3, count);
  return [common, common.map((z, path) => 1.1 * z + 0.2 + 0.2 * own[path])];
}

function differenceOf(figure: Figure, first: Float64Array, second: Float64Array) {
  const sides = [first, second].map((values): Side => {
    const metric = sortMetric({ draws: drawsOf(values), cells: values.length }, inMemory());
    const { value, interval } = figureEstimate(figure, metric);
    const { low, high } = interval ?? { low: NaN, high: NaN };
    const mean = meanEstimate(metric.draws).value!;
    return {
      metric: metricOf(values, ones(values.length)),
      own: { value: value ?? NaN, low, high, mean },
    };
  });
  return pairedDifference(figure, sides[0], sides[1]);
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
    const few = Float64Array.of(1, 2);
    const { value, note } = differenceOf({ kind: "es", level: 0.99 }, few, few);
    expect(value).toBeUndefined();
    expect(note).toMatch(/not resolved/);
  });
});

it("paths without a value in one run count there with weight 0: means are those of who has one", () => {
  const side = (values: Float64Array, mean: number): Side => ({
    metric: metricOf(values, ones(4)),
    own: { value: mean, low: NaN, high: NaN, mean },
  });
  const { value, interval } = pairedDifference(
    { kind: "mean" },
    side(Float64Array.of(1, NaN, 3, 5), 3),
    side(Float64Array.of(2, 4, NaN, 6), 4),
  );
  expect(value).toBe(1);
  // (x - m) / (3/4) where there is a value: differences of -8/3 + 8/3, 0, 0, 8/3 - 8/3.
  expect(interval).toBeUndefined();
});
