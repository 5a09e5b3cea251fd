import { describe, expect, it } from "vitest";
import { spreadBetweenWorlds } from "../../src/estimation/betweenWorlds.ts";
import { positiveInterval, shareInterval } from "../../src/estimation/parameterInterval.ts";
import { fitSurface } from "../../src/estimation/responseSurface.ts";
import { gamma } from "../../src/random/gamma.ts";
import { inverseNormal } from "../../src/random/inverseNormal.ts";
import { normalCdf } from "../../src/random/normalCdf.ts";
import { createRegistry, streamOf, uniform } from "../../src/random/streams.ts";

const registry = createRegistry("worlds");
const [ofWorlds, ofPaths] = ["worlds", "paths"].map((what) => streamOf(registry, what, "test"));
const scores = (world: number): number[] => [
  inverseNormal(uniform(ofWorlds, world, 0)),
  inverseNormal(uniform(ofWorlds, world, 1)),
];
const noise = (path: number): number => inverseNormal(uniform(ofPaths, path, 0));

/** What is found of paths whose mean in a world is a function of its scores, with noise of deviation 3. */
function spreadOf(
  effect: (z: readonly number[]) => number,
  count: number,
  length = 50,
  cycle = 1,
): number {
  const values = Float64Array.from({ length: count * length }, (_, path) => {
    const world = Math.floor(path / length);
    return effect(scores(world)) + 3 * noise(Math.floor(path / cycle));
  });
  const column = { values: [values], weights: [new Float64Array(values.length).fill(1)] };
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return spreadBetweenWorlds((x) => x - mean, column, { length, cycle, scores }).sd;
}

// A mean of 50 paths errs by 0.42. With 400 worlds a deviation of 0.5 is known to 0.021 + the draws of the worlds, 0.018.
describe("the standard deviation between 400 worlds of 50 paths", () => {
  it("of a linear effect of 0.5 is 0.5 within four standard errors", () => {
    expect(Math.abs(spreadOf(([z]) => 0.5 * z, 400) - 0.5)).toBeLessThan(0.11);
  });

  it("of two parameters adds up: 0.3 and 0.4 make 0.5", () => {
    expect(Math.abs(spreadOf(([a, b]) => 0.3 * a + 0.4 * b, 400) - 0.5)).toBeLessThan(0.11);
  });

  it("of a law that is skewed, exp(z / 2), is that of the log-normal", () => {
    const variance = (Math.exp(0.25) - 1) * Math.exp(0.25);
    expect(Math.abs(spreadOf(([z]) => Math.exp(z / 2), 400) - Math.sqrt(variance))).toBeLessThan(
      0.16,
    );
  });

  it("of a step of 2 that no smooth function follows is 1", () => {
    expect(
      Math.abs(
        spreadOf(([z]) => (Math.abs(z) < 0.2 || z > 1.3 ? 2 : 0), 400) -
          2 * Math.sqrt(0.255 * 0.745),
      ),
    ).toBeLessThan(0.16);
  });

  it("is not told where worlds are alike", () => {
    expect(spreadOf(() => 1, 400)).toBeNaN();
  });

  it("is not told of paths that come in identical tens and differ by luck alone", () => {
    expect(spreadOf(() => 1, 400, 50, 10)).toBeNaN();
  });

  it("is not told by fewer worlds than there are terms and five more", () => {
    expect(spreadOf(([z]) => 100 * z, 9)).toBeNaN();
    expect(spreadOf(([z]) => 100 * z, 10)).toBeGreaterThan(10);
  });
});

it("equal worlds are told apart in less than one sample of a hundred: 600 samples at a level of 0.1 %", () => {
  let told = 0;
  for (let sample = 0; sample < 600; sample++) {
    const at = (path: number): number => noise(1e6 + sample * 400 + path);
    const values = Float64Array.from({ length: 400 }, (_, path) => Math.exp(at(path)));
    const column = { values: [values], weights: [new Float64Array(400).fill(1)] };
    const { sd } = spreadBetweenWorlds((x) => x, column, { length: 20, cycle: 1, scores });
    if (!Number.isNaN(sd)) told++;
  }
  expect(told).toBeLessThan(6);
});

it("a surface that is its own polynomial is fitted without a residual", () => {
  const means = Array.from({ length: 30 }, (_, world) => {
    const [a, b] = scores(world);
    return 5 + 2 * a - 3 * ((b * b - 1) / Math.SQRT2);
  });
  const { residual, variance } = fitSurface(means, scores);
  expect(residual).toBeLessThan(1e-20);
  expect(variance).toBeCloseTo(13, 10);
});

describe("the law of a figure over worlds", () => {
  it("is the gamma posterior itself where the figure is proportional to the rate", () => {
    const law = gamma({ mean: 8, shape: 4 });
    const { low, high } = positiveInterval(8, 4);
    expect(law.cdf(low)).toBeCloseTo(0.025, 9);
    expect(law.cdf(high)).toBeCloseTo(0.975, 9);
  });

  it("is normal where it is narrow", () => {
    const { low, high } = positiveInterval(8, 0.04);
    expect(normalCdf((low - 8) / 0.04)).toBeCloseTo(0.025, 9);
    expect(normalCdf((high - 8) / 0.04)).toBeCloseTo(0.975, 9);
  });

  it("stays inside [0, 1] for a probability", () => {
    const { low, high } = shareInterval(0.01, 0.02);
    expect(low).toBeGreaterThanOrEqual(0);
    expect(high).toBeLessThan(0.1);
    expect(shareInterval(0.5, 0.6)).toEqual({ low: 0, high: 1 });
  });
});
