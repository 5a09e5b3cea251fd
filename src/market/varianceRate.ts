/**
 * The configured total variance rate of an asset: what stress is measured by.
 *
 *   long-run variance of the diffusion * long-run mean of the regimes' scale^2 + rate * E[J^2]
 *
 * Of past returns: their own mean square.
 */
import type { Market } from "../model/resolved/market.ts";
import { lanesOf } from "./diffusion.ts";
import { pastVariance } from "./history.ts";
import { compileSize, meanSquare } from "./jumpSizes.ts";
import { meanIntensity } from "./regimes.ts";

/** Variance of a lane's log return per second, in the long run. */
export function varianceRate(market: Market, lane: number): number {
  const { history, baseAssets } = market;
  if (history !== undefined) return pastVariance(history, baseAssets.length, lane);
  const asset = lanesOf(market)[lane];
  const variance = market.heston?.[lane]?.longRun ?? asset.volatility ** 2;
  const diffusion = variance * meanIntensity(market.regimes);
  const size = market.jumps?.sizes[lane];
  return diffusion + (size == null ? 0 : market.jumps!.rate * meanSquare(compileSize(size)));
}
