/**
 * The market: assets, their correlation, jumps. Regimes, excitation, stochastic variance and historical sources are
 * read and checked here and refused by name elsewhere.
 */

import { z } from "zod";
import { type Context, namesOf, parseBlock, readEach, refuse } from "../context.ts";
import { repairCorrelation } from "../correlation.ts";
import type { Path } from "../problems.ts";
import type { Jumps, Market } from "../resolved.ts";
import { unknownWord } from "../suggest.ts";
import { assetSchema, isBaseAsset, readAsset, requireBaseAsset } from "./asset.ts";
import { block, byName } from "./block.ts";
import { nonNegative, positive, positiveTime, quantity, rate, share } from "./quantity.ts";

const correlationPairs = byName(quantity("number", { min: -1, max: 1 }));

const jumps = block({
  rate,
  size: byName(
    block({
      mean: quantity("number", { min: -5, max: 5 }).default(0),
      sd: quantity("number", { min: 0, max: 5 }),
      degrees_of_freedom: quantity("number", { above: 2 }).optional(),
    }),
  ),
  shared: share.default(0),
  excitation: block({
    branching: quantity("number", { min: 0, below: 1 }),
    decay: positiveTime,
  }).optional(),
});

const heston = block({
  mean_reversion: rate,
  long_run: nonNegative,
  volatility_of_variance: nonNegative,
  correlation: quantity("number", { min: -1, max: 1 }).default(0),
});

const parts = {
  correlation: correlationPairs.default({}),
  regimes: byName(
    block({
      scale: positive,
      mean_duration: positiveTime,
      correlation: correlationPairs.optional(),
    }),
  ).optional(),
  jumps: jumps.optional(),
  heston: byName(heston).optional(),
  bootstrap: block({ file: z.string(), block_length: positiveTime }).optional(),
  replay: block({ file: z.string(), from: z.string().optional() }).optional(),
};

/** The assets are read one by one, so that one wrong asset hides no other mistake. */
const shape = block({ assets: z.unknown(), ...parts });

type MarketFile = z.output<typeof shape>;

/** The schema of the market. */
export const marketSchema: z.ZodType = block({ assets: byName(assetSchema), ...parts });

/** Reads the market. */
export function readMarket(context: Context): Market | null {
  const path = ["market"];
  const file = parseBlock(context, shape, context.tree["market"], path);
  const assets = readEach(context, [...path, "assets"], readAsset);
  if (file === null) return null;
  const names = namesOf(context, "assets");
  if (names.length === 0) refuse(context, [...path, "assets"], "must name at least one asset");
  const bases = names.filter((name) => isBaseAsset(context, name));
  for (const [regime, { correlation }] of Object.entries(file.regimes ?? {})) {
    readPairs(context, correlation ?? {}, bases, [...path, "regimes", regime, "correlation"]);
  }
  return {
    assets,
    baseAssets: bases.map((name) => names.indexOf(name)),
    correlation: readCorrelation(context, file, bases),
    jumps:
      file.jumps === undefined ? null : readJumps(context, file.jumps, bases, [...path, "jumps"]),
  };
}

function readCorrelation(
  context: Context,
  file: MarketFile,
  bases: readonly string[],
): readonly number[] {
  const configured = readPairs(context, file.correlation, bases, ["market", "correlation"]);
  const { matrix, change } = repairCorrelation(configured, bases.length);
  if (change !== null) {
    const pair = `${bases[change.row]}/${bases[change.column]}`;
    const move = `${pair} from ${change.before} to ${change.after.toFixed(4)}`;
    context.warnings.push(
      `market.correlation: no valid correlation matrix, repaired; largest change ${move}`,
    );
  }
  return matrix;
}

/** A full symmetric matrix from `BTC/ETH: 0.87` pairs; pairs that are not given are 0. */
function readPairs(
  context: Context,
  pairs: Readonly<Record<string, number>>,
  bases: readonly string[],
  path: Path,
): number[] {
  const size = bases.length;
  const matrix = Array.from<unknown, number>({ length: size * size }, (_, cell) =>
    cell % (size + 1) === 0 ? 1 : 0,
  );
  const given = new Set<number>();
  for (const [pair, value] of Object.entries(pairs)) {
    const reason = pairError(pair, bases);
    const [row, column] = pair.split("/").map((name) => bases.indexOf(name));
    const cell = Math.min(row, column) * size + Math.max(row, column);
    if (reason !== null) refuse(context, [...path, pair], reason);
    else if (given.has(cell)) refuse(context, [...path, pair], "is given twice");
    else {
      given.add(cell);
      matrix[row * size + column] = value;
      matrix[column * size + row] = value;
    }
  }
  return matrix;
}

function pairError(pair: string, bases: readonly string[]): string | null {
  const names = pair.split("/");
  if (names.length !== 2) return "must be a pair of base assets such as BTC/ETH";
  const unknown = names.find((name) => !bases.includes(name));
  if (unknown !== undefined) return unknownWord("base asset", unknown, bases);
  return names[0] === names[1] ? "must be a pair of two different assets" : null;
}

function readJumps(
  context: Context,
  file: z.output<typeof jumps>,
  bases: readonly string[],
  path: Path,
): Jumps {
  for (const name of Object.keys(file.size))
    requireBaseAsset(context, name, [...path, "size", name]);
  if (Object.keys(file.size).length === 0) {
    refuse(context, [...path, "size"], "must name an asset that jumps");
  }
  const sizeOf = (name: string): Jumps["sizes"][number] => {
    const size = file.size[name];
    return size === undefined ? null : { mean: size.mean, sd: size.sd };
  };
  return { rate: file.rate, shared: file.shared, sizes: bases.map(sizeOf) };
}
