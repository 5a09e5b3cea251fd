/** The bridges of one path: which are live, what their pools hold, what backs their claims. */
import type { ResolvedModel } from "../model/resolved.ts";
import { type Backings, createBackings, resetBackings } from "./backing.ts";
import { createPools, resetPools } from "./liquidity.ts";
import type { Pools } from "./liquidity.ts";
import { createLocks, resetLocks } from "./lockMint.ts";
import type { Locks } from "./lockMint.ts";
import { createProviderRuns, resetProviderRuns } from "./providerRun.ts";
import type { ProviderRuns } from "./providerRun.ts";
import { sharedLatencies } from "./sharedBridge.ts";

export interface Bridges {
  /** 1 while the bridge is live, one per bridge of the model. */
  readonly live: Uint8Array;
  readonly pools: Pools;
  readonly runs: ProviderRuns;
  readonly backings: Backings;
  readonly locks: Locks;
  /** s that a crossing of a shared bridge takes; one per bridge of the model. */
  readonly sharedLatency: Float64Array;
  /** s that a canonical deposit takes. */
  readonly depositTime: number;
}

/** The bridges of a model, for `resetBridges` to start. */
export function createBridges(model: ResolvedModel): Bridges {
  const backings = createBackings(model);
  const pools = createPools(model);
  return {
    live: new Uint8Array(model.bridges.length),
    pools,
    runs: createProviderRuns(model, pools),
    backings,
    locks: createLocks(model, backings),
    sharedLatency: sharedLatencies(model),
    depositTime: model.settlement.finality,
  };
}

/** Every bridge live, full and backed. */
export function resetBridges(bridges: Bridges): void {
  bridges.live.fill(1);
  resetPools(bridges.pools);
  resetProviderRuns(bridges.runs);
  resetBackings(bridges.backings);
  resetLocks(bridges.locks);
}
