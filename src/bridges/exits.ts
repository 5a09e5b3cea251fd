/**
 * For how long value could not leave a chain.
 *
 * An exit is open while the chain is live and one of its ways out is: a canonical bridge that is not paused, a liquidity
 * or shared bridge that is not paused and leads to another live chain, a lock_mint bridge that is not stopped. A chain that
 * has no bridge at all is only ever blocked by its own outage. A halted chain is left through its escape hatch, unless its
 * exits are frozen or its canonical bridges paused. Left out: how much a way can take.
 */
import type { ResolvedModel } from "../model/resolved.ts";
import type { Bridge } from "../model/resolved/bridge.ts";
import { leavesByForce } from "../model/resolved/chainTraits.ts";
import { createUptime, markDown, markUp } from "../reliability/uptime.ts";
import type { Uptime } from "../reliability/uptime.ts";

interface WayOut {
  readonly bridge: number;
  /** Whether it is canonical: it leads nowhere while the chain's exits are frozen. */
  readonly canonical: boolean;
  /** Chains of which one must be live; empty: it does not matter. */
  readonly onto: readonly number[];
}

export interface Exits {
  /** Ways out, per chain. */
  readonly ways: readonly (readonly WayOut[])[];
  /** Per chain: whether there is a way out by force. */
  readonly hatch: readonly boolean[];
  /** Per chain: up while an exit is open. */
  readonly status: Uptime;
}

/** The ways out of every chain of a model. */
export function createExits(model: ResolvedModel): Exits {
  const ways = model.chains.map((_, chain) =>
    model.bridges.flatMap((bridge, index) => {
      const onto = ontoFrom(bridge, chain);
      return onto === null ? [] : [{ bridge: index, canonical: bridge.kind === "canonical", onto }];
    }),
  );
  return {
    ways,
    hatch: model.chains.map(leavesByForce),
    status: createUptime(model.chains.length),
  };
}

/** Where a bridge leads from `chain`; null: it does not touch the chain. */
function ontoFrom(bridge: Bridge, chain: number): readonly number[] | null {
  switch (bridge.kind) {
    case "canonical":
      return bridge.chain === chain ? [] : null;
    case "lock_mint":
      return bridge.from === chain || bridge.to === chain ? [] : null;
    case "shared":
      return bridge.chains.includes(chain)
        ? bridge.chains.filter((other) => other !== chain)
        : null;
    case "liquidity": {
      const others = bridge.pools.map((pool) => pool.chain).filter((other) => other !== chain);
      return others.length > 0 && others.length < bridge.pools.length ? others : null;
    }
  }
}

/**
 * Looks at every chain's exits after a chain, a bridge or the canonical exits of a chain stopped or opened at `now`.
 *
 * @param frozen per chain: causes that freeze its canonical exits
 */
export function reviewExits(
  exits: Exits,
  chainLive: Uint8Array,
  bridgeLive: Uint8Array,
  frozen: Int32Array,
  now: number,
): void {
  for (let chain = 0; chain < chainLive.length; chain++) {
    const ways = exits.ways[chain];
    const open =
      (chainLive[chain] === 1 && hasWayOut(ways, chainLive, bridgeLive, frozen[chain] > 0)) ||
      (exits.hatch[chain] && frozen[chain] === 0 && paysOut(ways, bridgeLive));
    if (open === (exits.status.up[chain] === 1)) continue;
    if (open) markUp(exits.status, chain, now);
    else markDown(exits.status, chain, now);
  }
}

function hasWayOut(
  ways: readonly WayOut[],
  chainLive: Uint8Array,
  bridgeLive: Uint8Array,
  frozen: boolean,
): boolean {
  if (ways.length === 0) return !frozen;
  for (const { bridge, canonical, onto } of ways) {
    if (canonical && frozen) continue;
    if (bridgeLive[bridge] === 1 && leadsToLive(onto, chainLive)) return true;
  }
  return false;
}

/** Whether what pays by force is there: a canonical bridge that is not paused, or none in the model. */
function paysOut(ways: readonly WayOut[], bridgeLive: Uint8Array): boolean {
  const canonical = ways.filter((way) => way.canonical);
  return canonical.length === 0 || canonical.some(({ bridge }) => bridgeLive[bridge] === 1);
}

function leadsToLive(onto: readonly number[], chainLive: Uint8Array): boolean {
  for (const chain of onto) if (chainLive[chain] === 1) return true;
  return onto.length === 0;
}
