/** Runs on the vaults of one path: what each is measured against, when one is due, what has left. */
import type { ResolvedModel } from "../../model/resolved.ts";

export interface VaultRuns {
  /** Venues whose vault may be run on. */
  readonly venues: readonly number[];
  readonly start: Float64Array;
  /** USD, worth at the start or after the last run, by venue, as all below. */
  readonly base: Float64Array;
  /** s; Infinity: none is. */
  readonly dueAt: Float64Array;
  /** Units of the settlement asset. */
  readonly withdrawn: Float64Array;
}

export function createVaultRuns({ venues }: ResolvedModel): VaultRuns {
  return {
    venues: venues.flatMap(({ run }, venue) => (run === undefined ? [] : [venue])),
    start: Float64Array.from(venues, ({ waterfall }) =>
      waterfall.reduce((sum, step) => sum + (step.kind === "vault" ? step.amount : 0), 0),
    ),
    base: new Float64Array(venues.length),
    dueAt: new Float64Array(venues.length),
    withdrawn: new Float64Array(venues.length),
  };
}

export function resetVaultRuns(runs: VaultRuns): void {
  runs.base.set(runs.start);
  runs.dueAt.fill(Infinity);
  runs.withdrawn.fill(0);
}
