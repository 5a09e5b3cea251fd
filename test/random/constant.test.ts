import { expect, test } from "vitest";
import { compileDistribution } from "../../src/random/distribution.ts";
import { refuses } from "../laws/sampler.ts";

test("a constant of 5 is 5 for every uniform, with all its mass and its mean at 5", () => {
  const law = compileDistribution({ kind: "constant", value: 5 });
  expect([2 ** -54, 0.5, 1 - 2 ** -53].map(law.quantile)).toEqual([5, 5, 5]);
  expect([4.999, 5, 6].map(law.cdf)).toEqual([0, 1, 1]);
  expect([4.999, 5, 6].map(law.partialMean)).toEqual([0, 5, 5]);
  expect(law.mean).toBe(5);
});

refuses(
  "an infinite constant",
  () => compileDistribution({ kind: "constant", value: Infinity }),
  "constant.value: must be finite, got Infinity",
);
