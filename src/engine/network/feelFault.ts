/**
 * Passes what happened to a component on to the part of the machinery that it is: one line per kind of component.
 *
 * A part reads the state that it needs from the faults, whatever the effect was: down, slow, degraded and censoring come
 * together. Members of committees have none of their own: their whole feels for them.
 */
import { retryStalled } from "../../bridges/transfers.ts";
import type { ComponentKind } from "../../reliability/components.ts";
import { CAME_UP, NO_EFFECT, STRUCK, WENT_DOWN } from "../../reliability/effects.ts";
import {
  ATTEMPT,
  COMPROMISE,
  EXPLOIT,
  INVALID_CLAIM,
  REORGANISATION,
  SOUNDNESS_BUG,
} from "../../reliability/modes.ts";
import { haltRollup, paceProver, restartRollup } from "../../rollup/outages.ts";
import { drawRollback, findDue } from "../../rollup/rollbacks.ts";
import { rebalancePools } from "./askTransfer.ts";
import { exploitBridge } from "./exploitBridge.ts";
import { repaceLegs } from "./journey.ts";
import type { Machinery } from "./machinery.ts";
import { reorganise } from "./reorganise.ts";
import {
  claimInvalidState,
  feelAvailability,
  feelCongestion,
  feelStop,
  forgeProofs,
  robChain,
} from "./strikes.ts";

/** @param index position in the model's list of its kind */
type Feel = (network: Machinery, index: number, effect: number, now: number) => void;

const feels: Readonly<Record<ComponentKind, Feel | null>> = {
  sequencer: feelSequencer,
  prover: feelProver,
  bridge: feelBridge,
  availability: feelLayer,
  chain: feelClaim,
  settlement: feelSettlement,
  node: null,
  member: null,
  signer: null,
};

/** @param effect of the latest event of `network.faults`, on its `component` */
export function feelFault(network: Machinery, effect: number, now: number): void {
  if (effect === NO_EFFECT) return;
  const { processes, component, mode } = network.faults;
  if (effect === STRUCK && mode === ATTEMPT) {
    network.attempt(component, now);
    return;
  }
  const { kind, index } = processes.components[component];
  feels[kind]?.(network, index, effect, now);
}

function feelSequencer(network: Machinery, sequencer: number, effect: number, now: number): void {
  const { capacity, slowdown, censors, component } = network.faults;
  const chains = network.chainsBehind[sequencer];
  const { rollbacks, chainRestartedAt, faults } = network;
  let freed = false;
  if (effect === WENT_DOWN)
    drawRollback(rollbacks, sequencer, chains, chainRestartedAt, faults.path, now);
  for (const chain of chains) {
    freed ||= network.chainCensored[chain] === 1 && censors[component] === 0;
    network.chainCapacity[chain] = capacity[component] / slowdown[component];
    network.chainCensored[chain] = censors[component] > 0 ? 1 : 0;
    if (effect === WENT_DOWN) haltRollup(network.rollup, chain, now);
    if (effect === CAME_UP) restartRollup(network.rollup, chain, now);
  }
  repaceLegs(network, now);
  if (freed) retryStalled(network.transfers, now);
  if (effect === WENT_DOWN || effect === CAME_UP) feelStatus(network, effect, now);
}

function feelProver(network: Machinery, prover: number, effect: number, now: number): void {
  const { causes, slowdown, capacity, component, mode, loss } = network.faults;
  if (effect === STRUCK) {
    if (mode === SOUNDNESS_BUG) forgeProofs(network, prover, loss, now);
    return;
  }
  const pace = causes[component] > 0 ? Infinity : slowdown[component] / capacity[component];
  paceProver(network.rollup, prover, pace, now);
}

function feelBridge(network: Machinery, bridge: number, effect: number, now: number): void {
  if (effect === STRUCK) {
    if (network.faults.mode === EXPLOIT) exploitBridge(network, bridge, network.faults.loss, now);
    return;
  }
  if (effect !== WENT_DOWN && effect !== CAME_UP) return;
  network.bridgeLive[bridge] = effect === CAME_UP ? 1 : 0;
  feelStatus(network, effect, now);
}

function feelLayer(network: Machinery, layer: number, effect: number, now: number): void {
  if (effect !== WENT_DOWN && effect !== CAME_UP) return;
  feelAvailability(network, layer, effect === WENT_DOWN, now);
  feelStatus(network, effect, now);
}

/** What strikes a chain strikes its backing. */
function feelClaim(network: Machinery, chain: number, effect: number, now: number): void {
  const { mode, loss } = network.faults;
  if (effect !== STRUCK) return;
  if (mode === INVALID_CLAIM) claimInvalidState(network, chain, loss, now);
  if (mode === COMPROMISE) robChain(network, chain, loss, now);
}

function feelSettlement(network: Machinery, _index: number, effect: number, now: number): void {
  const { slowdown, component, mode, depth } = network.faults;
  if (effect !== STRUCK) feelCongestion(network, slowdown[component], now);
  else if (mode === REORGANISATION) reorganise(network, depth, now);
}

/** What came up may let transfers land, pools be refilled and exits open. */
function feelStatus(network: Machinery, effect: number, now: number): void {
  feelStop(network, now);
  if (effect !== CAME_UP) return;
  retryStalled(network.transfers, now);
  rebalancePools(network, now);
  findDue(network.rollbacks, network.chainLive);
}
