/**
 * Cohorts: many accounts of one kind at one venue, drawn from distributions. A cohort with `legs` is a desk
 * (`desk.ts`): one trader, an account per leg.
 */

import { z } from "zod";
import { type Context, fieldOf, indexOf, parseBlock, refuse } from "../context.ts";
import type { KeyPath } from "../problems.ts";
import type { Cohort, Desk, Panic } from "../resolved/book.ts";
import type { Venue } from "../resolved/venue.ts";
import { block, byName } from "./block.ts";
import { leg, resolveDesk, unwind } from "./desk.ts";
import { type DistributionSchema, delay, distribution } from "./distribution.ts";
import { supportOf } from "./support.ts";
import { count, positive, share, time } from "./quantity.ts";
import { resolveTopUp, topUpSchema } from "./topUp.ts";
import { namesAt, weigh } from "./weights.ts";

/** Memory for a book of accounts is bounded here, per cohort. */
const mostAccounts = 10_000_000;

const above: { low: number; high: number; open: true } = { low: 0, high: Infinity, open: true };
const leverage: DistributionSchema = distribution("number", above);
const notional: DistributionSchema = distribution("amount", above);
const loanToValue: DistributionSchema = distribution("number", { low: 0, high: 1, open: true });

const shape = block({
  accounts: count(1, mostAccounts),
  venue: z.string().optional(),
  markets: byName(positive).optional(),
  legs: z.array(leg).min(2).optional(),
  notional,
  leverage: leverage.optional(),
  loan_to_value: loanToValue.optional(),
  long: share.optional(),
  collateral: byName(share).optional(),
  top_up: topUpSchema.optional(),
  patience: time.optional(),
  panic: share.optional(),
  unwind: unwind.optional(),
  draw_down: block({ probability: share, reaction: delay }).optional(),
});

type CohortFile = z.output<typeof shape>;

/** The schema of one cohort. */
export const cohortSchema: z.ZodType = shape;

/** What a cohort of the file is. */
export type CohortOrDesk =
  | { readonly kind: "cohort"; readonly cohort: Cohort }
  | { readonly kind: "desk"; readonly desk: Desk };

/** Reads one cohort, or desk; null for one at a venue that could not be read. */
export function readCohort(
  context: Context,
  raw: unknown,
  name: string,
  path: KeyPath,
  venues: readonly Venue[],
): CohortOrDesk | null {
  const file = parseBlock(context, shape, raw, path);
  if (file === null) return null;
  const panic = readPanic(context, file, path);
  const rest = { topUp: resolveTopUp(context, file.top_up), ...panic };
  if (file.legs !== undefined) {
    refuseBeside(context, file, path);
    const desk = resolveDesk(context, { ...file, legs: file.legs }, name, path, venues, rest);
    return desk === null ? null : { kind: "desk", desk };
  }
  const cohort = resolveCohort(context, file, name, path, venues, rest);
  return cohort === null ? null : { kind: "cohort", cohort };
}

function resolveCohort(
  context: Context,
  file: CohortFile,
  name: string,
  path: KeyPath,
  venues: readonly Venue[],
  rest: Pick<Cohort, "topUp" | "panic">,
): Cohort | null {
  requireOneVenue(context, file, path);
  const draws = readDrawDown(context, file, path);
  const venue = venues.find((candidate) => candidate.name === file.venue);
  if (venue === undefined || file.markets === undefined || file.collateral === undefined)
    return null;
  if (rest.panic !== undefined && venue.kind === "lending")
    refuse(context, [...path, "panic"], "has no meaning on a lending venue: it closes positions");
  const sharesOf = (
    key: "markets" | "collateral",
    weights: Readonly<Record<string, number>>,
  ): ReturnType<typeof weigh> =>
    weigh(context, weights, namesAt(context, venue[key]), [...path, key], venue.name);
  const markets = sharesOf("markets", file.markets);
  const collateral = sharesOf("collateral", file.collateral).map(({ index, weight }) => ({
    collateral: index,
    share: weight,
  }));
  checkDebt(context, file, venue, collateral, path);
  return {
    name,
    accounts: file.accounts,
    venue: indexOf(context, "venues", venue.name),
    markets: markets.map(({ index, weight }) => ({ market: index, weight })),
    notional: file.notional,
    leverage: file.leverage ?? null,
    loanToValue: file.loan_to_value ?? null,
    long: file.long ?? 0.5,
    collateral,
    ...rest,
    ...draws,
  };
}

function requireOneVenue(context: Context, file: CohortFile, path: KeyPath): void {
  for (const key of ["venue", "markets", "collateral"] as const) {
    if (file[key] === undefined) refuse(context, [...path, key], "is required");
  }
  if (file.unwind !== undefined)
    refuse(context, [...path, "unwind"], "has no meaning without legs");
}

/** Only borrowers can; a probability of 0 says nothing. */
function readDrawDown(
  context: Context,
  { draw_down, venue }: CohortFile,
  path: KeyPath,
): Pick<Cohort, "drawDown"> {
  if (draw_down === undefined || draw_down.probability === 0) return {};
  if (venue !== undefined && fieldOf(context, "venues", venue, "kind") !== "lending")
    refuse(context, [...path, "draw_down"], "has no meaning but on a lending venue");
  const { probability, reaction } = draw_down;
  return { drawDown: { probability, reaction } };
}

/** Patience and panic stand together; a share of 0 says nothing. */
function readPanic(context: Context, file: CohortFile, path: KeyPath): { panic?: Panic } {
  const { patience, panic } = file;
  if (patience === undefined && panic === undefined) return {};
  if (patience === undefined) refuse(context, [...path, "patience"], "is required beside panic");
  if (panic === undefined) refuse(context, [...path, "panic"], "is required beside patience");
  return patience === undefined || !panic ? {} : { panic: { patience, share: panic } };
}

function refuseBeside(context: Context, file: CohortFile, path: KeyPath): void {
  for (const key of [
    "venue",
    "markets",
    "collateral",
    "long",
    "loan_to_value",
    "draw_down",
  ] as const) {
    if (file[key] !== undefined) refuse(context, [...path, key], "has no meaning beside legs");
  }
}

function checkDebt(
  context: Context,
  file: CohortFile,
  venue: Venue,
  collateral: Cohort["collateral"],
  path: KeyPath,
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
  path: KeyPath,
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
