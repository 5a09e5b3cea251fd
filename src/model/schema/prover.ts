/** Provers: workers behind a first-in-first-out queue of batches, serving one or several chains. */

import { z } from "zod";
import { type Context, parseBlock } from "../context.ts";
import type { KeyPath } from "../problems.ts";
import type { Prover } from "../resolved/component.ts";
import { block, withoutBasis } from "./block.ts";
import { duration, shareDistribution } from "./distribution.ts";
import { faults } from "./fault.ts";
import { count, rate } from "./quantity.ts";

const shape = block({
  workers: count(1, 100_000).default(1),
  proof_time: duration,
  faults: faults("halt", "slow"),
  halt_loses_work: z.boolean().default(false),
  aggregation: block({ batches: count(1, 1e6), time: duration }).optional(),
  soundness_bug: block({ rate, loss: shareDistribution }).optional(),
});

/** The schema of one prover. */
export const proverSchema: z.ZodType = shape;

/** Reads one prover under its name. */
export function readProver(
  context: Context,
  raw: unknown,
  name: string,
  path: KeyPath,
): Prover | null {
  const file = parseBlock(context, shape, raw, path);
  if (file === null) return null;
  const { aggregation, soundness_bug } = file;
  return {
    name,
    workers: file.workers,
    proofTime: file.proof_time,
    faults: file.faults,
    ...(file.halt_loses_work && { haltLosesWork: true }),
    ...(aggregation !== undefined && { aggregation: withoutBasis(aggregation) }),
    ...(soundness_bug !== undefined && { soundnessBug: withoutBasis(soundness_bug) }),
  };
}
