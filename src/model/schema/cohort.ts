/**
 * Cohorts: many accounts of one kind at one venue, drawn from distributions. A hedged cohort has `legs` at two venues
 * (read and checked; not simulated).
 */

import { z } from "zod";
import { type Context, indexOf, parseBlock, refuse } from "../context.ts";
import type { Path } from "../problems.ts";
import type { Cohort, Venue } from "../resolved.ts";
import { unknownWord } from "../suggest.ts";
import { block, byName } from "./block.ts";
import { type DistributionSchema, distribution } from "./distribution.ts";
import { supportOf } from "./support.ts";
import { count, positive, share, time } from "./quantity.ts";
import { resolveTopUp, topUpSchema } from "./topUp.ts";

/** Memory for a book of accounts is bounded here, per cohort. */
const mostAccounts = 10_000_000;
const sumTolerance = 1e-9;

const above: { low: number; high: number; open: true } = { low: 0, high: Infinity, open: true };
const leverage: DistributionSchema = distribution("number", above);
const notional: DistributionSchema = distribution("amount", above);
const loanToValue: DistributionSchema = distribution("number", { low: 0, high: 1, open: true });

const leg = block({
  venue: z.string(),
  market: z.string(),
  side: z.enum(["long", "short"]),
  collateral: byName(share),
});

const shape = block({
  accounts: count(1, mostAccounts),
  venue: z.string().optional(),
  markets: byName(positive).optional(),
  legs: z.array(leg).min(2).optional(),
  notional,
  leverage: leverage.optional(),
  loan_to_value: loanToValue.optional(),
  long: share.default(0.5),
  collateral: byName(share).optional(),
  top_up: topUpSchema.optional(),
  patience: time.optional(),
  panic: share.optional(),
  unwind: block({ probability: share, delay: time.default(0) }).optional(),
});

type CohortFile = z.output<typeof shape>;

/** The schema of one cohort. */
export const cohortSchema: z.ZodType = shape;

/** Reads one cohort; null for a hedged one and for one at a venue that could not be read. */
export function readCohort(
  context: Context,
  raw: unknown,
  name: string,
  path: Path,
  venues: readonly Venue[],
): Cohort | null {
  const file = parseBlock(context, shape, raw, path);
  if (file === null) return null;
  if (file.legs !== undefined) return refuseBeside(context, file, path);
  for (const key of ["venue", "markets", "collateral"] as const) {
    if (file[key] === undefined) refuse(context, [...path, key], "is required");
  }
  const venue = venues.find((candidate) => candidate.name === file.venue);
  if (venue === undefined || file.markets === undefined || file.collateral === undefined)
    return null;
  const markets = weigh(
    context,
    file.markets,
    namesAt(context, venue.markets),
    [...path, "markets"],
    venue.name,
  );
  const shares = weigh(
    context,
    file.collateral,
    namesAt(context, venue.collateral),
    [...path, "collateral"],
    venue.name,
  );
  const collateral = shares.map(({ index, weight }) => ({ collateral: index, share: weight }));
  checkDebt(context, file, venue, collateral, path);
  return {
    name,
    accounts: file.accounts,
    venue: indexOf(context, "venues", venue.name),
    markets: markets.map(({ index, weight }) => ({ market: index, weight })),
    notional: file.notional,
    leverage: file.leverage ?? null,
    loanToValue: file.loan_to_value ?? null,
    long: file.long,
    collateral,
    topUp: resolveTopUp(context, file.top_up),
  };
}

function refuseBeside(context: Context, file: CohortFile, path: Path): null {
  for (const key of ["venue", "markets", "collateral"] as const) {
    if (file[key] !== undefined) refuse(context, [...path, key], "has no meaning beside legs");
  }
  return null;
}

/** Names of a venue's markets or collaterals in their order. */
function namesAt(context: Context, entries: readonly { readonly asset: number }[]): string[] {
  const assets = Object.keys(Object(Object(context.tree["market"]).assets) as object);
  return entries.map(({ asset }) => assets[asset] ?? "");
}

/** Weights by name as positions in the venue's own list; they must sum to 1. */
function weigh(
  context: Context,
  weights: Readonly<Record<string, number>>,
  known: readonly string[],
  path: Path,
  venue: string,
): { index: number; weight: number }[] {
  const entries = Object.entries(weights).map(([name, weight]) => {
    const index = known.indexOf(name);
    if (index < 0) {
      const reason = `${unknownWord("name", name, known)} at venue '${venue}'`;
      context.problems.push({ path: [...path, name], reason, onKey: true });
    }
    return { index, weight };
  });
  const total = entries.reduce((sum, { weight }) => sum + weight, 0);
  if (Math.abs(total - 1) > sumTolerance) refuse(context, path, `must sum to 1, got ${total}`);
  return entries;
}

function checkDebt(
  context: Context,
  file: CohortFile,
  venue: Venue,
  collateral: Cohort["collateral"],
  path: Path,
): void {
  const [wanted, other] =
    venue.kind === "lending"
      ? (["loan_to_value", "leverage"] as const)
      : (["leverage", "loan_to_value"] as const);
  const given = file[wanted];
  if (file[other] !== undefined) {
    const reason = `has no meaning on a venue of kind '${venue.kind}': use ${wanted}`;
    refuse(context, [...path, other], reason);
  } else if (given === undefined) {
    refuse(context, [...path, wanted], `is required on a venue of kind '${venue.kind}'`);
  } else if (context.screened) {
    checkStart(context, venue, supportOf(given)[0], collateral, [...path, wanted]);
  }
}

/** Accounts that are liquidatable at t = 0 are drawn again; a cohort that has no others could never be drawn. */
function checkStart(
  context: Context,
  venue: Venue,
  least: number,
  collateral: Cohort["collateral"],
  path: Path,
): void {
  const factor = collateral.reduce(
    (sum, item) => sum + item.share * (1 - (venue.collateral[item.collateral]?.haircut ?? 0)),
    0,
  );
  const maintenance = Math.min(
    ...venue.markets.map((market) => market.margin[0]?.maintenance ?? 0),
  );
  const greatest = venue.kind === "lending" ? factor : factor / maintenance;
  if (least < greatest) return;
  refuse(
    context,
    path,
    `leaves every account liquidatable at t = 0: must reach below ${greatest}, got values from ${least}`,
  );
}
