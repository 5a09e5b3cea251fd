/**
 * What every sampler must pass, whatever its law. Each test states its false-alarm rate; seeds are fixed, so a failure
 * is a defect or a changed draw, never bad luck on somebody's machine.
 */
import { expect, test } from "vitest";
import type { Sampler } from "../../src/random/sampler.ts";
import { createRegistry, streamOf, uniform } from "../../src/random/streams.ts";

const DRAWS = 20_000;
/** Kolmogorov's bound 2 exp(-2 z^2) is 1e-6 here. */
const KOLMOGOROV_1E6 = 2.6936;

export interface Law {
  readonly name: string;
  readonly sampler: () => Sampler;
  /** P(X <= x), written down independently of `src`. */
  readonly cdf: (x: number) => number;
  /** False: no finite variance, so that the mean of draws has no standard error. */
  readonly variance?: boolean;
  /** True: cdf(quantile(u)) = u, there are no atoms. */
  readonly continuous?: boolean;
}

export function obeysSamplerLaws({
  name,
  sampler,
  cdf,
  variance = true,
  continuous = true,
}: Law): void {
  test(`${name}: the same uniform gives the same draw, from either of two compilations`, () => {
    const first = sampler();
    const again = first.quantile(0.37);
    first.quantile(0.99);
    expect(first.quantile(0.37)).toBe(again);
    expect(sampler().quantile(0.37)).toBe(again);
  });

  test(`${name}: a larger uniform never gives a smaller draw, from 2^-54 to 1 - 2^-53`, () => {
    const { quantile } = sampler();
    let previous = quantile(2 ** -54);
    for (const u of [
      1e-12,
      1e-6,
      ...Array.from({ length: 999 }, (_, k) => (k + 1) / 1000),
      1 - 1e-9,
      1 - 2 ** -53,
    ]) {
      const x = quantile(u);
      expect(x).toBeGreaterThanOrEqual(previous);
      expect(Number.isFinite(x)).toBe(true);
      previous = x;
    }
  });

  test(`${name}: the quantile at u is the least x whose own CDF reaches u, to 1e-11`, () => {
    const law = sampler();
    for (const u of [1e-6, 0.01, 0.25, 0.5, 0.77, 0.99, 1 - 1e-6]) {
      const x = law.quantile(u);
      // A few units in the last place of x are a finite step of F where the law starts away from zero.
      const ulps = 1e-15 * Math.abs(x);
      expect(law.cdf(x + ulps)).toBeGreaterThanOrEqual(u * (1 - 1e-11));
      expect(law.cdf(x - 1e-8 * Math.abs(x))).toBeLessThan(u);
      if (continuous) expect(law.cdf(x - ulps)).toBeLessThanOrEqual(u * (1 + 1e-11));
    }
  });

  test(`${name}: P(X > x) is the rest of the CDF to 1e-15, and at the quantile of 1 - 1e-13 still 1e-13`, () => {
    const law = sampler();
    for (const u of [1e-6, 0.01, 0.25, 0.5, 0.77, 0.99, 1 - 1e-6]) {
      const x = law.quantile(u);
      expect(Math.abs(law.survival(x) - (1 - law.cdf(x)))).toBeLessThan(1e-15);
    }
    // 1 - 1e-13 is a double to 1 part in 2000 of the rest.
    if (continuous) expect(law.survival(law.quantile(1 - 1e-13)) / 1e-13).toBeCloseTo(1, 2);
    expect(law.survival(-1)).toBe(1);
    expect(law.survival(1e300)).toBe(0);
  });

  test(`${name}: the partial mean is the integral of the quantile, to 1e-5, and tends to the mean`, () => {
    const law = sampler();
    for (const u of [0.1, 0.5, 0.9]) {
      const x = law.quantile(u);
      const integral = integrateQuantile(law, law.cdf(x));
      expect(Math.abs(law.partialMean(x) / integral - 1)).toBeLessThan(continuous ? 1e-5 : 1e-3);
    }
    expect(law.partialMean(1e300)).toBeCloseTo(law.mean, law.mean < Infinity ? 9 : 0);
  });

  test(`${name}: 20 000 draws pass Kolmogorov-Smirnov against an independent CDF (false alarm 1e-6)`, () => {
    expect(kolmogorovDistance(draw(sampler()), cdf) * Math.sqrt(DRAWS)).toBeLessThan(
      KOLMOGOROV_1E6,
    );
  });

  if (variance) {
    test(`${name}: the mean of 20 000 draws is within 4 standard errors (false alarm 6e-5)`, () => {
      const law = sampler();
      const draws = draw(law);
      const mean = draws.reduce((sum, x) => sum + x, 0) / DRAWS;
      const squares = draws.reduce((sum, x) => sum + (x - mean) ** 2, 0);
      expect(Math.abs(mean - law.mean)).toBeLessThanOrEqual(
        (4 * Math.sqrt(squares)) / DRAWS + 1e-12,
      );
    });
  }
}

/** Integral of the quantile over (0, mass): midpoints after v -> v^3 (10 - 15 v + 6 v^2), which flattens both ends. */
function integrateQuantile(law: Sampler, mass: number): number {
  const cells = 4000;
  let sum = 0;
  for (let cell = 0; cell < cells; cell++) {
    const v = (cell + 0.5) / cells;
    const slope = 30 * v * v * (1 - v) * (1 - v);
    sum += law.quantile(mass * v ** 3 * (10 - 15 * v + 6 * v * v)) * slope;
  }
  return (mass * sum) / cells;
}

function draw(law: Sampler): Float64Array {
  const stream = streamOf(createRegistry("laws"), "sampler", "draws");
  return Float64Array.from({ length: DRAWS }, (_, path) => law.quantile(uniform(stream, path, 0)));
}

/** Largest distance between the sample's step function and the CDF, seen from both sides of every step. */
function kolmogorovDistance(draws: Float64Array, cdf: (x: number) => number): number {
  const sorted = draws.toSorted();
  const n = sorted.length;
  let distance = 0;
  for (let first = 0, last = 0; first < n; first = last + 1) {
    last = first;
    while (last + 1 < n && sorted[last + 1] === sorted[first]) last++;
    const x = sorted[first]!;
    const before = Math.abs(cdf(x - 1e-12 * Math.abs(x)) - first / n);
    distance = Math.max(distance, before, Math.abs(cdf(x) - (last + 1) / n));
  }
  return distance;
}

/** The three golden quantiles of a law, at .001, .3 and .999, computed with 40 digits. */
export function hasQuantiles(
  name: string,
  sampler: () => Sampler,
  expected: readonly [number, number, number],
): void {
  test(`${name}: quantiles at .001, .3, .999 are ${expected.join(", ")} to 1e-11`, () => {
    const law = sampler();
    [0.001, 0.3, 0.999].forEach((u, k) =>
      expect(Math.abs(law.quantile(u) / expected[k]! - 1)).toBeLessThan(1e-11),
    );
  });
}

/** A bad parameter is refused with a RangeError that names parameter and value. */
export function refuses(what: string, compile: () => unknown, message: string): void {
  test(`${what} is refused: ${message}`, () => {
    expect(compile).toThrow(RangeError);
    expect(compile).toThrow(message);
  });
}
