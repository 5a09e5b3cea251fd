import { expect, test } from "vitest";
import { compileDistribution } from "../../src/random/distribution.ts";
import { hasQuantiles, obeysSamplerLaws, refuses } from "../laws/sampler.ts";

const compile = (mean: number, cap?: number) => () =>
  compileDistribution({ kind: "exponential", mean, ...(cap === undefined ? {} : { cap }) });
const cdf = (x: number) => 1 - Math.exp(-x / 4);

obeysSamplerLaws({ name: "exponential, mean 4", sampler: compile(4), cdf });
obeysSamplerLaws({
  name: "exponential, cap 3",
  sampler: compile(4, 3),
  cdf: (x) => Math.min(cdf(x) / cdf(3), 1),
});
hasQuantiles(
  "exponential, mean 4",
  compile(4),
  [0.004002001334334134, 1.4266997757549293, 27.631021115928544],
);

test("the mean of an exponential of mean 4 below 3 is 1.3142345967929694, below 1e-6 half of it to nine digits", () => {
  expect(compile(4, 3)().mean).toBeCloseTo(1.3142345967929694, 12);
  expect(compile(4, 1e-6)().mean / 4.999999791666667e-7).toBeCloseTo(1, 9);
});

refuses("a mean of 0", compile(0), "exponential.mean: must be > 0 and finite, got 0");
refuses("a mean of NaN", compile(NaN), "exponential.mean: must be > 0 and finite, got NaN");
