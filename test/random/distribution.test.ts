import { expect, test } from "vitest";
import type { Distribution } from "../../src/model/resolved/distribution.ts";
import { compileDistribution } from "../../src/random/distribution.ts";

const everyKind: Distribution[] = [
  { kind: "exponential", mean: 5, cap: 9 },
  { kind: "lognormal", median: 5, sigma: 1, cap: 9 },
  { kind: "weibull", scale: 5, shape: 2, cap: 9 },
  { kind: "gamma", mean: 5, shape: 2, cap: 9 },
  { kind: "pareto", minimum: 5, alpha: 2, cap: 9 },
  { kind: "beta", mean: 0.5, concentration: 2, cap: 0.9 },
  { kind: "uniform", low: 5, high: 10, cap: 9 },
  { kind: "triangular", low: 5, mode: 6, high: 10, cap: 9 },
  { kind: "empirical", values: [5, 10], cap: 9 },
  {
    kind: "mixture",
    parts: [{ weight: 1, distribution: { kind: "exponential", mean: 5 } }],
    cap: 9,
  },
];

test.each(everyKind)("$kind draws at most its cap, and its mean is below it", (spec) => {
  const law = compileDistribution(spec);
  const cap = "cap" in spec ? spec.cap! : NaN;
  expect(law.quantile(1 - 2 ** -53)).toBeLessThanOrEqual(cap);
  expect(law.quantile(0.9)).toBeLessThan(cap);
  expect(law.mean).toBeLessThan(cap);
  expect(law.cdf(cap)).toBe(1);
});

test.each(everyKind)("$kind compiles from a structured clone to the same draws", (spec) => {
  const draws = (law: Distribution) => [0.1, 0.5, 0.9].map(compileDistribution(law).quantile);
  expect(draws(structuredClone(spec))).toEqual(draws(spec));
});
