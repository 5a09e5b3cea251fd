/** The oracle feeds that the venues of a model read. */
import type { Layout } from "../../book/layout.ts";
import { type Oracles, createOracles } from "../../market/oracles.ts";
import type { ResolvedModel } from "../../model/resolved.ts";

/** A venue reads feeds of everything it trades or takes as collateral. */
export function createFeeds(model: ResolvedModel, layout: Layout): Oracles {
  const venues = model.venues.map(({ oracle, chain, markets, collateral }) => {
    const assets = [...markets.map(({ asset }) => asset), ...collateral.map(({ asset }) => asset)];
    const lanes = [...new Set(assets.map((asset) => layout.laneOfAsset[asset]))].filter(
      (lane) => lane >= 0,
    );
    return { oracle, chain, lanes };
  });
  return createOracles(venues, layout.lanes, model);
}
