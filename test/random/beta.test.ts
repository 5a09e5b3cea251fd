import { expect, test } from "vitest";
import { compileDistribution } from "../../src/random/distribution.ts";
import { hasQuantiles, obeysSamplerLaws, refuses } from "../laws/sampler.ts";

const compile = (mean: number, concentration: number, cap?: number) => () =>
  compileDistribution({ kind: "beta", mean, concentration, ...(cap === undefined ? {} : { cap }) });
const cubic = (x: number) => 1 - (1 - x) ** 3;
const arcsine = (x: number) => (2 / Math.PI) * Math.asin(Math.sqrt(Math.min(Math.max(x, 0), 1)));

obeysSamplerLaws({
  name: "beta, mean .25, concentration 4",
  sampler: compile(0.25, 4),
  cdf: cubic,
});
obeysSamplerLaws({
  name: "beta, cap .4",
  sampler: compile(0.25, 4, 0.4),
  cdf: (x) => Math.min(cubic(x) / cubic(0.4), 1),
});
hasQuantiles(
  "beta, mean .25, concentration 4",
  compile(0.25, 4),
  [0.000333444506214022, 0.11209599825739928, 0.9],
);
hasQuantiles(
  "beta, mean .3, concentration 10",
  compile(0.3, 10),
  [0.023663551265214862, 0.21422790110446358, 0.761151699875383],
);

test("a beta of mean 1/2 and concentration 1 is the arcsine law, to 1e-12", () => {
  for (const u of [0.01, 0.2, 0.5, 0.9])
    expect(arcsine(compile(0.5, 1)().quantile(u))).toBeCloseTo(u, 12);
});

test("a beta of mean .3 and concentration 10 has mean .1385096209319563 below .2, and .3 below a cap of 2", () => {
  expect(compile(0.3, 10, 0.2)().mean).toBeCloseTo(0.1385096209319563, 12);
  expect(compile(0.3, 10, 2)().mean).toBeCloseTo(0.3, 15);
});

refuses("a mean of 1", compile(1, 4), "beta.mean: must be in (0, 1), got 1");
refuses(
  "a concentration of 0",
  compile(0.5, 0),
  "beta.concentration: must be > 0 and finite, got 0",
);
