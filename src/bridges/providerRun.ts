/**
 * A run of the providers of a liquidity bridge: once enough of its pools is lost, the rest wants out.
 *
 *   withdrawn(t) = share * balance at the loss * min(1, (t - loss) / time)        of each pool, as far as it holds
 *
 * What sets it off is one loss of at least `trigger` of all pools together: an exploit, or canonical backing taken from
 * under a chain that a pool stands on. A further loss starts it anew on what is left. Withdrawals leave at par, first come
 * first served; a pool that they drain refuses transfers. Left out: providers who return, runs on rumours.
 */
import type { ResolvedModel } from "../model/resolved.ts";
import { drainPool } from "./liquidity.ts";
import type { Pools } from "./liquidity.ts";

export interface ProviderRuns {
  /** Per bridge: least share of the pools lost at once that sets off a run; Infinity: none does. */
  readonly trigger: Float64Array;
  readonly share: Float64Array;
  /** s */
  readonly time: Float64Array;
  /** s; Infinity: no run. */
  readonly beganAt: Float64Array;
  /** Per pool, USD at the peg: what the run takes in the end, and has taken. */
  readonly leaving: Float64Array;
  readonly left: Float64Array;
  /** Runs under way. */
  running: number;
  /** USD at the peg withdrawn since the latest advance began, and per bridge on this path. */
  withdrawn: number;
  readonly total: Float64Array;
}

/** The runs that a model's liquidity bridges can suffer. */
export function createProviderRuns(model: ResolvedModel, pools: Pools): ProviderRuns {
  const runs = model.bridges.map((bridge) =>
    bridge.kind === "liquidity" ? bridge.run : undefined,
  );
  return {
    trigger: Float64Array.from(runs, (run) => run?.trigger ?? Infinity),
    share: Float64Array.from(runs, (run) => run?.share ?? 0),
    time: Float64Array.from(runs, (run) => run?.time ?? 0),
    beganAt: new Float64Array(runs.length),
    leaving: new Float64Array(pools.start.length),
    left: new Float64Array(pools.start.length),
    running: 0,
    withdrawn: 0,
    total: new Float64Array(runs.length),
  };
}

/** Nobody runs. */
export function resetProviderRuns(runs: ProviderRuns): void {
  runs.beganAt.fill(Infinity);
  runs.running = 0;
  runs.withdrawn = 0;
  runs.total.fill(0);
}

/** `lost`, a share of all pools of a bridge together, is gone at `now`: its providers may run. */
export function fearLoss(
  runs: ProviderRuns,
  pools: Pools,
  bridge: number,
  lost: number,
  now: number,
): void {
  if (lost < runs.trigger[bridge]) return;
  settleRuns(runs, pools, now);
  if (runs.beganAt[bridge] === Infinity) runs.running++;
  runs.beganAt[bridge] = now;
  for (let pool = 0; pool < pools.start.length; pool++) {
    if (pools.bridge[pool] !== bridge) continue;
    runs.leaving[pool] = runs.share[bridge] * Math.max(0, pools.balance[pool]);
    runs.left[pool] = 0;
  }
}

/** Takes out of the pools what providers have withdrawn by `now`, not before the last settling. */
export function settleRuns(runs: ProviderRuns, pools: Pools, now: number): void {
  if (runs.running === 0) return;
  for (let pool = 0; pool < pools.start.length; pool++) {
    const bridge = pools.bridge[pool];
    if (runs.beganAt[bridge] === Infinity) continue;
    const due = runs.leaving[pool] * progress(runs, bridge, now) - runs.left[pool];
    const out = Math.min(due, Math.max(0, pools.balance[pool]));
    drainPool(pools, pool, out);
    runs.left[pool] += out;
    runs.withdrawn += out;
    runs.total[bridge] += out;
  }
  endRuns(runs, now);
}

function endRuns(runs: ProviderRuns, now: number): void {
  for (let bridge = 0; bridge < runs.beganAt.length; bridge++) {
    if (runs.beganAt[bridge] === Infinity || progress(runs, bridge, now) < 1) continue;
    runs.beganAt[bridge] = Infinity;
    runs.running--;
  }
}

/** Share of a run that is over. */
function progress(runs: ProviderRuns, bridge: number, now: number): number {
  const since = now - runs.beganAt[bridge];
  return since >= runs.time[bridge] ? 1 : since / runs.time[bridge];
}
