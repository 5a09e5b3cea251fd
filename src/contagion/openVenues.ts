/** Which venues may liquidate in a step, and how much their keepers can take. */
import type { Trading } from "./state/trading.ts";

/** Which venues may liquidate now, and what their keepers can do: none accrued while down, one step's worth at most. */
export function openVenues(trading: Trading): void {
  const { model, network, now, open, keepers, closedSteps, downtime } = trading;
  for (let venue = 0; venue < model.venues.length; venue++) {
    const { chain, oracle, liquidation } = model.venues[venue];
    const live = network.chainLive[chain] === 1;
    open[venue] = live && now >= network.chainRestartedAt[chain] + oracle.gracePeriod ? 1 : 0;
    if (open[venue] === 0) closedSteps[venue]++;
    const liveSeconds = model.step - (network.chainDowntime[chain] - downtime[chain]);
    const bucket = liquidation.keepers * model.step;
    keepers[venue] =
      liquidation.keepers === Infinity
        ? Infinity
        : Math.min(bucket, keepers[venue] + liquidation.keepers * Math.max(0, liveSeconds));
  }
}
