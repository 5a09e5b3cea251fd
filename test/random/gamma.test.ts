import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import { expect, test } from "vitest";
import { compileDistribution } from "../../src/random/distribution.ts";
import { hasQuantiles, obeysSamplerLaws, refuses } from "../laws/sampler.ts";

const compile = (mean: number, shape: number, cap?: number) => () =>
  compileDistribution({ kind: "gamma", mean, shape, ...(cap === undefined ? {} : { cap }) });
/** Two exponential stages of mean 3. */
const erlang = (x: number) => 1 - (1 + x / 3) * Math.exp(-x / 3);
/** Mean 6 and shape 1/2 is 6 times a squared normal. */
const squaredNormal = (x: number) => (x <= 0 ? 0 : 2 * normalCdf(Math.sqrt(x / 6), 0, 1) - 1);

obeysSamplerLaws({ name: "gamma, mean 6, shape 2", sampler: compile(6, 2), cdf: erlang });
obeysSamplerLaws({ name: "gamma, mean 6, shape .5", sampler: compile(6, 0.5), cdf: squaredNormal });
obeysSamplerLaws({
  name: "gamma, shape 2, cap 4",
  sampler: compile(6, 2, 4),
  cdf: (x) => Math.min(erlang(x) / erlang(4), 1),
});
hasQuantiles(
  "gamma, mean 6, shape 2.5",
  compile(6, 2.5),
  [0.252255123155063, 3.5998897593118873, 24.61800678291945],
);
hasQuantiles(
  "gamma, mean 6, shape .5",
  compile(6, 0.5),
  [9.424782895574939e-6, 0.8908311709952726, 64.96539702397638],
);

test("a gamma of mean 6 and shape 2.5 has mean 2.518655521688205 below 4", () => {
  expect(compile(6, 2.5, 4)().mean).toBeCloseTo(2.518655521688205, 11);
});

refuses("a mean of -6", compile(-6, 2), "gamma.mean: must be > 0 and finite, got -6");
refuses("a shape of NaN", compile(6, NaN), "gamma.shape: must be > 0 and finite, got NaN");
