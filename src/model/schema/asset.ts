/** Assets: `base` (a price that moves), `cash` (at its peg), `wrapped` (a claim on a base asset over a lock_mint bridge). */

import { z } from "zod";
import { type Context, fieldOf, indexOf, parseBlock, refuse } from "../context.ts";
import { type KeyPath, show } from "../problems.ts";
import { SECONDS_PER_YEAR } from "../resolved.ts";
import type { Asset } from "../resolved/market.ts";
import { valueAt } from "../tree.ts";
import { block } from "./block.ts";
import { shareDistribution } from "./distribution.ts";
import { positiveAmount, positiveTime, quantity, rate, share, time } from "./quantity.ts";

const shape = z.discriminatedUnion("kind", [
  block({
    kind: z.literal("base").optional(),
    price: positiveAmount,
    volatility: quantity("number", { min: 0, max: 100 }).optional(),
    drift: quantity("growth").default(0),
  }),
  block({
    kind: z.literal("cash"),
    price: positiveAmount.default(1),
    depeg: block({ rate, loss: shareDistribution, recovery: positiveTime }).optional(),
  }),
  block({
    kind: z.literal("wrapped"),
    underlying: z.string(),
    bridge: z.string(),
    overshoot: share.default(0),
    recovery: positiveTime.default(3600),
    oracle_at_par: time.default(0),
  }),
]);

type AssetFile = z.output<typeof shape>;

/** The schema of one asset. */
export const assetSchema: z.ZodType = shape;

/** Whether the file describes a base asset, the only kind with a price of its own; false for unknown names. */
export function isBaseAsset(context: Context, name: string): boolean {
  const kind = fieldOf(context, "assets", name, "kind");
  return indexOf(context, "assets", name) >= 0 && (kind === undefined || kind === "base");
}

/** Refuses an asset without a price of its own where only one with such a price makes sense. */
export function requireBaseAsset(context: Context, name: string, path: KeyPath): void {
  if (indexOf(context, "assets", name) >= 0 && !isBaseAsset(context, name)) {
    refuse(
      context,
      path,
      `must be a base asset, '${name}' is of kind '${String(fieldOf(context, "assets", name, "kind"))}'`,
    );
  }
}

/** Past returns say for themselves how volatile an asset is. */
function hasHistory({ tree }: Context): boolean {
  return ["bootstrap", "replay"].some((key) => valueAt(tree, ["market", key]) !== undefined);
}

function readCash(file: Extract<AssetFile, { kind: "cash" }>, name: string): Asset {
  const cash = { kind: "cash", name, price: file.price } as const;
  if (file.depeg === undefined) return cash;
  const { basis: _basis, ...depeg } = file.depeg;
  return { ...cash, depeg };
}

/** Reads one asset under its name. */
export function readAsset(
  context: Context,
  raw: unknown,
  name: string,
  path: KeyPath,
): Asset | null {
  const file = parseBlock(context, shape, raw, path);
  if (file === null) return null;
  if (file.kind === "cash") return readCash(file, name);
  if (file.kind !== "wrapped") {
    if (file.volatility === undefined && !hasHistory(context))
      refuse(context, [...path, "volatility"], "is required");
    const volatility = (file.volatility ?? 0) / Math.sqrt(SECONDS_PER_YEAR);
    return { kind: "base", name, price: file.price, volatility, drift: file.drift };
  }
  requireBaseAsset(context, file.underlying, [...path, "underlying"]);
  const kind = fieldOf(context, "bridges", file.bridge, "kind");
  if (kind !== undefined && kind !== "lock_mint") {
    refuse(
      context,
      [...path, "bridge"],
      `must be a lock_mint bridge, '${file.bridge}' is of kind ${show(kind)}`,
    );
  }
  return {
    kind: "wrapped",
    name,
    underlying: indexOf(context, "assets", file.underlying),
    bridge: indexOf(context, "bridges", file.bridge),
    overshoot: file.overshoot,
    recovery: file.recovery,
    oracleAtPar: file.oracle_at_par,
  };
}
