/** The source of a model's exogenous returns, chosen once: what a model does not use costs its paths nothing. */
import type { ResolvedModel } from "../model/resolved.ts";
import type { StreamRegistry } from "../random/streams.ts";
import { createDiffusion } from "./diffusion.ts";
import type { DriftTilt } from "./driftTilt.ts";
import { createHistory } from "./history.ts";
import { jumpCompensation } from "./jumpSizes.ts";
import { createModulatedDiffusion } from "./modulatedDiffusion.ts";
import type { Returns } from "./returns.ts";

/** The returns of a model without its jumps. @param tilt of the drift; null: none */
export function createReturns(
  model: ResolvedModel,
  registry: StreamRegistry,
  tilt: DriftTilt | null = null,
): Returns {
  const returns = sourceOf(model, registry, tilt);
  // A path that splits goes on under another number after any step: nothing may be drawn ahead.
  return model.sampling.splitting === undefined ? returns : { ...returns, ahead: 1 };
}

function sourceOf(model: ResolvedModel, registry: StreamRegistry, tilt: DriftTilt | null): Returns {
  const { market, step, steps, sampling } = model;
  if (market.history !== undefined) return createHistory(model, market.history, registry);
  const modulated = market.regimes !== undefined || market.heston !== undefined;
  const create = modulated ? createModulatedDiffusion : createDiffusion;
  return create(market, step, steps, jumpCompensation(market), registry, sampling.method, tilt);
}
