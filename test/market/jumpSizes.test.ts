/** Sizes of jumps: Student's t has its moments after the cut, and a law of many degrees of freedom is the normal one. */
import { describe, expect, it } from "vitest";
import { compileSize, expectedGrowth, meanSquare, sizeOf } from "../../src/market/jumpSizes.ts";
import { inverseNormal } from "../../src/random/inverseNormal.ts";
import { lowerStudentCdf, lowerStudentQuantile } from "../../src/random/studentT.ts";
import { createRegistry, streamOf, uniform } from "../../src/random/streams.ts";
import { meanOf } from "../contagion/stage.ts";

describe("Student's t", () => {
  // t of 1 degree is Cauchy's, of 2 has p = 1/2 + x / (2 sqrt(2 + x^2)); of 4 the .99 quantile is 3.7469473880.
  it.each([
    [0.01, 4, -3.746947388],
    [0.25, 1, -1],
    [0.1, 2, -1.8856180831641267],
    [0.3, 2, -0.6172133998483676],
    [1e-12, 1, -1 / (Math.PI * 1e-12)],
  ])("P(T <= x) = %d with %d degrees of freedom at x = %d", (p, degrees, x) => {
    expect(lowerStudentQuantile(p, degrees) / x).toBeCloseTo(1, 9);
    expect(lowerStudentCdf(x, degrees) / p).toBeCloseTo(1, 8);
  });
});

describe("t sizes with 3 degrees of freedom, mean -.01, sd .05", () => {
  const law = compileSize({ mean: -0.01, sd: 0.05, degreesOfFreedom: 3 });
  const stream = streamOf(createRegistry("sizes"), "test", "sizes");
  const sizes = Float64Array.from({ length: 200_000 }, (_, draw) =>
    sizeOf(law, inverseNormal(uniform(stream, 0, draw))),
  );

  it("are compensated by their own E[exp J] - 1, within 4 standard errors", () => {
    const { mean, error } = meanOf(sizes.map(Math.expm1));
    expect(Math.abs(mean - expectedGrowth(law))).toBeLessThan(4 * error);
  });

  it("fall short by half a percent of the variance that the cut takes: 2.8e-5 of .0026", () => {
    // The density's tail 2 C / t^4 has the second moment 2 C scale^2 / k beyond k = log(10) / scale.
    const scale = 0.05 / Math.sqrt(3);
    const tail = (2 * 6 * Math.sqrt(3) * scale ** 2) / (Math.PI * (Math.log(10) / scale));
    expect(0.0001 + 0.0025 - meanSquare(law)).toBeCloseTo(tail, 6);
  });

  it("never leave a factor of ten, and rise with their normal", () => {
    expect(sizeOf(law, 38)).toBeCloseTo(Math.log(10) - 0.01, 9);
    expect(sizeOf(law, -38)).toBeCloseTo(-Math.log(10) - 0.01, 9);
    const rising = [-8, -3, -0.7, -0.6, 0, 0.6, 0.7, 3, 8].map((normal) => sizeOf(law, normal));
    expect(rising).toEqual(rising.toSorted((a, b) => a - b));
    expect(sizeOf(law, 0)).toBe(-0.01);
  });

  it("go under -.2 far more often than normal ones of the same sd: 1.3 % of .2 %", () => {
    const often = sizes.filter((size) => size < -0.2).length / sizes.length;
    expect(often / lowerStudentCdf((-0.19 / 0.05) * Math.sqrt(3), 3)).toBeCloseTo(1, 1);
  });
});

it("a million degrees of freedom are the normal law to 1e-5", () => {
  const law = compileSize({ mean: 0.01, sd: 0.05, degreesOfFreedom: 1e6 });
  const normal = compileSize({ mean: 0.01, sd: 0.05 });
  expect(expectedGrowth(law)).toBeCloseTo(expectedGrowth(normal), 8);
  expect(meanSquare(law) / meanSquare(normal)).toBeCloseTo(1, 6);
  for (const z of [-4, -1, 0.3, 2]) expect(sizeOf(law, z)).toBeCloseTo(sizeOf(normal, z), 5);
});
