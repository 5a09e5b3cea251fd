import { describe, expect, it } from "vitest";
import { poissonRate } from "../../src/estimation/poissonRate.ts";

describe("the rate behind rare events", () => {
  it("20 halts in 32.12 years: 0.62 a year, 0.38 to 0.96", () => {
    const { rate, low, high } = poissonRate(20, 32.12);
    expect(rate).toBeCloseTo(0.62, 2);
    expect(low).toBeCloseTo(0.38, 2);
    expect(high).toBeCloseTo(0.96, 2);
  });

  it("no event in T: 0 to -log(.025)/T, as P(none) = exp(-rate T)", () => {
    const { rate, low, high } = poissonRate(0, 10);
    expect([rate, low]).toEqual([0, 0]);
    expect(high).toBeCloseTo(-Math.log(0.025) / 10, 12);
  });

  it("at its ends what was seen is just as unlikely as it may be", () => {
    const below = (events: number, mean: number): number => {
      let [term, sum] = [Math.exp(-mean), 0];
      for (let k = 0; k <= events; k++) {
        sum += term;
        term *= mean / (k + 1);
      }
      return sum;
    };
    const { low, high } = poissonRate(7, 2);
    expect(1 - below(6, 2 * low)).toBeCloseTo(0.025, 10);
    expect(below(7, 2 * high)).toBeCloseTo(0.025, 10);
  });

  it.each([
    [-1, 1, 0.95, /events/],
    [1.5, 1, 0.95, /events/],
    [1, 0, 0.95, /exposure/],
    [1, 1, 1, /confidence/],
  ])("%d events in %d at %d are refused", (events, exposure, confidence, message) => {
    expect(() => poissonRate(events, exposure, confidence)).toThrow(message);
  });
});
