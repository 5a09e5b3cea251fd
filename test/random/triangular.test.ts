import { expect, test } from "vitest";
import { compileDistribution } from "../../src/random/distribution.ts";
import { obeysSamplerLaws, refuses } from "../laws/sampler.ts";

const compile = (low: number, mode: number, high: number, cap?: number) => () =>
  compileDistribution({
    kind: "triangular",
    low,
    mode,
    high,
    ...(cap === undefined ? {} : { cap }),
  });
const cdf = (x: number) => (x < 3 ? (x - 1) ** 2 / 12 : 1 - (7 - x) ** 2 / 24);

obeysSamplerLaws({ name: "triangular 1, 3, 7", sampler: compile(1, 3, 7), cdf });
obeysSamplerLaws({
  name: "triangular, cap 5",
  sampler: compile(1, 3, 7, 5),
  cdf: (x) => Math.min(cdf(x) / cdf(5), 1),
});
obeysSamplerLaws({
  name: "triangular, mode at the low end",
  sampler: compile(0, 0, 1),
  cdf: (x) => 1 - (1 - x) ** 2,
});
obeysSamplerLaws({
  name: "triangular, mode at the high end",
  sampler: compile(0, 1, 1),
  cdf: (x) => x * x,
});

test("triangular 1, 3, 7 has mean 11/3, 3.2666666666666666 below 5 and 5/3 below 2", () => {
  expect(compile(1, 3, 7)().mean).toBeCloseTo(11 / 3, 14);
  expect(compile(1, 3, 7, 5)().mean).toBeCloseTo(3.2666666666666666, 13);
  expect(compile(1, 3, 7, 2)().mean).toBeCloseTo(5 / 3, 13);
});

refuses("a mode outside", compile(1, 8, 7), "triangular.mode: must be in [1, 7], got 8");
refuses("a mode of NaN", compile(1, NaN, 7), "triangular.mode: must be in [1, 7], got NaN");
refuses("an empty interval", compile(1, 1, 1), "triangular.high: must be above low (1), got 1");
