/**
 * The line on which a margin is searched: all keys move together, from their first values at 0 to their last at 1.
 *
 * A tier's initial margin keeps its ratio to the maintenance margin that is moved, at most the whole notional, unless it is
 * moved itself: a schedule is scaled as a whole, and maintenance never passes initial.
 */

import { keysNamed } from "../../model/load.ts";
import type { ResolvedModel } from "../../model/resolved.ts";
import type { MarginTier, VenueMarket } from "../../model/resolved/venue.ts";
import { choiceAt, choiceIn, settingOf } from "../vary.ts";
import type { RangedKey } from "../vary.ts";

/** A market whose margins are moved. */
export interface MovedMarket {
  readonly venue: number;
  readonly market: VenueMarket;
}

/** An initial margin that follows a maintenance margin. */
interface Tie {
  readonly key: string;
  /** Initial over maintenance, above 1. */
  readonly ratio: number;
}

/** A key with what follows it. */
interface LineKey {
  readonly key: RangedKey;
  readonly ties: readonly Tie[];
}

export interface MarginLine {
  readonly keys: readonly LineKey[];
  /** Of keys of margin schedules; empty where there are none. */
  readonly markets: readonly MovedMarket[];
}

/** The file whose margins are moved, and the settings of all its variants. */
export interface MarginFile {
  readonly file: string;
  readonly set: readonly string[];
}

const TIER = /^venues\.([^.]+)\.(?:markets\.([^.]+)\.)?margin\.(\d+)\.(maintenance|initial)$/;

/** Whether a key names maintenance margins. */
export function namesMaintenance(key: string): boolean {
  return /^venues\..*margin\.[^.]+\.maintenance$/.test(key);
}

/** Lays the line through a model. @param model the file under its settings */
export function lineOf(
  source: MarginFile,
  model: ResolvedModel,
  keys: readonly RangedKey[],
): MarginLine {
  const named = keys.map(({ key }) => keysNamed(source.file, source.set, key));
  const moved = new Set(named.flat());
  const lineKeys = keys.map((key, at): LineKey => {
    const ties = named[at].flatMap((path): Tie[] => {
      const initial = path.replace(/maintenance$/, "initial");
      const [tier] = tiersOf(source, model, path);
      if (tier === undefined || moved.has(initial)) return [];
      return [{ key: initial, ratio: tier.initial / tier.maintenance }];
    });
    return { key, ties };
  });
  const markets = new Map(
    named.flat().flatMap((path) => marketsOf(source, model, path).map((one) => [one.market, one])),
  );
  return { keys: lineKeys, markets: [...markets.values()] };
}

/** Brackets that a path of a schedule names, one for each market that has them. */
function tiersOf(source: MarginFile, model: ResolvedModel, path: string): MarginTier[] {
  const tier = Number(TIER.exec(path)?.[3]);
  return marketsOf(source, model, path).map(({ market }) => market.margin[tier]);
}

/** Markets under the schedule that a path is part of: one, or those of its venue that have none of their own. */
function marketsOf(source: MarginFile, model: ResolvedModel, path: string): MovedMarket[] {
  const [, venueName, marketName] = TIER.exec(path) ?? [];
  const venue = model.venues.findIndex(({ name }) => name === venueName);
  if (venue < 0) return [];
  const own = (asset: string): boolean =>
    keysNamed(source.file, source.set, `venues.${venueName}.markets.${asset}.margin`).length > 0;
  return model.venues[venue].markets
    .filter(({ asset }) => {
      const { name } = model.market.assets[asset];
      return marketName === undefined ? !own(name) : name === marketName;
    })
    .map((market) => ({ venue, market }));
}

/** Values of the keys at a place in [0, 1], in canonical units. */
export function valuesAt({ keys }: MarginLine, at: number): number[] {
  return keys.map(({ key }) => Number(choiceAt(key, at).value));
}

/** The settings at a place in [0, 1]. */
export function settingsAt(line: MarginLine, at: number): string[] {
  return settingsOf(line, valuesAt(line, at));
}

/** The settings under which each key has its value, and what follows it has its own. */
export function settingsOf({ keys }: MarginLine, values: readonly number[]): string[] {
  return keys.flatMap(({ key, ties }, index) => {
    const choice = choiceIn(key, values[index]);
    const value = Number(choice.value);
    return [
      settingOf(key.key, choice),
      ...ties.map((tie) => `${tie.key}=${Number(Math.min(1, tie.ratio * value).toPrecision(12))}`),
    ];
  });
}

/** The most leverage that a variant's moved markets open: 1 / their least initial margin; NaN where none is moved. */
export function maxLeverage({ markets }: MarginLine, variant: ResolvedModel): number {
  const initial = markets.flatMap(({ venue, market: { asset } }) =>
    variant.venues[venue].markets
      .filter((market) => market.asset === asset)
      .flatMap(({ margin }) => margin.map((tier) => tier.initial)),
  );
  return initial.length === 0 ? NaN : 1 / Math.min(...initial);
}
