/** Closed forms against each other and against limits that need none; their printed values are in the verification. */
import { describe, expect, it } from "vitest";
import {
  correctedPassage,
  firstPassage,
  monitoredPassage,
} from "../../src/closedForms/firstPassage.ts";
import { gapAfter, gapAtExponential } from "../../src/closedForms/outageGap.ts";
import { mertonCdf, mertonMoments, mertonSurvival } from "../../src/closedForms/mertonReturn.ts";
import { hawkesRate } from "../../src/closedForms/hawkes.ts";
import { erlangC, meanWait } from "../../src/closedForms/queues.ts";
import { normalCdf } from "../../src/random/normalCdf.ts";

const passage = { start: 100, barrier: 85, drift: 0.1, volatility: 0.7, time: 0.2 };

describe("first passage", () => {
  it("on one date is P(S <= barrier)", () => {
    const spread = 0.7 * Math.sqrt(0.2);
    const distance = (Math.log(0.85) - (0.1 - 0.245) * 0.2) / spread;
    expect(monitoredPassage(passage, 1)).toBeCloseTo(normalCdf(distance), 10);
  });

  it("on more dates is likelier, less likely than watched, and near the corrected barrier", () => {
    const dates = [1, 4, 16, 64].map((count) => monitoredPassage(passage, count));
    expect(dates).toEqual(dates.toSorted((a, b) => a - b));
    expect(dates[3]).toBeLessThan(firstPassage(passage));
    // The correction leaves an error that falls faster than the square root of the number of dates.
    expect(Math.abs(dates[3] - correctedPassage(passage, 64))).toBeLessThan(1e-3);
  });

  it.each([
    [{ ...passage, barrier: 100 }, /barrier/],
    [{ ...passage, volatility: 0 }, /volatility/],
    [{ ...passage, time: -1 }, /time/],
  ])("refuses %j", (wrong, message) => {
    expect(() => firstPassage(wrong)).toThrow(message);
    expect(() => monitoredPassage(wrong, 3)).toThrow(message);
  });
});

describe("the gap at an exponential time", () => {
  it("is the mean of the gaps after fixed times", () => {
    const fall = { start: 100, level: 95, drift: 0.3, volatility: 0.8 };
    const mean = 0.01;
    // Midpoints in the exponential's own quantiles.
    const gaps = Array.from({ length: 20_000 }, (_, i) =>
      gapAfter(fall, -mean * Math.log1p(-(i + 0.5) / 20_000)),
    );
    const average = (of: (gap: (typeof gaps)[number]) => number): number =>
      gaps.reduce((sum, gap) => sum + of(gap), 0) / gaps.length;
    const { probability, shortage } = gapAtExponential(fall, mean);
    expect(average((gap) => gap.probability) / probability).toBeCloseTo(1, 3);
    expect(average((gap) => gap.shortage) / shortage).toBeCloseTo(1, 2);
  });

  it("refuses a level above the start", () => {
    const fall = { start: 100, level: 101, drift: 0, volatility: 1 };
    expect(() => gapAtExponential(fall, 1)).toThrow(/level/);
  });
});

describe("a jump diffusion", () => {
  const law = { drift: 0.1, volatility: 0.5, rate: 20, mean: -0.02, sd: 0.05, time: 0.1 };

  it("has E[exp(X)] = exp(drift t), and the moments of its distribution function", () => {
    const step = 0.002;
    const grid = Array.from({ length: 2000 }, (_, i) => -2 + i * step);
    const masses = grid.map((x) => mertonCdf(law, x + step) - mertonCdf(law, x));
    const moment = (of: (x: number) => number): number =>
      grid.reduce((sum, x, i) => sum + masses[i] * of(x + step / 2), 0);
    expect(moment(Math.exp)).toBeCloseTo(Math.exp(0.01), 5);
    const { mean, variance } = mertonMoments(law);
    expect(moment((x) => x)).toBeCloseTo(mean, 6);
    expect(moment((x) => (x - mean) ** 2)).toBeCloseTo(variance, 5);
  });
});

describe("the upper tail of a jump diffusion", () => {
  const law = { drift: 0, volatility: 0.5, rate: 3, mean: -0.05, sd: 0.1, time: 0.1 };

  it("is the rest of the distribution function", () => {
    for (const x of [-0.4, 0, 0.3])
      expect(mertonSurvival(law, x) + mertonCdf(law, x)).toBeCloseTo(1, 14);
  });

  it("keeps its digits where that rest is lost", () => {
    const calm = { ...law, rate: 0 };
    const spread = 0.5 * Math.sqrt(0.1);
    expect(mertonSurvival(calm, 2)).toBe(normalCdf((-0.0125 - 2) / spread));
    expect(mertonSurvival(calm, 2)).toBeGreaterThan(0);
    expect(1 - mertonCdf(calm, 2)).toBe(0);
  });
});

describe("what has no long run is refused", () => {
  it.each([
    ["a Hawkes process with branching 1", () => hawkesRate({ base: 1, branching: 1, decay: 1 })],
    ["a queue with load 5 on 5 servers", () => erlangC(5, 5)],
    ["a queue with load 1 on one", () => meanWait(1, 1, 1)],
  ])("%s", (_, call) => expect(call).toThrow(RangeError));
});
