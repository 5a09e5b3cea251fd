/** Log returns with jumps: Merton's law in closed form, and through the engine's prices. */
import { mertonCdf, mertonMoments } from "../closedForms/mertonReturn.ts";
import type { MertonReturn } from "../closedForms/mertonReturn.ts";
import { printed, samples } from "./finding.ts";
import type { Finding } from "./finding.ts";
import { meanOf, playColumn, shipped } from "./playing.ts";

const BATCHES = 40;
const PATHS = 4000;

const LAW: MertonReturn = {
  drift: 0,
  volatility: 0.6,
  rate: 12,
  mean: -0.04,
  sd: 0.08,
  time: 1 / 52,
};

/** Moments of higher order have no simple standard error: it is taken over batches, about the true mean and variance. */
export function jumpDiffusion(): Finding[] {
  const { mean, variance, skew, excessKurtosis } = mertonMoments(LAW);
  // A week is 1/52 of a year in the law, 7 days in the model's calendar.
  const set = [`horizon=${(365 * 86400) / 52} seconds`, `step=${(365 * 86400) / 52 / 4} seconds`];
  const model = shipped("verification/jump-diffusion", set);
  const returns = playColumn(model, "final_price_ETH", BATCHES * PATHS).map(Math.log);
  const overBatches = (statistic: (value: number) => number) =>
    meanOf(
      Array.from({ length: BATCHES }, (_, batch) => {
        const part = returns.subarray(batch * PATHS, (batch + 1) * PATHS);
        return part.reduce((sum, value) => sum + statistic(value), 0) / PATHS;
      }),
    );
  const power = (exponent: number) => (value: number) =>
    (value - mean) ** exponent / variance ** (exponent / 2);
  const fall = (value: number): number => (value <= -0.2 ? 1 : 0);
  return [
    printed("mean", "-0.0043543592", mean),
    printed("variance", "0.0087692308", variance),
    printed("skew", "-0.2338077918", skew),
    printed("excess kurtosis", "0.5608125577", excessKurtosis),
    printed("P(X <= -.2)", "0.0239907987", mertonCdf(LAW, -0.2)),
    samples(
      "engine: mean",
      mean,
      overBatches((value) => value),
    ),
    samples("engine: variance", 1, overBatches(power(2))),
    samples("engine: skew", skew, overBatches(power(3))),
    samples("engine: kurtosis", excessKurtosis + 3, overBatches(power(4))),
    samples("engine: P(X <= -.2)", mertonCdf(LAW, -0.2), overBatches(fall)),
  ];
}
