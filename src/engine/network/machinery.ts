/**
 * The machinery under the book on one path: faults, chains, provers, bridges and transfers, put together.
 *
 * Faults never see the book. Only trading is on a grid: `advanceMachinery` lets everything up to a step's end happen at its
 * own exact time, `askTransfer` is what the book may ask in between. Nothing is allocated once the logs have grown to the
 * longest path; columns inside `faults.log` and `rollup.batches`, too, are replaced when they grow.
 */
import { createBridges, resetBridges } from "../../bridges/bridges.ts";
import { createExits } from "../../bridges/exits.ts";
import type { Exits } from "../../bridges/exits.ts";
import { createExploitLog } from "../../bridges/exploitLog.ts";
import type { Conditions } from "../../bridges/conditions.ts";
import type { Network } from "../../bridges/network.ts";
import { rebalancingRoutes } from "../../bridges/rebalance.ts";
import type { Route } from "../../bridges/routes.ts";
import {
  type TransferRequest,
  createRequest,
  createTransfers,
  resetTransfers,
} from "../../bridges/transfers.ts";
import { REBALANCE } from "../../bridges/transferWords.ts";
import type { ResolvedModel } from "../../model/resolved.ts";
import { CHAIN_TRAITS } from "../../model/resolved/chainTraits.ts";
import type { StreamRegistry } from "../../random/streams.ts";
import { compileFaultProcesses } from "../../reliability/faultProcesses.ts";
import { resetFaults } from "../../reliability/faults.ts";
import { createFaults } from "../../reliability/faultState.ts";
import type { Faults } from "../../reliability/faultState.ts";
import { resetUptime } from "../../reliability/uptime.ts";
import type { EscapeHatches } from "../../rollup/escapeHatch.ts";
import { type Rollbacks, createRollbacks, resetRollbacks } from "../../rollup/rollbacks.ts";
import { createRollup, resetRollup } from "../../rollup/rollup.ts";
import type { Rollup } from "../../rollup/rollup.ts";

export interface Machinery extends Network {
  readonly faults: Faults;
  readonly rollup: Rollup;
  /** The rollup's own: requests and mass exits wait in one queue. */
  readonly hatches: EscapeHatches;
  readonly exits: Exits;
  readonly rollbacks: Rollbacks;
  /** Per sequencer: the chains behind it. */
  readonly chainsBehind: readonly (readonly number[])[];
  /** Per chain: 1 if the settlement layer can force something into it. */
  readonly forcible: Uint8Array;
  /** Per chain: 1 if the settlement layer orders it: what is undone there is undone on it. */
  readonly ordered: Uint8Array;
  /** Per bridge: the chain whose canonical bridge it is; -1: it is of another kind. */
  readonly canonicalOf: Int32Array;
  /** Per chain: shared bridges that stand on it. */
  readonly sharedOn: readonly (readonly number[])[];
  /** Thefts of canonical backing since the latest advance began that shared bridges have felt. */
  theftsFelt: number;
  /** Per asset: 1 if it is cash. */
  readonly isCash: Uint8Array;
  /** Judges an attempt on a component, and carries it out where it pays: the engine's, which sees the book. */
  attempt: (component: number, now: number) => void;
  /** Of the request that is being looked at; reused. */
  readonly conditions: Conditions;
  /** Of the pool that is being refilled; reused. */
  readonly rebalance: TransferRequest;
  /** Ways from pool to pool, row-major. */
  readonly rebalancing: readonly (readonly Route[])[];
}

/**
 * Compiles the machinery of a model; `resetMachinery` starts a path.
 *
 * @param registry streams of the run's seed
 * @param logBatches whether `rollup.batches` must hold every batch, also of chains that prove nothing
 * @param booked USD of canonically bridged assets that the book holds at the start, by chain; absent: none
 * @throws Error if two random streams collide or a forced fault names no component
 */
export function createMachinery(
  model: ResolvedModel,
  registry: StreamRegistry,
  logBatches: boolean = false,
  booked?: Float64Array,
): Machinery {
  const faults = createFaults(compileFaultProcesses(model, registry));
  const rollup = createRollup(model, registry, logBatches, booked);
  const bridges = createBridges(model);
  const exits = createExits(model);
  return {
    faults,
    rollup,
    hatches: rollup.hatches,
    bridges,
    transfers: createTransfers(),
    exits,
    rollbacks: createRollbacks(model, registry),
    exploits: createExploitLog(),
    chainsBehind: model.sequencers.map((_, sequencer) =>
      model.chains.flatMap((chain, index) => (chain.sequencer === sequencer ? [index] : [])),
    ),
    forcible: Uint8Array.from(model.chains, ({ escapeHatch }) =>
      escapeHatch === undefined ? 0 : 1,
    ),
    ordered: Uint8Array.from(model.chains, ({ kind }) => (CHAIN_TRAITS[kind].ordered ? 1 : 0)),
    canonicalOf: Int32Array.from(model.bridges, (bridge) =>
      bridge.kind === "canonical" ? bridge.chain : -1,
    ),
    sharedOn: model.chains.map((_, chain) =>
      model.bridges.flatMap((bridge, index) =>
        bridge.kind === "shared" && bridge.chains.includes(chain) ? [index] : [],
      ),
    ),
    theftsFelt: 0,
    isCash: Uint8Array.from(model.market.assets, ({ kind }) => (kind === "cash" ? 1 : 0)),
    attempt: () => {},
    conditions: {
      chainLive: rollup.status.up,
      exitsFrozen: rollup.freezes,
      censored: 0,
      withdrawal: 0,
      escape: Infinity,
    },
    rebalance: { ...createRequest(), purpose: REBALANCE, asset: -1 },
    rebalancing: rebalancingRoutes(model, bridges.pools),
    chainLive: rollup.status.up,
    chainCapacity: new Float64Array(model.chains.length),
    chainCensored: new Uint8Array(model.chains.length),
    chainBackingRatio: rollup.backing.ratio,
    chainHaltedAt: rollup.status.wentDownAt,
    chainRestartedAt: rollup.status.cameUpAt,
    chainDowntime: rollup.status.downtime,
    chainExitBlockedSeconds: exits.status.downtime,
    exitOpen: exits.status.up,
    bridgeLive: bridges.live,
    backing: bridges.backings.backing,
    claims: bridges.backings.claims,
    exploitedAt: bridges.backings.exploitedAt,
    poolBalance: bridges.pools.balance,
    congestion: 1,
    refusal: -1,
    now: 0,
  };
}

/** From now on everything that is drawn is drawn under another path number; what is pending stands. */
export function drawMachineryUnder({ faults, rollup }: Machinery, path: number): void {
  faults.path = path;
  rollup.path = path;
}

/**
 * Starts path `path` at t = 0: everything up, full, backed and empty. What happened on other paths leaves no trace.
 * @param tilted whether the model's tilts act on it
 */
export function resetMachinery(machinery: Machinery, path: number, tilted: boolean = true): void {
  resetFaults(machinery.faults, path, tilted);
  resetRollup(machinery.rollup, path);
  resetBridges(machinery.bridges);
  resetTransfers(machinery.transfers);
  resetUptime(machinery.exits.status);
  resetRollbacks(machinery.rollbacks);
  machinery.exploits.count = 0;
  machinery.theftsFelt = 0;
  machinery.chainCapacity.fill(1);
  machinery.chainCensored.fill(0);
  machinery.congestion = 1;
  machinery.refusal = -1;
  machinery.now = 0;
}
