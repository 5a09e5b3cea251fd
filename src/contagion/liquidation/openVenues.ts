/**
 * Which venues may liquidate in a step, and how much their keepers can take.
 *
 * A venue is open while its chain is live, past its grace period and not censored. Keepers work a token bucket of one
 * step's worth, filled in live seconds: a degraded chain takes a share of their flow, congestion of the settlement layer
 * divides it. Statuses are those of the step's end.
 */
import type { Trading } from "../state/trading.ts";

/** Opens and shuts every venue for the step, and fills the buckets. */
export function openVenues(trading: Trading): void {
  const { model, network, open, closedSteps } = trading;
  for (let venue = 0; venue < model.venues.length; venue++) {
    const { chain } = model.venues[venue];
    open[venue] = isReady(trading, venue) && network.chainCensored[chain] === 0 ? 1 : 0;
    if (open[venue] === 0) closedSteps[venue]++;
    fillBucket(trading, venue);
  }
}

/** Whether nothing but a censor keeps a venue from liquidating. */
export function isReady({ model, network, now }: Trading, venue: number): boolean {
  const { chain, oracle } = model.venues[venue];
  return (
    network.chainLive[chain] === 1 && now >= network.chainRestartedAt[chain] + oracle.gracePeriod
  );
}

/** None accrued while down, one step's worth at most. */
function fillBucket({ model, network, keepers, downtime }: Trading, venue: number): void {
  const { chain, liquidation } = model.venues[venue];
  const share = network.chainCapacity[chain] / network.congestion;
  if (liquidation.keepers === Infinity || share === 0) {
    keepers[venue] = share === 0 ? 0 : Infinity;
    return;
  }
  const flow = liquidation.keepers * share;
  const liveSeconds = model.step - (network.chainDowntime[chain] - downtime[chain]);
  keepers[venue] = Math.min(flow * model.step, keepers[venue] + flow * Math.max(0, liveSeconds));
}
