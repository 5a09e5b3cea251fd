import { expect, test } from "vitest";
import { compileDistribution } from "../../src/random/distribution.ts";
import { obeysSamplerLaws, refuses } from "../laws/sampler.ts";

const compile = (low: number, high: number, cap?: number) => () =>
  compileDistribution({ kind: "uniform", low, high, ...(cap === undefined ? {} : { cap }) });

obeysSamplerLaws({ name: "uniform on [3, 7]", sampler: compile(3, 7), cdf: (x) => (x - 3) / 4 });
obeysSamplerLaws({ name: "uniform, cap 4", sampler: compile(3, 7, 4), cdf: (x) => x - 3 });

test("a uniform on [3, 7] has mean 5, below 4 mean 3.5, and a quarter of it at 4", () => {
  expect(compile(3, 7)().mean).toBe(5);
  expect(compile(3, 7, 4)().mean).toBe(3.5);
  expect(compile(3, 7)().quantile(0.25)).toBe(4);
});

refuses("an empty interval", compile(2, 2), "uniform.high: must be above low (2), got 2");
refuses("an infinite end", compile(-Infinity, 2), "uniform.low: must be finite, got -Infinity");
refuses(
  "a cap below the interval",
  compile(3, 7, 3),
  "cap: must leave some probability below it, got 3",
);
