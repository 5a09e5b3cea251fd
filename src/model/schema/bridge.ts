/**
 * Bridges: `canonical` (as slow as its chain's proof system), `liquidity` (pools on several chains), `lock_mint` (a
 * wrapped claim on locked backing), `shared` (one backing under several chains).
 */

import { z } from "zod";
import { type Context, fieldOf, indexOf, isKnown, parseBlock, refuse } from "../context.ts";
import { type KeyPath, show } from "../problems.ts";
import type { Bridge } from "../resolved/bridge.ts";
import { block, byName, withoutBasis } from "./block.ts";
import { faults } from "./fault.ts";
import { amount, flow, positiveAmount, quantity, share, time } from "./quantity.ts";
import { type Effect, resolveSecurity, security } from "./security.ts";

const every = { faults: faults("pause", "exploit"), security: security.optional() };

/** Its keys are bought: a share of what stands behind it is taken, and it stops a while later. */
const attack: Effect = { lasts: true, takes: true };

const shape = z.discriminatedUnion("kind", [
  block({ kind: z.literal("canonical"), chain: z.string(), ...every }),
  block({
    kind: z.literal("liquidity"),
    pools: byName(amount),
    latency: time.default(0),
    fee: quantity("number", { min: 0, below: 1 }).default(0),
    rebalance: z.array(z.string()).default([]),
    run: block({
      trigger: quantity("number", { above: 0, max: 1 }),
      share,
      time: time.default(0),
    }).optional(),
    ...every,
  }),
  block({
    kind: z.literal("lock_mint"),
    from: z.string(),
    to: z.string(),
    locked: positiveAmount,
    confirmations: time.default(0),
    limit: flow.optional(),
    ...every,
  }),
  block({
    kind: z.literal("shared"),
    chains: z.array(z.string()).min(2),
    backing: positiveAmount,
    latency: time.default(0),
    ...every,
  }),
]);

type BridgeFile<Kind> = Extract<z.output<typeof shape>, { kind: Kind }>;

/** The schema of one bridge. */
export const bridgeSchema: z.ZodType = shape;

/** Reads one bridge under its name; null after reporting what is wrong with it. */
export function readBridge(
  context: Context,
  raw: unknown,
  name: string,
  path: KeyPath,
): Bridge | null {
  const file = parseBlock(context, shape, raw, path);
  if (file === null) return null;
  if (file.kind === "canonical") {
    return {
      kind: file.kind,
      name,
      chain: indexOf(context, "chains", file.chain),
      faults: file.faults,
      ...resolveSecurity(context, file.security, [...path, "security"], attack),
    };
  }
  if (file.kind === "liquidity") return resolveLiquidity(context, file, name, path);
  if (file.kind === "shared") return resolveShared(context, file, name, path);
  return resolveLockMint(context, file, name, path);
}

function resolveLiquidity(
  context: Context,
  file: BridgeFile<"liquidity">,
  name: string,
  path: KeyPath,
): Bridge {
  const chains = Object.keys(file.pools);
  if (chains.length < 2)
    refuse(context, [...path, "pools"], `must stand on two chains or more, got ${chains.length}`);
  file.rebalance.forEach((bridge, index) => {
    const kind = fieldOf(context, "bridges", bridge, "kind");
    const chain = fieldOf(context, "bridges", bridge, "chain");
    const place = [...path, "rebalance", index];
    if (kind === undefined) return;
    if (kind !== "canonical")
      refuse(context, place, `must be a canonical bridge, '${bridge}' is of kind ${show(kind)}`);
    else if (isKnown(context, "chains", chain) && !chains.includes(chain))
      refuse(context, place, `'${bridge}' joins no chain that has a pool`);
  });
  return {
    kind: file.kind,
    name,
    pools: chains.map((chain) => ({
      chain: indexOf(context, "chains", chain),
      amount: file.pools[chain],
    })),
    latency: file.latency,
    fee: file.fee,
    rebalance: file.rebalance.map((bridge) => indexOf(context, "bridges", bridge)),
    ...(file.run !== undefined && { run: withoutBasis(file.run) }),
    faults: file.faults,
    ...resolveSecurity(context, file.security, [...path, "security"], attack),
  };
}

function resolveLockMint(
  context: Context,
  file: BridgeFile<"lock_mint">,
  name: string,
  path: KeyPath,
): Bridge {
  if (file.from === file.to)
    refuse(context, [...path, "to"], `must be another chain than from ('${file.from}')`);
  return {
    kind: file.kind,
    name,
    from: indexOf(context, "chains", file.from),
    to: indexOf(context, "chains", file.to),
    locked: file.locked,
    confirmations: file.confirmations,
    limit: file.limit ?? Infinity,
    faults: file.faults,
    ...resolveSecurity(context, file.security, [...path, "security"], attack),
  };
}

function resolveShared(
  context: Context,
  file: BridgeFile<"shared">,
  name: string,
  path: KeyPath,
): Bridge {
  file.chains.forEach((chain, index) => {
    if (file.chains.indexOf(chain) < index)
      refuse(context, [...path, "chains", index], `'${chain}' is named twice`);
  });
  return {
    kind: file.kind,
    name,
    chains: file.chains.map((chain) => indexOf(context, "chains", chain)),
    backing: file.backing,
    latency: file.latency,
    faults: file.faults,
    ...resolveSecurity(context, file.security, [...path, "security"], attack),
  };
}
