import { describe, expect, it } from "vitest";
import { absorbReturns, createStress, resetStress } from "../../src/market/stress.ts";
import { SECONDS_PER_YEAR } from "../../src/model/resolved.ts";
import { world } from "../contagion/stage.ts";

const { model } = world({
  market: {
    assets: {
      BTC: { price: 1, volatility: 0.6 },
      ETH: { price: 1, volatility: 0.8 },
      FLAT: { price: 1, volatility: 0 },
    },
    jumps: { rate: "50 / year", size: { ETH: { mean: -0.01, sd: 0.04 } } },
  },
});
/** Variance of one minute: diffusion, and jumps where there are any. */
const minute = 60 / SECONDS_PER_YEAR;
const btc = 0.36 * minute;
const eth = (0.64 + 50 * (0.01 ** 2 + 0.04 ** 2)) * minute;
/** What a minute leaves of the old mean: half-life one hour. */
const kept = 2 ** (-1 / 60);

describe("market stress", () => {
  it("starts at 1 and stays there while returns are as large as configured", () => {
    const stress = createStress(model);
    for (let step = 0; step < 500; step++)
      absorbReturns(stress, Float64Array.of(Math.sqrt(btc), -Math.sqrt(eth), 0));
    expect(stress.multiplier).toBeCloseTo(1, 12);
  });

  it("after one return of -5 % in ETH is the root of kept + (1 - kept) (.05^2 / variance) / 2 = by hand", () => {
    const stress = createStress(model);
    absorbReturns(stress, Float64Array.of(0, -0.05, 0));
    const byHand = Math.sqrt(kept + (1 - kept) * (0.05 ** 2 / eth / 2));
    expect(stress.multiplier).toBeCloseTo(byHand, 12);
    // A -5 % minute is no small thing: m = 3.2 here.
    expect(byHand).toBeGreaterThan(3);
  });

  it("loses half of its excess over silence in an hour, and is never under 1 or over 20", () => {
    const stress = createStress(model);
    absorbReturns(stress, Float64Array.of(-0.1, -0.1, 0));
    const first = stress.ratio;
    for (let step = 0; step < 60; step++) absorbReturns(stress, Float64Array.of(0, 0, 0));
    expect(stress.ratio).toBeCloseTo(first / 2, 9);
    for (let step = 0; step < 1000; step++) absorbReturns(stress, Float64Array.of(0, 0, 0));
    expect(stress.ratio).toBeLessThan(1);
    expect(stress.multiplier).toBe(1);
    absorbReturns(stress, Float64Array.of(-3, -3, 0));
    expect(stress.multiplier).toBe(20);
  });

  it("does not count an asset without variance, and takes each return once", () => {
    const stress = createStress(model);
    const returns = Float64Array.of(0, 0, -0.5);
    absorbReturns(stress, returns);
    expect(stress.ratio).toBeCloseTo(kept, 15);
    expect([...returns]).toEqual([0, 0, 0]);
  });

  it("is 1 for good in a market where nothing has variance, and again 1 on the next path", () => {
    const flat = createStress(world({}).model);
    absorbReturns(flat, Float64Array.of(-0.5));
    expect(flat.multiplier).toBe(1);
    const stress = createStress(model);
    absorbReturns(stress, Float64Array.of(-0.1, -0.1, 0));
    resetStress(stress);
    expect([stress.ratio, stress.multiplier]).toEqual([1, 1]);
  });
});
