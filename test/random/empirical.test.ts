import { expect, test } from "vitest";
import { compileDistribution } from "../../src/random/distribution.ts";
import { obeysSamplerLaws, refuses } from "../laws/sampler.ts";

const VALUES = [30, 1, 7, 7, 2, 100, 12];
const compile = (values: readonly number[], cap?: number) => () =>
  compileDistribution({ kind: "empirical", values, ...(cap === undefined ? {} : { cap }) });
const share = (x: number) => VALUES.filter((value) => value <= x).length / VALUES.length;

obeysSamplerLaws({ name: "empirical", sampler: compile(VALUES), cdf: share, continuous: false });
obeysSamplerLaws({
  name: "empirical, cap 29",
  sampler: compile(VALUES, 29),
  cdf: (x) => Math.min(share(x) / share(29), 1),
  continuous: false,
});

test("the quantile is the smallest value whose share of the sample reaches u, at every k/n for n up to 200", () => {
  for (let n = 1; n <= 200; n++) {
    const law = compile(Array.from({ length: n }, (_, k) => k + 1))();
    for (let k = 1; k < n; k++) {
      expect(law.quantile(k / n)).toBe(k);
      expect(law.quantile((k + 0.5) / n)).toBe(k + 1);
    }
  }
});

test("below a cap of 29 the sample {1, 2, 7, 7, 12, 30, 100} has mean 5.8 and gives only its first five values", () => {
  const law = compile(VALUES, 29)();
  expect(law.mean).toBeCloseTo(5.8, 14);
  expect([0.1, 0.3, 0.5, 0.7, 0.9].map(law.quantile)).toEqual([1, 2, 7, 7, 12]);
});

test("the description's own array is neither sorted nor kept", () => {
  const values = [3, 1, 2];
  const law = compileDistribution({ kind: "empirical", values });
  expect(values).toEqual([3, 1, 2]);
  values[0] = 99;
  expect(law.quantile(0.99)).toBe(3);
});

refuses("an empty sample", compile([]), "empirical.values: must not be empty, got 0 values");
refuses("a NaN in the sample", compile([1, NaN]), "empirical.values[1]: must be finite, got NaN");
