import { expect, it } from "vitest";
import { meanStressFactors } from "../../src/market/meanStress.ts";
import { world } from "../contagion/stage.ts";

/** A market whose memory of an hour is short beside its steps: m = max(1, |z|), z the step's shock. */
const memoryless = (volatility: number) =>
  world({
    horizon: "1000000 hours",
    step: "1000 hours",
    market: { assets: { ETH: { price: 1000, volatility }, USDC: { price: 1, kind: "cash" } } },
  }).model;

it("E[m^2] = P(|z| < 1) + E[z^2; |z| > 1] = 1.48395, but for the first step of a thousand, where m = 1", () => {
  const [none, squared] = meanStressFactors(memoryless(0.01), [0, 2]);
  expect(none).toBe(1);
  const expected = (1 + 999 * 1.483941449038) / 1000;
  // The deviation of max(1, z^2) is 1.17: four standard errors over 500 000 steps are .0066.
  expect(Math.abs(squared - expected)).toBeLessThan((4 * 1.17) / Math.sqrt(500_000));
});

it("a market without variance stresses nobody: 1 for every exponent", () => {
  expect(meanStressFactors(memoryless(0), [0, 1, 5])).toEqual([1, 1, 1]);
});
