/**
 * How much stress raises hazards: the mean of m^stress over the steps and paths of a market left to itself.
 *
 * m is never under 1, so that a mode with `stress` fails more often than its rate says; how much more has no closed form
 * and is simulated, with the model's own draws. m of a step is that at the end of the step before, as faults read it. Left
 * out: forced returns, and what sales move for good.
 */

import type { ResolvedModel } from "../model/resolved.ts";
import { createRegistry } from "../random/streams.ts";
import { createPrices, movePrices, resetPrices } from "./prices.ts";
import { absorbReturns, createStress, resetStress } from "./stress.ts";

/** Steps simulated in all; the mean of a quantity of order 1 is known to a few parts in a thousand. */
const STEPS = 500_000;

/**
 * The mean factor on a hazard, for each exponent.
 *
 * @param exponents `stress` of modes, >= 0
 * @returns factors >= 1, 1 for an exponent of 0
 */
export function meanStressFactors(model: ResolvedModel, exponents: readonly number[]): number[] {
  if (exponents.every((exponent) => exponent === 0)) return exponents.map(() => 1);
  const prices = createPrices(model, createRegistry(model.sampling.seed));
  const stress = createStress(model);
  const paths = Math.ceil(STEPS / model.steps);
  const sums = new Float64Array(exponents.length);
  for (let path = 0; path < paths; path++) {
    resetPrices(prices, path, false);
    resetStress(stress);
    for (let step = 0; step < model.steps; step++) {
      for (let at = 0; at < sums.length; at++) sums[at] += stress.multiplier ** exponents[at];
      movePrices(prices, path, step, (step + 1) * model.step);
      absorbReturns(stress, prices.logReturn);
    }
  }
  return Array.from(sums, (sum) => sum / (paths * model.steps));
}
