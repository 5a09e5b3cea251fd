/**
 * Chains: rollups and their relatives, each kind with its own keys.
 *
 * `optimistic` (batches wait out a challenge window), `zk` and `validium` (batches wait for a prover), `plasma` (an exit
 * game), `channel` (closed by its counterparties, or after a dispute window), `sidechain` (signers hold its bridge).
 */

import { z } from "zod";
import { type Context, indexOf, namesOf, parseBlock, refuse } from "../context.ts";
import type { KeyPath } from "../problems.ts";
import type { Chain } from "../resolved/chain.ts";
import type { Sequencer } from "../resolved/component.ts";
import type { Distribution } from "../resolved/distribution.ts";
import { isMapping, valueAt } from "../tree.ts";
import { block, withoutBasis } from "./block.ts";
import { shareDistribution } from "./distribution.ts";
import { amount, count, flow, positiveTime, rate, share, time } from "./quantity.ts";
import { type Effect, resolveSecurity, security } from "./security.ts";
import { readSequencer, sequencerSchema } from "./sequencer.ts";

const contested = {
  watchers: block({ count: count(0, 1e6), liveness: share, common: share.default(0) }).optional(),
  invalid_claim: block({ rate, loss: shareDistribution }).optional(),
};

/** Whoever holds the keys of a bridge can take all of it. */
const all: Distribution = { kind: "constant", value: 1 };

const every = {
  sequencer: z.union([z.string(), sequencerSchema]).optional(),
  value_locked: amount.default(0),
  escape_hatch: block({ delay: time, capacity: flow }).optional(),
  mass_exit: block({ share, patience: time }).optional(),
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
    ...contested,
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
      loss: shareDistribution.optional(),
    }).optional(),
  }),
  plasma: block({
    kind: z.literal("plasma"),
    ...every,
    exit_window: positiveTime,
    exit_capacity: flow.optional(),
    ...contested,
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

/** Reads one chain under its name. */
export function readChain(
  context: Context,
  raw: unknown,
  name: string,
  path: KeyPath,
): Chain | null {
  const file = parseBlock(context, shape, withoutInline(raw), path);
  if (file === null) return null;
  checkSigners(context, file, path);
  checkMassExit(context, file, path);
  const proves = file.kind === "zk" || file.kind === "validium";
  const batches = proves || file.kind === "optimistic";
  const prover = proves ? file.prover : undefined;
  if (prover !== undefined && proves && file.batch_interval === 0) {
    refuse(context, [...path, "batch_interval"], "must be above 0 for a chain with a prover");
  }
  return {
    name,
    kind: file.kind,
    sequencer: sequencerIndex(context, raw, file, name),
    prover: prover === undefined ? -1 : indexOf(context, "provers", prover),
    batchInterval: batches ? file.batch_interval : 0,
    postingDelay: batches ? file.posting_delay : 0,
    challengeWindow: windowOf(file),
    executionDelay: proves ? file.execution_delay : 0,
    valueLocked: file.value_locked,
    ...outsideHelp(context, file),
    ...opponents(file),
    ...resolveSecurity(context, file.security, [...path, "security"], attackOn(file)),
  };
}

/** How long others may object. */
function windowOf(file: ChainFile): number {
  switch (file.kind) {
    case "optimistic":
      return file.challenge_window;
    case "plasma":
      return file.exit_window;
    case "channel":
      return file.dispute_window;
    default:
      return 0;
  }
}

type Parts = Partial<{ -readonly [Key in keyof Chain]: Chain[Key] }>;

/** Where data lie and how value gets out by force. */
function outsideHelp(context: Context, file: ChainFile): Parts {
  const parts: Parts = {};
  if (file.availability !== undefined) {
    const index = namesOf(context, "availability").indexOf(file.availability);
    // `onchain` and `none` may be named without an entry: they never fail.
    if (index >= 0) parts.availability = index;
  }
  if (file.escape_hatch !== undefined) parts.escapeHatch = withoutBasis(file.escape_hatch);
  if (file.mass_exit !== undefined) parts.massExit = withoutBasis(file.mass_exit);
  if (file.kind === "plasma" && file.exit_capacity !== undefined)
    parts.exitCapacity = file.exit_capacity;
  return parts;
}

/** Who can steal, who looks, who must agree. */
function opponents(file: ChainFile): Parts {
  const parts: Parts = {};
  if (file.kind === "optimistic" || file.kind === "plasma") {
    if (file.watchers !== undefined) parts.watchers = withoutBasis(file.watchers);
    if (file.invalid_claim !== undefined) parts.invalidClaim = withoutBasis(file.invalid_claim);
  }
  if (file.kind === "channel") parts.counterparties = withoutBasis(file.counterparties);
  if (file.kind === "sidechain" && file.signers !== undefined) {
    const { count: signers, threshold, compromise_rate: compromiseRate, loss } = file.signers;
    parts.signers = { count: signers, threshold, compromiseRate, loss: loss ?? all };
  }
  return parts;
}

/** What an attack on a chain takes, or why there is none. */
function attackOn(file: ChainFile): Effect | string {
  switch (file.kind) {
    case "optimistic":
    case "plasma":
      return { lasts: false, takes: true, ownLoss: file.invalid_claim?.loss };
    case "sidechain":
      return { lasts: false, takes: true, ownLoss: file.signers?.loss ?? all };
    default:
      return `has no meaning on a chain of kind '${file.kind}'`;
  }
}

function checkSigners(context: Context, file: ChainFile, path: KeyPath): void {
  if (file.kind !== "sidechain" || file.signers === undefined) return;
  const { count: signers, threshold } = file.signers;
  if (threshold <= signers) return;
  refuse(context, [...path, "signers", "threshold"], `must be at most count (${signers})`);
}

/** Value leaves a chain that stands still by force or not at all. */
function checkMassExit(context: Context, file: ChainFile, path: KeyPath): void {
  if (file.mass_exit === undefined || file.kind === "plasma" || file.escape_hatch !== undefined)
    return;
  refuse(context, [...path, "mass_exit"], "needs an escape_hatch");
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
