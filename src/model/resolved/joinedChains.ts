/** Which chains a bridge joins. A new kind of bridge must answer here. */
import type { Bridge } from "./bridge.ts";

/** Indices of the chains that a bridge joins; of a canonical one the one that it hangs on. */
export function joinedChains(bridge: Bridge): readonly number[] {
  switch (bridge.kind) {
    case "canonical":
      return [bridge.chain];
    case "liquidity":
      return bridge.pools.map(({ chain }) => chain);
    case "lock_mint":
      return [bridge.from, bridge.to];
    case "shared":
      return bridge.chains;
  }
}
