/**
 * Desks: hedged traders with one account per leg, at two venues or more, and what they do when a leg is lost. A desk is a
 * cohort with `legs`.
 */

import { z } from "zod";
import { type Context, indexOf, refuse } from "../context.ts";
import type { KeyPath } from "../problems.ts";
import type { Desk, Leg } from "../resolved/book.ts";
import type { Distribution } from "../resolved/distribution.ts";
import type { Venue } from "../resolved/venue.ts";
import { unknownWord } from "../suggest.ts";
import { block, byName } from "./block.ts";
import { share, time } from "./quantity.ts";
import { namesAt, weigh } from "./weights.ts";

/** The schema of one leg. */
export const leg: z.ZodType<LegFile> = block({
  venue: z.string(),
  market: z.string(),
  side: z.enum(["long", "short"]),
  collateral: byName(share),
});

interface LegFile {
  readonly venue: string;
  readonly market: string;
  readonly side: "long" | "short";
  readonly collateral: Readonly<Record<string, number>>;
}

/** The schema of what a desk does without a leg. */
export const unwind: z.ZodType<Desk["unwind"]> = block({
  probability: share,
  delay: time.default(0),
}).transform(({ probability, delay }) => ({ probability, delay }));

/** What of a cohort in the file makes a desk. */
export interface DeskFile {
  readonly accounts: number;
  readonly legs: readonly LegFile[];
  readonly notional: Distribution;
  readonly leverage?: Distribution | undefined;
  readonly unwind?: Desk["unwind"] | undefined;
}

/** Reads the legs of a desk; null where a leg could not be read. */
export function resolveDesk(
  context: Context,
  file: DeskFile,
  name: string,
  path: KeyPath,
  venues: readonly Venue[],
  rest: Pick<Desk, "topUp" | "panic">,
): Desk | null {
  const legs = file.legs.map((one, index) =>
    resolveLeg(context, one, [...path, "legs", index], venues),
  );
  if (file.leverage === undefined)
    refuse(context, [...path, "leverage"], "is required beside legs");
  if (file.leverage === undefined || legs.includes(null)) return null;
  return {
    name,
    accounts: file.accounts,
    legs: legs.filter((one) => one !== null),
    notional: file.notional,
    leverage: file.leverage,
    unwind: file.unwind ?? null,
    ...rest,
  };
}

function resolveLeg(
  context: Context,
  file: LegFile,
  path: KeyPath,
  venues: readonly Venue[],
): Leg | null {
  const venue = venues.find((candidate) => candidate.name === file.venue);
  if (venue === undefined) return null;
  if (venue.kind === "lending") {
    refuse(context, [...path, "venue"], "must be an order book or a pool: a leg is a position");
    return null;
  }
  const markets = namesAt(context, venue.markets);
  const market = markets.indexOf(file.market);
  if (market < 0) {
    const reason = `${unknownWord("market", file.market, markets)} at venue '${venue.name}'`;
    refuse(context, [...path, "market"], reason);
  }
  const accepted = namesAt(context, venue.collateral);
  const shares = weigh(context, file.collateral, accepted, [...path, "collateral"], venue.name);
  return {
    venue: indexOf(context, "venues", venue.name),
    market,
    long: file.side === "long",
    collateral: shares.map(({ index, weight }) => ({ collateral: index, share: weight })),
  };
}
