/**
 * Market stress m = clamp(sigma_ewma / sigma_0, 1, 20).
 *
 * sigma_ewma^2 / sigma_0^2 is an exponentially weighted mean in time (half-life one hour, started at 1) of the mean over
 * base assets of squared log return / (configured total variance rate * dt). Assets without variance do not count.
 * Every base asset counts, traded or not: adding a venue must not move a fault.
 */
import type { ResolvedModel } from "../model/resolved.ts";
import { varianceRate } from "./varianceRate.ts";

const HALF_LIFE = 3600;
const GREATEST = 20;

export interface Stress {
  /** 1 / (assets with variance * variance per step), by lane; 0 where there is none. */
  readonly weight: Float64Array;
  /** Share of the old value that a step leaves. */
  readonly decay: number;
  ratio: number;
  /** m, in [1, 20]. */
  multiplier: number;
}

/** The stress of a model's market; `resetStress` starts a path. */
export function createStress(model: ResolvedModel): Stress {
  const variance = model.market.baseAssets.map(
    (_, lane) => varianceRate(model.market, lane) * model.step,
  );
  const counted = variance.filter((value) => value > 0).length;
  return {
    weight: Float64Array.from(variance, (value) => (value > 0 ? 1 / (counted * value) : 0)),
    decay: counted > 0 ? 2 ** (-model.step / HALF_LIFE) : 1,
    ratio: 1,
    multiplier: 1,
  };
}

/** Back to a calm market. */
export function resetStress(stress: Stress): void {
  stress.ratio = 1;
  stress.multiplier = 1;
}

/** Takes in the log returns of one step. @param logReturn by lane; set to 0 for the next step */
export function absorbReturns(stress: Stress, logReturn: Float64Array): void {
  let squared = 0;
  for (let lane = 0; lane < logReturn.length; lane++) {
    squared += logReturn[lane] * logReturn[lane] * stress.weight[lane];
    logReturn[lane] = 0;
  }
  stress.ratio = stress.ratio * stress.decay + squared * (1 - stress.decay);
  stress.multiplier = Math.min(GREATEST, Math.max(1, Math.sqrt(stress.ratio)));
}
