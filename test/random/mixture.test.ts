import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import { expect, test } from "vitest";
import type { Distribution, MixturePart } from "../../src/model/resolved/distribution.ts";
import { compileDistribution } from "../../src/random/distribution.ts";
import { mixture } from "../../src/random/mixture.ts";
import { obeysSamplerLaws, refuses } from "../laws/sampler.ts";

const compile = (parts: readonly MixturePart[], cap?: number) => () =>
  compileDistribution({ kind: "mixture", parts, ...(cap === undefined ? {} : { cap }) });

/** Short outages and a long tail that overlap: the usual reason for a mixture. */
const OUTAGES: MixturePart[] = [
  { weight: 0.7, distribution: { kind: "lognormal", median: 1200, sigma: 1 } },
  { weight: 0.3, distribution: { kind: "exponential", mean: 9000 } },
];
const outages = (x: number) =>
  0.7 * normalCdf(Math.log(x / 1200), 0, 1) - 0.3 * Math.expm1(-x / 9000);

/** An atom inside a continuous part, and parts that leave a gap. */
const ATOM: MixturePart[] = [
  { weight: 0.5, distribution: { kind: "uniform", low: 0, high: 2 } },
  { weight: 0.2, distribution: { kind: "constant", value: 1 } },
  { weight: 0.3, distribution: { kind: "uniform", low: 5, high: 6 } },
];
const clamp = (x: number) => Math.min(Math.max(x, 0), 1);
const atom = (x: number) => 0.5 * clamp(x / 2) + (x >= 1 ? 0.2 : 0) + 0.3 * clamp(x - 5);

obeysSamplerLaws({ name: "mixture of outages", sampler: compile(OUTAGES), cdf: outages });
obeysSamplerLaws({
  name: "mixture of outages, cap 7200",
  sampler: compile(OUTAGES, 7200),
  cdf: (x) => Math.min(outages(x) / outages(7200), 1),
});
obeysSamplerLaws({
  name: "mixture with an atom and a gap",
  sampler: compile(ATOM),
  cdf: atom,
  continuous: false,
});

test("an atom of weight .2 at 1, with a quarter below it, takes the uniforms from .25 to .45 exactly", () => {
  const { quantile } = compile(ATOM)();
  for (const u of [0.2500001, 0.3, 0.4, 0.45]) expect(quantile(u)).toBe(1);
  expect(quantile(0.2499999)).toBeLessThan(1);
  expect(quantile(0.4500001)).toBeGreaterThan(1);
});

test("a mixture of one part is that part to 4 units in the last place", () => {
  const part: MixturePart = { weight: 1, distribution: { kind: "weibull", scale: 3, shape: 0.7 } };
  const law = compileDistribution(part.distribution);
  for (const u of [1e-9, 0.01, 0.5, 0.9]) {
    expect(Math.abs(compile([part])().quantile(u) / law.quantile(u) - 1)).toBeLessThan(1e-15);
  }
});

test("a part with its own cap keeps it: half of [0, 1], half of [0, 4] has mean 1.25", () => {
  const law = compile([
    { weight: 0.5, distribution: { kind: "uniform", low: 0, high: 4, cap: 1 } },
    { weight: 0.5, distribution: { kind: "uniform", low: 0, high: 4 } },
  ])();
  expect(law.mean).toBe(1.25);
  expect(law.quantile(0.625)).toBeCloseTo(1, 14);
});

test("a draw takes at most 250 evaluations of the CDF, at atoms, in gaps and at the ends too", () => {
  let evaluations = 0;
  const counted = (spec: Distribution) => {
    const law = compileDistribution(spec);
    return { ...law, cdf: (x: number) => (evaluations++, law.cdf(x)) };
  };
  for (const parts of [OUTAGES, ATOM]) {
    const law = mixture({ parts }, counted);
    for (const u of [2 ** -54, 1e-9, 0.25, 0.3, 0.45, 0.7, 0.9, 1 - 2 ** -50, 1 - 2 ** -53]) {
      evaluations = 0;
      law.quantile(u);
      expect(evaluations / parts.length).toBeLessThanOrEqual(250);
    }
  }
});

const half: MixturePart = { weight: 0.5, distribution: { kind: "constant", value: 1 } };
refuses("a mixture without parts", compile([]), "mixture.parts: must not be empty, got 0 parts");
refuses("weights that sum to .5", compile([half]), "mixture.parts: weights must sum to 1, got 0.5");
refuses(
  "a weight of -.5",
  compile([half, half, half, { ...half, weight: -0.5 }]),
  "mixture.parts[3].weight: must be > 0, got -0.5",
);
