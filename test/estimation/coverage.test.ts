/**
 * Do 95 % intervals hold the truth 95 % of the time?
 *
 * 400 replications each at a fixed seed. With a true coverage of c the share seen has a standard deviation of
 * sqrt(c(1 - c)/400), .011 at .95. A test fails below .95 - .01 - 4 * .011: the .01 is the loss of coverage that the
 * approximate intervals (skewness, bias of the tail) may honestly have, 4 standard deviations a false-alarm rate of
 * 3e-5; the same distance above, where there is one, would mean an interval that says too little.
 */
import seedrandom from "seedrandom";
import { describe, expect, it } from "vitest";
import { drawsOf } from "../../src/estimation/draws.ts";
import type { Interval } from "../../src/estimation/estimate.ts";
import { expectedShortfallEstimate } from "../../src/estimation/expectedShortfall.ts";
import { deviationEstimate, meanEstimate } from "../../src/estimation/meanInterval.ts";
import { normalTail } from "../../src/estimation/parametricTail.ts";
import { exceedanceProbability } from "../../src/estimation/probability.ts";
import { quantileEstimate } from "../../src/estimation/quantileInterval.ts";
import { sortSample } from "../../src/estimation/sortedSample.ts";
import { survivalBand, survivalQuantileInterval } from "../../src/estimation/survivalInterval.ts";

const REPLICATIONS = 400;
const LEAST = 0.95 - 0.01 - 4 * 0.011;

function normals(uniform: () => number, count: number): number[] {
  return Array.from({ length: count }, () => {
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    return radius * Math.cos(2 * Math.PI * uniform());
  });
}

function coverage(truth: number, interval: (uniform: () => number) => Interval): number {
  let held = 0;
  for (let replication = 0; replication < REPLICATIONS; replication++) {
    const { low, high } = interval(seedrandom(`coverage ${replication}`));
    if (low <= truth && truth <= high) held++;
  }
  return held / REPLICATIONS;
}

/** Draws of N(1.5, 1) with the likelihood ratio of N(0, 1): the tail of a standard normal by importance sampling. */
function shifted(uniform: () => number) {
  const values = normals(uniform, 1000).map((value) => value + 1.5);
  const weights = values.map((value) => Math.exp(-1.5 * value + 1.125));
  return sortSample(values, weights, "likelihood");
}

describe("95 % intervals", () => {
  it("hold the mean 1 of 200 exponentials", () => {
    const share = coverage(1, (uniform) => {
      const values = Array.from({ length: 200 }, () => -Math.log(1 - uniform()));
      return meanEstimate(drawsOf(values)).interval!;
    });
    expect(share).toBeGreaterThan(LEAST);
    expect(share).toBeLessThan(0.995);
  });

  it("hold the standard deviation 1 of 200 normals", () => {
    const share = coverage(
      1,
      (uniform) => deviationEstimate(drawsOf(normals(uniform, 200))).interval!,
    );
    expect(share).toBeGreaterThan(LEAST);
    expect(share).toBeLessThan(0.995);
  });

  it("hold the .95 quantile of 1000 normals, and of importance-sampled ones, whose interval is shorter", () => {
    const truth = normalTail(0.95).valueAtRisk;
    const lengths = { plain: 0, shifted: 0 };
    const plain = coverage(truth, (uniform) => {
      const { interval } = quantileEstimate(sortSample(normals(uniform, 1000), undefined), 0.95);
      lengths.plain += interval!.high - interval!.low;
      return interval!;
    });
    const tilted = coverage(truth, (uniform) => {
      const { interval } = quantileEstimate(shifted(uniform), 0.95);
      lengths.shifted += interval!.high - interval!.low;
      return interval!;
    });
    expect(plain).toBeGreaterThan(LEAST);
    expect(tilted).toBeGreaterThan(LEAST);
    expect(lengths.shifted).toBeLessThan(0.6 * lengths.plain);
  });

  it("hold the .95 expected shortfall of 1000 normals, plain and importance-sampled", () => {
    const truth = normalTail(0.95).expectedShortfall;
    const plain = coverage(
      truth,
      (uniform) =>
        expectedShortfallEstimate(sortSample(normals(uniform, 1000), undefined), 0.95).interval!,
    );
    const tilted = coverage(
      truth,
      (uniform) => expectedShortfallEstimate(shifted(uniform), 0.95).interval!,
    );
    expect(plain).toBeGreaterThan(LEAST);
    expect(tilted).toBeGreaterThan(LEAST);
  });

  it("hold a probability of .02 in 500 draws, and P(Z > 2.5) by importance sampling", () => {
    const plain = coverage(0.02, (uniform) => {
      const hits = Array.from({ length: 500 }, () => (uniform() < 0.02 ? 1 : 0));
      return exceedanceProbability(sortSample(hits, undefined), 0);
    });
    const tilted = coverage(0.006209665325776132, (uniform) =>
      exceedanceProbability(shifted(uniform), 2.5),
    );
    expect(plain).toBeGreaterThan(LEAST);
    expect(tilted).toBeGreaterThan(LEAST);
  });

  it("hold the median 13 of a geometric delay that all accounts of a path share", () => {
    // 160 paths in 32 groups; counts differ by path and are independent of the delay. P(D <= t) = 1 - .95^(t+1).
    const share = coverage(13, (uniform) => {
      const groups = Array.from({ length: 32 }, () => ({
        closed: new Float64Array(400),
        censored: new Float64Array(400),
      }));
      for (let path = 0; path < 160; path++) {
        const delay = Math.min(Math.floor(Math.log(1 - uniform()) / Math.log(0.95)), 399);
        groups[path % 32].closed[delay] += 1 + Math.floor(40 * uniform());
      }
      const { low, high } = survivalQuantileInterval(survivalBand(groups), 0.5);
      return { low: low!, high: high! };
    });
    expect(share).toBeGreaterThan(LEAST);
  });
});

describe("importance sampling of P(Z > 4) with shift 4", () => {
  it("finds 3.167124183e-5 within 4 standard errors of relative size .0212394 at 1e4 draws", () => {
    const values = normals(seedrandom("tail"), 10_000).map((value) => value + 4);
    const weights = values.map((value) => Math.exp(-4 * value + 8));
    const { probability, low, high } = exceedanceProbability(
      sortSample(values, weights, "likelihood"),
      4,
    );
    const truth = 3.167124183e-5;
    expect(Math.abs(probability / truth - 1)).toBeLessThan(4 * 0.0212394);
    // The estimated relative error itself has a relative error near 1 % (Wilson's shape adds a little): 6 % allowed.
    const relative = (high - low) / 2 / 1.959963984540054 / truth;
    expect(Math.abs(relative / 0.0212394 - 1)).toBeLessThan(0.06);
  });
});
