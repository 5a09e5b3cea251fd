import { expect, test } from "vitest";
import { compileDistribution } from "../../src/random/distribution.ts";
import { hasQuantiles, obeysSamplerLaws, refuses } from "../laws/sampler.ts";

const compile = (scale: number, shape: number, cap?: number) => () =>
  compileDistribution({ kind: "weibull", scale, shape, ...(cap === undefined ? {} : { cap }) });
const cdf = (x: number) => 1 - Math.exp(-((x / 3) ** 0.7));

obeysSamplerLaws({ name: "weibull, shape .7", sampler: compile(3, 0.7), cdf });
obeysSamplerLaws({
  name: "weibull, cap 5",
  sampler: compile(3, 0.7, 5),
  cdf: (x) => Math.min(cdf(x) / cdf(5), 1),
});
hasQuantiles(
  "weibull, shape .7",
  compile(3, 0.7),
  [0.00015549531507448605, 0.6878768370517496, 47.44320621882768],
);

test("a Weibull of scale 3 and shape .7 has mean 3.79747051817185, and 1.47915079437 below 5", () => {
  expect(compile(3, 0.7)().mean).toBeCloseTo(3.79747051817185, 12);
  expect(compile(3, 0.7, 5)().mean).toBeCloseTo(1.47915079437, 9);
});

refuses("a shape of 0", compile(3, 0), "weibull.shape: must be > 0 and finite, got 0");
refuses(
  "an infinite scale",
  compile(Infinity, 1),
  "weibull.scale: must be > 0 and finite, got Infinity",
);
refuses("a shape of .001", compile(1, 0.001), "weibull.shape: the mean overflows, got 0.001");
