/**
 * Venues: where positions live. An order book and a pool have margin schedules; a lending venue has one borrowed asset,
 * and its markets are where collateral is sold.
 */

import { z } from "zod";
import {
  type Context,
  fieldOf,
  indexOf,
  isKnown,
  namesOf,
  parseBlock,
  refuse,
} from "../context.ts";
import type { KeyPath } from "../problems.ts";
import type { LiquidationRules, Makers, Oracle, Venue, VenueMarket } from "../resolved/venue.ts";
import { requireBaseAsset } from "./asset.ts";
import { block, byName, withoutBasis } from "./block.ts";
import { margin } from "./margin.ts";
import {
  amount,
  flow,
  nonNegative,
  positiveAmount,
  positiveTime,
  quantity,
  rate,
  share,
  time,
} from "./quantity.ts";
import { venueMarketSchema } from "./venueMarket.ts";
import { waterfall } from "./waterfall.ts";

/** Every close sells this share of what is left: a path would be spent on closing one account. */
const leastClosed = 0.001;

const tooSmall = ({ input }: { readonly input?: unknown }): string =>
  `must be at least ${leastClosed}, or an account is closed in more than ${1 / leastClosed} parts; got ${String(input)}`;

const liquidation = block({
  close_factor: quantity("number", { above: 0, max: 1 })
    .refine((share) => share >= leastClosed, { error: tooSmall })
    .default(1),
  penalty: quantity("number", { min: 0, below: 1 }).default(0),
  keepers: flow.optional(),
  gas: amount.default(0),
  profit_gate: z.boolean().default(false),
  keeper_share: share.optional(),
  dust: amount.default(100),
});

const oracle = block({
  heartbeat: positiveTime.optional(),
  deviation: nonNegative.default(0),
  latency: time.default(0),
  grace_period: time.default(0),
  grace_blocks_top_up: z.boolean().default(false),
});

const makers = block({
  inventory: positiveAmount,
  hub: z.string(),
  replenish: z.array(z.string()).default([]),
  depth_exponent: nonNegative.default(1),
});

const run = block({
  loss: quantity("number", { above: 0, below: 1 }),
  share,
  delay: time.default(0),
});

const shape = block({
  chain: z.string(),
  kind: z.enum(["orderbook", "pool", "lending"]),
  mark: z.enum(["venue", "oracle"]).optional(),
  collateral: byName(quantity("number", { min: 0, below: 1 })),
  markets: byName(venueMarketSchema),
  margin: margin.optional(),
  borrow: byName(block({ rate: rate.default(0) })).optional(),
  liquidation: liquidation.prefault({}),
  oracle: oracle.prefault({}),
  waterfall: waterfall.default([]),
  run: run.optional(),
  makers: makers.optional(),
});

type VenueFile = z.output<typeof shape>;

/** The schema of one venue. */
export const venueSchema: z.ZodType = shape;

/** Reads one venue under its name. */
export function readVenue(
  context: Context,
  raw: unknown,
  name: string,
  path: KeyPath,
): Venue | null {
  const file = parseBlock(context, shape, raw, path);
  if (file === null) return null;
  if (Object.keys(file.collateral).length === 0)
    refuse(context, [...path, "collateral"], "must name an asset");
  if (Object.keys(file.markets).length === 0)
    refuse(context, [...path, "markets"], "must name an asset");
  for (const asset of Object.keys(file.collateral))
    requireWayThere(context, asset, file.chain, [...path, "collateral", asset]);
  for (const asset of Object.keys(file.markets))
    requireBaseAsset(context, asset, [...path, "markets", asset]);
  if (file.kind === "lending") checkLending(context, file, path);
  else checkMargined(context, file, path);
  if (file.run !== undefined && !file.waterfall.some(({ kind }) => kind === "vault"))
    refuse(context, [...path, "run"], "has no meaning without a vault in the waterfall");
  const assets = (asset: string): number => indexOf(context, "assets", asset);
  return {
    name,
    chain: indexOf(context, "chains", file.chain),
    kind: file.kind,
    mark: file.mark ?? (file.kind === "orderbook" ? "venue" : "oracle"),
    collateral: Object.entries(file.collateral).map(([asset, haircut]) => ({
      asset: assets(asset),
      haircut,
    })),
    markets: Object.keys(file.markets).map((asset) => resolveMarket(file, asset, assets(asset))),
    borrow: resolveBorrow(context, file),
    liquidation: resolveLiquidation(file),
    oracle: resolveOracle(file.oracle),
    waterfall: file.waterfall,
    ...(file.run !== undefined && file.run.share > 0 && { run: withoutBasis(file.run) }),
    makers:
      file.makers === undefined ? null : resolveMakers(context, file.makers, file.chain, path),
  };
}

/** A claim is minted on one chain; on any other it must have come over a shared bridge from there. */
function requireWayThere(context: Context, asset: string, chain: string, path: KeyPath): void {
  const bridge = fieldOf(context, "assets", asset, "bridge");
  const minted = fieldOf(context, "bridges", String(bridge), "to");
  const known = [chain, minted].every((name) => isKnown(context, "chains", name));
  if (fieldOf(context, "assets", asset, "kind") !== "wrapped" || !known || minted === chain) return;
  const leads = namesOf(context, "bridges").some((name) => {
    const joined = chainsOf(fieldOf(context, "bridges", name, "chains"));
    return joined.includes(minted) && joined.includes(chain);
  });
  if (!leads)
    refuse(
      context,
      path,
      `needs a shared bridge from '${String(minted)}', where '${asset}' is minted, to '${chain}'`,
    );
}

function checkLending(context: Context, file: VenueFile, path: KeyPath): void {
  const borrowed = Object.keys(file.borrow ?? {});
  if (borrowed.length !== 1)
    refuse(context, [...path, "borrow"], "must name one borrowed asset on a lending venue");
  if (file.mark === "venue")
    refuse(context, [...path, "mark"], "must be oracle on a lending venue");
  if (file.margin !== undefined)
    refuse(context, [...path, "margin"], "has no meaning on a lending venue");
  for (const [asset, market] of Object.entries(file.markets)) {
    for (const key of ["margin", "funding"] as const) {
      if (market[key] === undefined) continue;
      refuse(context, [...path, "markets", asset, key], "has no meaning on a lending venue");
    }
  }
  const adl = file.waterfall.findIndex((step) => step.kind === "adl");
  if (adl >= 0)
    refuse(
      context,
      [...path, "waterfall", adl],
      "adl has no meaning on a lending venue: nobody is opposite",
    );
}

function checkMargined(context: Context, file: VenueFile, path: KeyPath): void {
  if (file.borrow !== undefined)
    refuse(context, [...path, "borrow"], `has no meaning on a venue of kind '${file.kind}'`);
  if (file.margin !== undefined) return;
  for (const [asset, market] of Object.entries(file.markets)) {
    if (market.margin !== undefined) continue;
    refuse(context, path, `margin is required: market '${asset}' has none of its own`);
  }
}

function resolveMarket(file: VenueFile, name: string, asset: number): VenueMarket {
  const market = file.markets[name];
  return {
    asset,
    depth1pct: market.depth_1pct,
    depthFloor: market.depth_floor,
    depthExponent: file.makers?.depth_exponent ?? 1,
    exponent: market.exponent,
    resilience: market.resilience,
    permanent: market.permanent,
    stressDepth: market.stress_depth,
    funding:
      market.funding === undefined
        ? null
        : { interval: market.funding.interval, cap: market.funding.cap },
    ...(market.open_interest_cap && { openInterestCap: market.open_interest_cap }),
    margin: file.kind === "lending" ? [] : (market.margin ?? file.margin ?? []),
  };
}

function resolveBorrow(context: Context, file: VenueFile): Venue["borrow"] {
  const [borrowed] = Object.entries(file.borrow ?? {});
  if (borrowed === undefined) return null;
  return { asset: indexOf(context, "assets", borrowed[0]), rate: borrowed[1].rate };
}

/** The keeper's share of the penalty: all of it in lending, half behind a profit gate, none elsewhere. */
function resolveLiquidation({ kind, liquidation: rules }: VenueFile): LiquidationRules {
  const usualShare = kind === "lending" ? 1 : rules.profit_gate ? 0.5 : 0;
  return {
    closeFactor: rules.close_factor,
    penalty: rules.penalty,
    keepers: rules.keepers ?? Infinity,
    gas: rules.gas,
    profitGate: rules.profit_gate,
    keeperShare: rules.keeper_share ?? usualShare,
    dust: rules.dust,
  };
}

function resolveOracle(file: VenueFile["oracle"]): Oracle {
  return {
    heartbeat: file.heartbeat ?? Infinity,
    deviation: file.deviation,
    latency: file.latency,
    gracePeriod: file.grace_period,
    graceBlocksTopUp: file.grace_blocks_top_up,
  };
}

function resolveMakers(
  context: Context,
  file: z.output<typeof makers>,
  chain: string,
  path: KeyPath,
): Makers {
  file.replenish.forEach((bridge, index) => {
    if (indexOf(context, "bridges", bridge) < 0 || joins(context, bridge, file.hub, chain)) return;
    const place = [...path, "makers", "replenish", index];
    refuse(context, place, `'${bridge}' does not join the hub '${file.hub}' to '${chain}'`);
  });
  return {
    inventory: file.inventory,
    hub: indexOf(context, "chains", file.hub),
    replenish: file.replenish.map((bridge) => indexOf(context, "bridges", bridge)),
  };
}

/**
 * Whether a bridge can carry a refill. A canonical one stands for the withdrawal of one end and the other's deposit.
 * Where a name is unknown there is nothing to judge.
 */
function joins(context: Context, bridge: string, hub: string, chain: string): boolean {
  const field = (name: string): unknown => fieldOf(context, "bridges", bridge, name);
  const onBridge = [
    field("chain"),
    field("from"),
    field("to"),
    ...Object.keys(Object(field("pools")) as object),
    ...chainsOf(field("chains")),
  ];
  const stands = onBridge.filter((end) => end !== undefined);
  if (![hub, chain, ...stands].every((name) => isKnown(context, "chains", name))) return true;
  const ends = [hub, chain].filter((end) => stands.includes(end));
  return field("kind") === "canonical" ? ends.length > 0 : ends.length === 2;
}

/** What a shared bridge lists; no other kind has such a key, and a list that is none is reported by its own reader. */
function chainsOf(list: unknown): readonly unknown[] {
  return Array.isArray(list) ? list : [];
}
