/** The keys of a bridge are bought: a share of what stands behind it is taken, and it stops a while later, for good. */
import { assetPrice } from "../../contagion/prices.ts";
import type { Pools } from "../../bridges/liquidity.ts";
import { attackComponent } from "../../reliability/faults.ts";
import type { Attack, Ground } from "./attack.ts";
import { backingOf as backingOfChain } from "./attackChain.ts";

export const attackBridge: Attack = {
  profit: (ground, { index, loss }) => backingOf(ground, index) * loss,
  carryOut({ machinery }, { component, duration, loss, at }) {
    attackComponent(machinery.faults, component, at, duration, loss);
    return Infinity;
  },
};

/** USD: a chain's canonical backing, pools, or what is locked, at S where it is an asset of the model. */
function backingOf({ trading, machinery }: Ground, bridge: number): number {
  const { canonicalOf, bridges } = machinery;
  if (canonicalOf[bridge] >= 0) return backingOfChain(machinery, canonicalOf[bridge]);
  const { assets } = trading.model.market;
  const wrapped = assets.find((asset) => asset.kind === "wrapped" && asset.bridge === bridge);
  const price = wrapped?.kind === "wrapped" ? assetPrice(trading, wrapped.underlying) : 1;
  return machinery.backing[bridge] * price + pooledValue(bridges.pools, bridge);
}

/** USD that stand in the pools of a bridge. */
function pooledValue({ bridge: owner, balance }: Pools, bridge: number): number {
  let usd = 0;
  for (let pool = 0; pool < owner.length; pool++) if (owner[pool] === bridge) usd += balance[pool];
  return usd;
}
