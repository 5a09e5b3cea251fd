import { expect, test } from "vitest";
import { compileDistribution } from "../../src/random/distribution.ts";
import { hasQuantiles, obeysSamplerLaws, refuses } from "../laws/sampler.ts";

const compile = (minimum: number, alpha: number, cap?: number) => () =>
  compileDistribution({ kind: "pareto", minimum, alpha, ...(cap === undefined ? {} : { cap }) });
const cdf = (x: number) => (x <= 2 ? 0 : 1 - (2 / x) ** 1.5);

obeysSamplerLaws({ name: "pareto, alpha 1.5", sampler: compile(2, 1.5), cdf, variance: false });
obeysSamplerLaws({
  name: "pareto, cap 50",
  sampler: compile(2, 1.5, 50),
  cdf: (x) => Math.min(cdf(x) / cdf(50), 1),
});
hasQuantiles(
  "pareto, alpha 1.5",
  compile(2, 1.5),
  [2.001334445433005, 2.5368685764074304, 199.9999999999999],
);

test("below 50 a Pareto from 2 has mean 4.838709677419355 at alpha 1.5, 6.705991301808751 at 1, 10 at 1/2", () => {
  expect(compile(2, 1.5, 50)().mean).toBeCloseTo(4.838709677419355, 12);
  expect(compile(2, 1, 50)().mean).toBeCloseTo(6.705991301808751, 12);
  expect(compile(2, 0.5, 50)().mean).toBeCloseTo(10, 12);
});

test("a Pareto of alpha 3 has mean 1.5 minima, of alpha 1 an infinite one", () => {
  expect(compile(2, 3)().mean).toBe(3);
  expect(compile(2, 1)().mean).toBe(Infinity);
});

refuses("an alpha of 0", compile(2, 0), "pareto.alpha: must be > 0 and finite, got 0");
refuses("a minimum of 0", compile(0, 2), "pareto.minimum: must be > 0 and finite, got 0");
refuses(
  "a cap at the minimum",
  compile(2, 2, 2),
  "cap: must leave some probability below it, got 2",
);
