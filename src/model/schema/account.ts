/** Explicit accounts: collateral and positions (or debt) given one by one. */

import { z } from "zod";
import { type Context, indexOf, namesOf, parseBlock, refuse } from "../context.ts";
import type { KeyPath } from "../problems.ts";
import type { ExplicitAccount } from "../resolved/book.ts";
import type { Asset } from "../resolved/market.ts";
import type { Venue } from "../resolved/venue.ts";
import { unknownWord } from "../suggest.ts";
import { block, byName } from "./block.ts";
import { number, nonNegative, positive } from "./quantity.ts";
import { resolveTopUp, topUpSchema } from "./topUp.ts";

const shape = block({
  id: z.string().regex(/^[A-Za-z0-9][\w./-]*$/, "must be letters, digits, '-', '_', '.' and '/'"),
  venue: z.string(),
  collateral: byName(nonNegative),
  positions: byName(block({ size: number, entry: positive.optional() })).default({}),
  debt: nonNegative.optional(),
  sale_market: z.string().optional(),
  margin_mode: z.enum(["cross", "isolated"]).default("cross"),
  top_up: topUpSchema.optional(),
});

/** The keys of an account. */
export const accountKeys: readonly string[] = Object.keys(shape.shape);

type AccountFile = z.output<typeof shape>;

/** The schema of one explicit account. */
export const accountSchema: z.ZodType = shape;

/** Reads one account; null where it or its venue could not be read. */
export function readAccount(
  context: Context,
  raw: unknown,
  path: KeyPath,
  venues: readonly Venue[],
  assets: readonly Asset[],
): ExplicitAccount | null {
  const file = parseBlock(context, shape, raw, path);
  const venue = venues.find((candidate) => candidate.name === file?.venue);
  if (file === null || venue === undefined) return null;
  checkKind(context, file, venue, path);
  const collateral = Object.entries(file.collateral).map(([name, units]) => ({
    collateral: positionOf(context, venue, "collateral", name, [...path, "collateral", name]),
    units,
  }));
  return {
    id: file.id,
    venue: indexOf(context, "venues", venue.name),
    collateral,
    positions: Object.entries(file.positions).map(([name, { size, entry }]) => ({
      market: positionOf(context, venue, "markets", name, [...path, "positions", name]),
      size,
      entry: entry ?? priceOf(assets, name),
    })),
    debt: file.debt ?? 0,
    saleMarket: venue.kind === "lending" ? saleMarket(context, file, venue, assets, path) : -1,
    marginMode: file.margin_mode,
    topUp: resolveTopUp(context, file.top_up),
  };
}

function checkKind(context: Context, file: AccountFile, venue: Venue, path: KeyPath): void {
  const isLending = venue.kind === "lending";
  const misplaced = isLending ? ["positions"] : ["debt", "sale_market"];
  for (const key of misplaced) {
    const value = file[key as "positions" | "debt" | "sale_market"];
    if (value === undefined || (key === "positions" && Object.keys(file.positions).length === 0))
      continue;
    refuse(context, [...path, key], `has no meaning on a venue of kind '${venue.kind}'`);
  }
  if (isLending && file.debt === undefined)
    refuse(context, [...path, "debt"], "is required on a lending venue");
  if (!isLending && Object.keys(file.positions).length === 0) {
    refuse(context, [...path, "positions"], `is required on a venue of kind '${venue.kind}'`);
  }
  for (const [name, { size }] of Object.entries(file.positions)) {
    if (size === 0) refuse(context, [...path, "positions", name, "size"], "must not be 0");
  }
}

/** Position of an asset in a venue's markets or collateral; reports the asset that is not there. */
function positionOf(
  context: Context,
  venue: Venue,
  list: "markets" | "collateral",
  name: string,
  path: KeyPath,
): number {
  const assets = namesOf(context, "assets");
  const known = venue[list].map(({ asset }) => assets[asset] ?? "");
  const index = known.indexOf(name);
  if (index < 0) {
    const kind = list === "markets" ? "market" : "collateral";
    const reason = `${unknownWord(kind, name, known)} at venue '${venue.name}'`;
    context.problems.push({ path, reason, onKey: true });
  }
  return index;
}

/** Entry where the account names none: the start price. */
function priceOf(assets: readonly Asset[], name: string): number {
  const asset = assets.find((candidate) => candidate.name === name);
  return asset === undefined || asset.kind === "wrapped" ? 1 : asset.price;
}

/** Where a borrower's collateral is sold: as given, else the market of its first collateral that has one. */
function saleMarket(
  context: Context,
  file: AccountFile,
  venue: Venue,
  assets: readonly Asset[],
  path: KeyPath,
): number {
  if (file.sale_market !== undefined) {
    return positionOf(context, venue, "markets", file.sale_market, [...path, "sale_market"]);
  }
  for (const name of Object.keys(file.collateral)) {
    const asset = assets.find((candidate) => candidate.name === name);
    const sold = asset?.kind === "wrapped" ? asset.underlying : indexOf(context, "assets", name);
    const market = venue.markets.findIndex((candidate) => candidate.asset === sold);
    if (market >= 0) return market;
  }
  return 0;
}
