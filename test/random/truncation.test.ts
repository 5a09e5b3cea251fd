import { expect, test } from "vitest";
import { compileDistribution } from "../../src/random/distribution.ts";
import { truncate } from "../../src/random/truncation.ts";
import { refuses } from "../laws/sampler.ts";

const law = compileDistribution({ kind: "exponential", mean: 10 });

test("a cap at half of the mass halves the uniform: no draw reaches the cap, none piles up on it", () => {
  const cap = law.quantile(0.5);
  const truncated = truncate(law, cap);
  const draws = Array.from({ length: 1000 }, (_, k) => truncated.quantile((k + 0.5) / 1000));
  expect(draws).toEqual(
    Array.from({ length: 1000 }, (_, k) => law.quantile(((k + 0.5) / 1000) * law.cdf(cap))),
  );
  expect(draws.filter((x) => x >= cap * 0.999).length).toBeLessThan(5);
  expect(new Set(draws).size).toBe(1000);
});

test("truncating twice is truncating at the lower cap, to 1e-14", () => {
  const twice = truncate(truncate(law, 20), 5);
  const once = truncate(law, 5);
  for (const u of [0.01, 0.5, 0.99])
    expect(twice.quantile(u) / once.quantile(u)).toBeCloseTo(1, 14);
  expect(twice.mean).toBeCloseTo(once.mean, 13);
});

test("an infinite cap changes nothing", () => {
  expect(truncate(law, Infinity)).toBe(law);
});

refuses("a cap of 0", () => truncate(law, 0), "cap: must leave some probability below it, got 0");
refuses(
  "a cap of NaN",
  () => truncate(law, NaN),
  "cap: must leave some probability below it, got NaN",
);
