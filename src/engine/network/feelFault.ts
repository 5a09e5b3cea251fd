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
  stealFromChain,
} from "./strikes.ts";

/** @param index position in the model's list of its kind */
type Feel = (machinery: Machinery, index: number, effect: number, now: number) => void;

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

/** @param effect of the latest event of `machinery.faults`, on its `component` */
export function feelFault(machinery: Machinery, effect: number, now: number): void {
  if (effect === NO_EFFECT) return;
  const { processes, component, mode } = machinery.faults;
  if (effect === STRUCK && mode === ATTEMPT) {
    machinery.attempt(component, now);
    return;
  }
  const { kind, index } = processes.components[component];
  feels[kind]?.(machinery, index, effect, now);
}

function feelSequencer(machinery: Machinery, sequencer: number, effect: number, now: number): void {
  const { capacity, slowdown, censors, component } = machinery.faults;
  const chains = machinery.chainsBehind[sequencer];
  const { rollbacks, chainRestartedAt, faults } = machinery;
  let freed = false;
  if (effect === WENT_DOWN)
    drawRollback(rollbacks, sequencer, chains, chainRestartedAt, faults.path, now);
  for (const chain of chains) {
    freed ||= machinery.chainCensored[chain] === 1 && censors[component] === 0;
    machinery.chainCapacity[chain] = capacity[component] / slowdown[component];
    machinery.chainCensored[chain] = censors[component] > 0 ? 1 : 0;
    if (effect === WENT_DOWN) haltRollup(machinery.rollup, chain, now);
    if (effect === CAME_UP) restartRollup(machinery.rollup, chain, now);
  }
  repaceLegs(machinery, now);
  if (freed) retryStalled(machinery.transfers, now);
  if (effect === WENT_DOWN || effect === CAME_UP) feelStatus(machinery, effect, now);
}

function feelProver(machinery: Machinery, prover: number, effect: number, now: number): void {
  const { causes, slowdown, capacity, component, mode, loss } = machinery.faults;
  if (effect === STRUCK) {
    if (mode === SOUNDNESS_BUG) forgeProofs(machinery, prover, loss, now);
    return;
  }
  const pace = causes[component] > 0 ? Infinity : slowdown[component] / capacity[component];
  paceProver(machinery.rollup, prover, pace, now);
}

function feelBridge(machinery: Machinery, bridge: number, effect: number, now: number): void {
  if (effect === STRUCK) {
    if (machinery.faults.mode === EXPLOIT)
      exploitBridge(machinery, bridge, machinery.faults.loss, now);
    return;
  }
  if (effect !== WENT_DOWN && effect !== CAME_UP) return;
  machinery.bridgeLive[bridge] = effect === CAME_UP ? 1 : 0;
  feelStatus(machinery, effect, now);
}

function feelLayer(machinery: Machinery, layer: number, effect: number, now: number): void {
  if (effect !== WENT_DOWN && effect !== CAME_UP) return;
  feelAvailability(machinery, layer, effect === WENT_DOWN, now);
  feelStatus(machinery, effect, now);
}

/** What strikes a chain strikes its backing. */
function feelClaim(machinery: Machinery, chain: number, effect: number, now: number): void {
  const { mode, loss } = machinery.faults;
  if (effect !== STRUCK) return;
  if (mode === INVALID_CLAIM) claimInvalidState(machinery, chain, loss, now);
  if (mode === COMPROMISE) stealFromChain(machinery, chain, loss, now);
}

function feelSettlement(machinery: Machinery, _index: number, effect: number, now: number): void {
  const { slowdown, component, mode, depth } = machinery.faults;
  if (effect !== STRUCK) feelCongestion(machinery, slowdown[component], now);
  else if (mode === REORGANISATION) reorganise(machinery, depth, now);
}

/** What came up may let transfers land, pools be refilled and exits open. */
function feelStatus(machinery: Machinery, effect: number, now: number): void {
  feelStop(machinery, now);
  if (effect !== CAME_UP) return;
  retryStalled(machinery.transfers, now);
  rebalancePools(machinery, now);
  findDue(machinery.rollbacks, machinery.chainLive);
}
