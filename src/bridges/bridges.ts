/** The bridges of one path: which are live, what their pools hold, what backs their claims. */
import type { ResolvedModel } from "../model/resolved.ts";
import { createPools, resetPools } from "./liquidity.ts";
import type { Pools } from "./liquidity.ts";
import { createLocks, resetLocks } from "./lockMint.ts";
import type { Locks } from "./lockMint.ts";

export interface Bridges {
  /** 1 while the bridge is live, one per bridge of the model. */
  readonly live: Uint8Array;
  readonly pools: Pools;
  readonly locks: Locks;
  /** s that a canonical deposit takes. */
  readonly depositTime: number;
}

/** The bridges of a model, for `resetBridges` to start. */
export function createBridges(model: ResolvedModel): Bridges {
  return {
    live: new Uint8Array(model.bridges.length),
    pools: createPools(model),
    locks: createLocks(model),
    depositTime: model.settlement.finality,
  };
}

/** Every bridge live, full and backed. */
export function resetBridges(bridges: Bridges): void {
  bridges.live.fill(1);
  resetPools(bridges.pools);
  resetLocks(bridges.locks);
}
