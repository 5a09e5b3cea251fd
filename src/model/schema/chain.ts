/**
 * Chains: rollups and their relatives, each kind with its own keys.
 *
 * Simulated are `optimistic` (batches wait out a challenge window), `zk` and `validium` (batches wait for a prover).
 */

import { z } from "zod";
import { type Context, indexOf, namesOf, parseBlock, refuse } from "../context.ts";
import type { Path } from "../problems.ts";
import type { Chain, Sequencer } from "../resolved.ts";
import { isMapping, valueAt } from "../tree.ts";
import { block } from "./block.ts";
import { shareDistribution } from "./distribution.ts";
import { amount, count, flow, positiveTime, rate, share, time } from "./quantity.ts";
import { security } from "./security.ts";
import { readSequencer, sequencerSchema } from "./sequencer.ts";

const watchers = block({ count: count(0, 1e6), liveness: share, common: share.default(0) });

const every = {
  sequencer: z.union([z.string(), sequencerSchema]).optional(),
  value_locked: amount.default(0),
  escape_hatch: block({ delay: time, capacity: flow }).optional(),
  availability: z.string().optional(),
  security: security.optional(),
};

const rollup = { ...every, posting_delay: time.default(0), batch_interval: time.default(0) };
const proven = { ...rollup, prover: z.string().optional(), execution_delay: time.default(0) };

const kinds = {
  optimistic: block({
    kind: z.literal("optimistic"),
    ...rollup,
    challenge_window: time,
    watchers: watchers.optional(),
    invalid_claim: block({ rate, loss: shareDistribution }).optional(),
  }),
  zk: block({ kind: z.literal("zk"), ...proven }),
  validium: block({ kind: z.literal("validium"), ...proven }),
  sidechain: block({
    kind: z.literal("sidechain"),
    ...every,
    signers: block({
      count: count(1, 1000),
      threshold: count(1, 1000),
      compromise_rate: rate,
    }).optional(),
  }),
  plasma: block({
    kind: z.literal("plasma"),
    ...every,
    exit_window: positiveTime,
    exit_capacity: flow.optional(),
    watchers: watchers.optional(),
  }),
  channel: block({
    kind: z.literal("channel"),
    ...every,
    counterparties: block({ count: count(1, 1e6), liveness: share }),
    dispute_window: positiveTime,
  }),
};

const shape = z.discriminatedUnion("kind", [
  kinds.optimistic,
  kinds.zk,
  kinds.validium,
  kinds.sidechain,
  kinds.plasma,
  kinds.channel,
]);

type ChainFile = z.output<typeof shape>;

/** The schema of one chain. */
export const chainSchema: z.ZodType = shape;

/** The name of the sequencer that a chain gives inline; no named sequencer can have a dot. */
function inlineName(chain: string): string {
  return `chains.${chain}.sequencer`;
}

/** The sequencers that chains give inline, in the order of their chains. */
export function readInlineSequencers(context: Context): Sequencer[] {
  return chainsWithInline(context).flatMap((chain) => {
    const path = ["chains", chain, "sequencer"];
    const sequencer = readSequencer(context, valueAt(context.tree, path), inlineName(chain), path);
    return sequencer === null ? [] : [sequencer];
  });
}

function chainsWithInline(context: Context): string[] {
  return namesOf(context, "chains").filter((chain) =>
    isMapping(valueAt(context.tree, ["chains", chain, "sequencer"])),
  );
}

/** Reads one chain under its name; null for a kind that is not simulated. */
export function readChain(context: Context, raw: unknown, name: string, path: Path): Chain | null {
  const file = parseBlock(context, shape, withoutInline(raw), path);
  if (file === null) return null;
  if (
    file.kind === "sidechain" &&
    file.signers !== undefined &&
    file.signers.threshold > file.signers.count
  ) {
    refuse(
      context,
      [...path, "signers", "threshold"],
      `must be at most count (${file.signers.count})`,
    );
  }
  if (file.kind === "sidechain" || file.kind === "plasma" || file.kind === "channel") return null;
  const prover = file.kind === "optimistic" ? undefined : file.prover;
  if (prover !== undefined && file.batch_interval === 0) {
    refuse(context, [...path, "batch_interval"], "must be above 0 for a chain with a prover");
  }
  return {
    name,
    kind: file.kind,
    sequencer: sequencerIndex(context, raw, file, name),
    prover: prover === undefined ? -1 : indexOf(context, "provers", prover),
    batchInterval: file.batch_interval,
    postingDelay: file.posting_delay,
    challengeWindow: file.kind === "optimistic" ? file.challenge_window : 0,
    executionDelay: file.kind === "optimistic" ? 0 : file.execution_delay,
    valueLocked: file.value_locked,
  };
}

/** An inline sequencer is read, and its mistakes reported, by `readInlineSequencers`. */
function withoutInline(raw: unknown): unknown {
  if (!isMapping(raw) || !isMapping(raw["sequencer"])) return raw;
  const { sequencer: _inline, ...rest } = raw;
  return rest;
}

function sequencerIndex(context: Context, raw: unknown, file: ChainFile, name: string): number {
  if (isMapping((raw as { sequencer?: unknown }).sequencer)) {
    return namesOf(context, "sequencers").length + chainsWithInline(context).indexOf(name);
  }
  return typeof file.sequencer === "string" ? indexOf(context, "sequencers", file.sequencer) : -1;
}
