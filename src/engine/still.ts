/**
 * A model in which nothing happens by chance: a market that stands still, and machinery that never fails by itself.
 *
 * Volatilities, drifts and jumps are 0, past returns are left out, and so is every rate of faults, common causes, strikes,
 * attempts, congestion, reorganisations and depegs. What the scenario forces happens. Accounts keep their draws (who
 * answers a margin call, and when), so that paths may still differ. Sampling is plain: there is nothing to tilt.
 */
import type { ResolvedModel } from "../model/resolved.ts";
import type { Market } from "../model/resolved/market.ts";

/** Keys whose values are hazards, wherever they stand in the machinery. */
const HAZARDS = new Set(["rate", "attempts", "compromiseRate"]);

/** A copy with every hazard at 0. */
function withoutHazards<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(withoutHazards) as Value;
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, child]: [string, unknown]) => [
    key,
    HAZARDS.has(key) ? 0 : withoutHazards(child),
  ]);
  return Object.fromEntries(entries) as Value;
}

function stillMarket({ assets, baseAssets, correlation }: Market): Market {
  const still = withoutHazards(assets).map((asset) =>
    asset.kind === "base" ? { ...asset, volatility: 0, drift: 0 } : asset,
  );
  return { assets: still, baseAssets, correlation, jumps: null };
}

/** The model in which only the scenario happens. */
export function still(model: ResolvedModel): ResolvedModel {
  const { settlement, sequencers, provers, chains, bridges } = model;
  const machinery = { settlement, sequencers, provers, chains, bridges };
  const { availability, commonCauses } = model;
  const { tilt: _tilt, strata: _strata, ...sampling } = model.sampling;
  return {
    ...model,
    ...withoutHazards(machinery),
    ...(availability !== undefined && { availability: withoutHazards(availability) }),
    ...(commonCauses !== undefined && { commonCauses: withoutHazards(commonCauses) }),
    market: stillMarket(model.market),
    sampling,
  };
}
