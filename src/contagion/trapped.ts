/** Trapped capital: USD of the book on a chain times the seconds for which it could not leave. */
import { heldValue } from "./heldValue.ts";
import type { Trading } from "./state/trading.ts";

/** Value on a chain times the seconds for which it could not leave. */
export function countTrapped(trading: Trading): void {
  const { network, model, tallies, downtime, exitBlocked } = trading;
  for (let chain = 0; chain < model.chains.length; chain++) {
    downtime[chain] = network.chainDowntime[chain];
    const blocked = network.chainExitBlockedSeconds[chain] - exitBlocked[chain];
    if (blocked <= 0) continue;
    exitBlocked[chain] = network.chainExitBlockedSeconds[chain];
    for (let venue = 0; venue < model.venues.length; venue++) {
      if (model.venues[venue].chain === chain)
        tallies.trappedUsdSeconds += blocked * heldValue(trading, venue);
    }
  }
}
