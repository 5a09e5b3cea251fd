/** A rollup of one path, run to a time, told as plain rows. */
import type { ResolvedModel } from "../../src/model/resolved.ts";
import { createRegistry } from "../../src/random/streams.ts";
import { takeRollupEvent } from "../../src/rollup/events.ts";
import { createRollup, resetRollup } from "../../src/rollup/rollup.ts";
import type { Rollup } from "../../src/rollup/rollup.ts";

export function rollupOf(model: ResolvedModel, path = 0): Rollup {
  const rollup = createRollup(model, createRegistry("7"), false);
  resetRollup(rollup, path);
  return rollup;
}

/** Everything up to `to`; [s, batch] of every batch that took withdrawals out. */
export function runTo(rollup: Rollup, to: number): number[][] {
  const out: number[][] = [];
  while (rollup.nextAt <= to) {
    const at = rollup.nextAt;
    const batch = takeRollupEvent(rollup);
    if (batch >= 0) out.push([at, rollup.batches.number[batch]]);
  }
  return out;
}

/** [number, closed, proven] of a chain's batches. */
export function batchesOf({ batches }: Rollup, chain: number): number[][] {
  return Array.from({ length: batches.count }, (_, batch) => batch)
    .filter((batch) => batches.chain[batch] === chain)
    .map((batch) => [batches.number[batch], batches.closedAt[batch], batches.provenAt[batch]]);
}
