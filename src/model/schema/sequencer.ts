/**
 * Sequencers: one operator, or `nodes` of which a `quorum` must be up. Named under `sequencers`, or given inline by the
 * one chain that it serves.
 */

import { z } from "zod";
import { type Context, parseBlock, refuse } from "../context.ts";
import type { KeyPath } from "../problems.ts";
import type { Sequencer } from "../resolved/component.ts";
import { block, withoutBasis } from "./block.ts";
import { distribution } from "./distribution.ts";
import { faults } from "./fault.ts";
import { count, share } from "./quantity.ts";
import { resolveSecurity, security } from "./security.ts";

const shape = block({
  nodes: count(1, 1000).default(1),
  quorum: count(1, 1000).optional(),
  faults: faults("halt", "degrade", "censor"),
  security: security.optional(),
  restart: z
    .strictObject({
      backlog: z.enum(["delayed_first"]).optional(),
      rollback: block({
        probability: share,
        minutes: distribution("number", { low: 0, high: Infinity }),
      }).optional(),
    })
    .optional(),
});

/** The schema of one sequencer. */
export const sequencerSchema: z.ZodType = shape;

/** More than two thirds, as Byzantine agreement needs. */
function quorumOf(nodes: number): number {
  return Math.floor((2 * nodes) / 3) + 1;
}

/** Reads one sequencer under its name. */
export function readSequencer(
  context: Context,
  raw: unknown,
  name: string,
  path: KeyPath,
): Sequencer | null {
  const file = parseBlock(context, shape, raw, path);
  if (file === null) return null;
  if (file.quorum !== undefined && file.quorum > file.nodes) {
    refuse(
      context,
      [...path, "quorum"],
      `must be at most nodes (${file.nodes}), got ${file.quorum}`,
    );
  }
  const rollback = file.restart?.rollback;
  return {
    name,
    faults: file.faults,
    ...(file.nodes > 1 && {
      committee: { nodes: file.nodes, quorum: file.quorum ?? quorumOf(file.nodes) },
    }),
    ...resolveSecurity(context, file.security, [...path, "security"], {
      lasts: true,
      takes: false,
    }),
    ...(file.restart?.backlog === "delayed_first" && { delayedFirst: true }),
    ...(rollback !== undefined && rollback.probability > 0 && { rollback: withoutBasis(rollback) }),
  };
}
