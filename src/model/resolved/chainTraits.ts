/** What sets the kinds of chains apart wherever that is more than how they settle. A new kind must answer here. */
import type { Chain, ChainKind } from "./chain.ts";

export interface ChainTraits {
  /** The settlement layer orders it: what is undone there is undone on it. Else it has a consensus of its own. */
  readonly ordered: boolean;
  /** An invalid claim on its state waits for whoever challenges it. */
  readonly contested: boolean;
  /** Without an escape hatch it is left through its exit game, after its challenge window. */
  readonly exitGame: boolean;
  /** Signers hold its bridge, and can take what is there at once. */
  readonly signed: boolean;
}

const rollup: ChainTraits = { ordered: true, contested: false, exitGame: false, signed: false };

/** The traits of every kind. */
export const CHAIN_TRAITS: Readonly<Record<ChainKind, ChainTraits>> = {
  optimistic: { ...rollup, contested: true },
  zk: rollup,
  validium: rollup,
  plasma: { ...rollup, contested: true, exitGame: true },
  channel: { ...rollup, ordered: false },
  sidechain: { ...rollup, ordered: false, signed: true },
};

/** Whether a chain can be left by force while its sequencer stands still. */
export function leavesByForce({ kind, escapeHatch }: Chain): boolean {
  return escapeHatch !== undefined || CHAIN_TRAITS[kind].exitGame;
}
