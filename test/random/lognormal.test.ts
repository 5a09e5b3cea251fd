import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import { expect, test } from "vitest";
import { compileDistribution } from "../../src/random/distribution.ts";
import { hasQuantiles, obeysSamplerLaws, refuses } from "../laws/sampler.ts";

const compile = (median: number, sigma: number, cap?: number) => () =>
  compileDistribution({ kind: "lognormal", median, sigma, ...(cap === undefined ? {} : { cap }) });
const cdf = (x: number) => normalCdf(Math.log(x / 120) / 0.8, 0, 1);

obeysSamplerLaws({ name: "lognormal, median 120, sigma .8", sampler: compile(120, 0.8), cdf });
obeysSamplerLaws({
  name: "lognormal, cap 100",
  sampler: compile(120, 0.8, 100),
  cdf: (x) => Math.min(cdf(x) / cdf(100), 1),
});
hasQuantiles(
  "lognormal, median 120, sigma .8",
  compile(120, 0.8),
  [10.12802058463375, 78.88344100375062, 1421.7980581366216],
);

test("a lognormal of median 120 and sigma .8 has mean 120 exp(.32), and 61.28531799827164 below 100", () => {
  expect(compile(120, 0.8)().mean).toBeCloseTo(120 * Math.exp(0.32), 10);
  expect(compile(120, 0.8, 100)().mean).toBeCloseTo(61.28531799827164, 10);
});

refuses("a negative sigma", compile(1, -1), "lognormal.sigma: must be > 0 and finite, got -1");
refuses("a median of 0", compile(0, 1), "lognormal.median: must be > 0 and finite, got 0");
refuses("a sigma of 60", compile(1, 60), "lognormal.sigma: the mean overflows, got 60");
