/**
 * What a component's clock counts down to: every kind of random event of the model in one shape, with nothing left out.
 */
import type { Distribution } from "../model/resolved/distribution.ts";
import type { FaultMode, FaultModeName, Security } from "../model/resolved/fault.ts";
import type { Congestion, Reorganisation } from "../model/resolved/settlement.ts";

export interface FaultLaw {
  readonly mode: FaultModeName;
  /** Per second. */
  readonly rate: number;
  /** s; null: over at once, or never (`compromise`). */
  readonly duration: Distribution | null;
  /** Exponent of the market stress multiplier. */
  readonly stress: number;
  /** Factor on the load, and the lag with which it is felt, s. */
  readonly load: number;
  readonly loadLag: number;
  readonly aftershock: { readonly probability: number; readonly window: number } | null;
  /** Work takes this many times as long. */
  readonly slowdown: number;
  /** Share of the capacity that is left. */
  readonly capacity: number;
  /** Share of the backing that is taken; s that are undone. */
  readonly loss: Distribution | null;
  readonly depth: Distribution | null;
}

/** A mode of a `faults` list, or what a common cause does to those it strikes. */
export function lawOf(
  fault: Omit<FaultMode, "duration"> & { readonly duration: Distribution | null },
): FaultLaw {
  const { load, aftershock = null, capacity = 1, ...rest } = fault;
  const felt = { load: load?.factor ?? 0, loadLag: load?.lag ?? 0 };
  return { ...rest, ...felt, aftershock, capacity, depth: null };
}

/** A strike at a constant rate: it takes, or it tries to. */
export function strikeLaw(
  mode: FaultModeName,
  rate: number,
  loss: Distribution | null = null,
): FaultLaw {
  return {
    mode,
    rate,
    duration: null,
    stress: 0,
    load: 0,
    loadLag: 0,
    aftershock: null,
    slowdown: 1,
    capacity: 1,
    loss,
    depth: null,
  };
}

/** The settlement layer's congestion. */
export function congestionLaw({ rate, duration, slowdown, stress }: Congestion): FaultLaw {
  return { ...strikeLaw("congestion", rate), duration, slowdown, stress };
}

/** The settlement layer's reorganisations. */
export function reorganisationLaw({ rate, depth }: Reorganisation): FaultLaw {
  return { ...strikeLaw("reorganisation", rate), depth };
}

/** Attempts on a component; none where nobody tries. */
export function attemptLaws(security: Security | undefined): FaultLaw[] {
  return security === undefined ? [] : [strikeLaw("attempt", security.attempts)];
}
