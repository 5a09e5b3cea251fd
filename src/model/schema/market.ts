/**
 * The market: assets, their correlation, regimes, stochastic variance, jumps; or past returns in their place.
 */

import { z } from "zod";
import { type Context, namesOf, parseBlock, readEach, refuse } from "../context.ts";
import { repairCorrelation } from "../correlation.ts";
import { type KeyPath, keyText } from "../problems.ts";
import { SECONDS_PER_YEAR } from "../resolved.ts";
import type { History } from "../resolved/history.ts";
import type { Asset, Heston, Jumps, Market, Regime } from "../resolved/market.ts";
import { unknownWord } from "../suggest.ts";
import { assetSchema, isBaseAsset, readAsset, requireBaseAsset } from "./asset.ts";
import { block, byName } from "./block.ts";
import { bootstrapShape, readBootstrap, readReplay, replayShape } from "./history.ts";
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
  mean_reversion: quantity("rate", { above: 0, max: 1 }),
  long_run: nonNegative.optional(),
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
  bootstrap: bootstrapShape.optional(),
  replay: replayShape.optional(),
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
  const heston = readHeston(context, file.heston ?? {}, bases, assets);
  const regimes = Object.entries(file.regimes ?? {}).map(([name, regime]) =>
    readRegime(context, file, regime, name, bases),
  );
  const history = readHistory(context, file, bases);
  return {
    assets,
    baseAssets: bases.map((name) => names.indexOf(name)),
    correlation: readCorrelation(context, file.correlation, bases, [...path, "correlation"]),
    jumps:
      file.jumps === undefined ? null : readJumps(context, file.jumps, bases, [...path, "jumps"]),
    ...(regimes.length > 0 ? { regimes } : {}),
    ...(heston === null ? {} : { heston }),
    ...(history === null ? {} : { history }),
  };
}

/** Past returns; what they take the place of must not stand beside them, a diffusion's volatility apart. */
function readHistory(
  context: Context,
  { bootstrap, replay, ...market }: MarketFile,
  bases: readonly string[],
): History | null {
  const kind = bootstrap === undefined ? "replay" : "bootstrap";
  if (bootstrap === undefined && replay === undefined) return null;
  if (bootstrap !== undefined && replay !== undefined)
    refuse(context, ["market", "replay"], "cannot stand beside bootstrap");
  const beside = {
    jumps: (market.jumps?.rate ?? 0) > 0,
    regimes: Object.keys(market.regimes ?? {}).length > 0,
    heston: Object.keys(market.heston ?? {}).length > 0,
  };
  for (const [key, stands] of Object.entries(beside))
    if (stands) refuse(context, ["market", key], `cannot stand beside ${kind}`);
  return bootstrap === undefined
    ? readReplay(context, replay!, bases, ["market", "replay"])
    : readBootstrap(context, bootstrap, bases, ["market", "bootstrap"]);
}

function readCorrelation(
  context: Context,
  pairs: Readonly<Record<string, number>>,
  bases: readonly string[],
  path: KeyPath,
): readonly number[] {
  const configured = readPairs(context, pairs, bases, path);
  const { matrix, change } = repairCorrelation(configured, bases.length);
  if (change !== null) {
    const pair = `${bases[change.row]}/${bases[change.column]}`;
    const move = `${pair} from ${change.before} to ${change.after.toFixed(4)}`;
    context.warnings.push(
      `${keyText(path)}: no valid correlation matrix, repaired; largest change ${move}`,
    );
  }
  return matrix;
}

/** A full symmetric matrix from `BTC/ETH: 0.87` pairs; pairs that are not given are 0. */
function readPairs(
  context: Context,
  pairs: Readonly<Record<string, number>>,
  bases: readonly string[],
  path: KeyPath,
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

/** Pairs that a regime does not give are the market's. */
function readRegime(
  context: Context,
  market: MarketFile,
  { scale, mean_duration, correlation = {} }: NonNullable<MarketFile["regimes"]>[string],
  name: string,
  bases: readonly string[],
): Regime {
  const path = ["market", "regimes", name, "correlation"];
  const given = Object.keys(correlation).map(unordered);
  const others = Object.entries(market.correlation).filter(
    ([pair]) => !given.includes(unordered(pair)),
  );
  const pairs = { ...correlation, ...Object.fromEntries(others) };
  return {
    name,
    scale,
    meanDuration: mean_duration,
    correlation: readCorrelation(context, pairs, bases, path),
  };
}

function unordered(pair: string): string {
  return pair.split("/").toSorted().join("/");
}

/** The variance reverts to the square of the asset's volatility unless the file says otherwise. */
function readHeston(
  context: Context,
  file: NonNullable<MarketFile["heston"]>,
  bases: readonly string[],
  assets: readonly Asset[],
): (Heston | null)[] | null {
  for (const name of Object.keys(file)) requireBaseAsset(context, name, ["market", "heston", name]);
  if (Object.keys(file).length === 0) return null;
  return bases.map((name) => {
    const terms = file[name];
    if (terms === undefined) return null;
    const asset = assets.find((candidate) => candidate.name === name);
    const squared = asset?.kind === "base" ? asset.volatility ** 2 : 0;
    return {
      meanReversion: terms.mean_reversion,
      longRun: terms.long_run === undefined ? squared : terms.long_run / SECONDS_PER_YEAR,
      volatilityOfVariance: terms.volatility_of_variance / SECONDS_PER_YEAR,
      correlation: terms.correlation,
    };
  });
}

function readJumps(
  context: Context,
  file: z.output<typeof jumps>,
  bases: readonly string[],
  path: KeyPath,
): Jumps {
  for (const name of Object.keys(file.size))
    requireBaseAsset(context, name, [...path, "size", name]);
  if (Object.keys(file.size).length === 0) {
    refuse(context, [...path, "size"], "must name an asset that jumps");
  }
  const sizeOf = (name: string): Jumps["sizes"][number] => {
    const size = file.size[name];
    if (size === undefined) return null;
    const { mean, sd, degrees_of_freedom: degrees } = size;
    return { mean, sd, ...(degrees === undefined ? {} : { degreesOfFreedom: degrees }) };
  };
  const { rate: mean, shared, excitation } = file;
  const sizes = bases.map(sizeOf);
  if (excitation === undefined || excitation.branching === 0) return { rate: mean, shared, sizes };
  const { branching, decay } = excitation;
  return { rate: mean, shared, sizes, excitation: { branching, decay } };
}
