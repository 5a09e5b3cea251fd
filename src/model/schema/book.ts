/** The book: cohorts drawn from distributions, explicit accounts beside them, and the book's own seed. */

import { z } from "zod";
import { type Context, parseBlock, readEach, refuse, sectionOf } from "../context.ts";
import { show } from "../problems.ts";
import type { BookDescription } from "../resolved/book.ts";
import type { Asset } from "../resolved/market.ts";
import type { Venue } from "../resolved/venue.ts";
import { isMapping, valueAt } from "../tree.ts";
import { accountSchema, readAccount } from "./account.ts";
import { byName } from "./block.ts";
import { cohortSchema, readCohort } from "./cohort.ts";

/** All cohorts together: what fits in memory on every thread's shared book. */
const mostAccounts = 10_000_000;

const seed = z
  .union([z.string().min(1), z.number().int()], { error: "must be a whole number or text" })
  .transform(String)
  .default("1");

const files = z.strictObject({ accounts: z.string(), positions: z.string().optional() });

/** The entries are read one by one, so that one wrong account hides no other mistake. */
const shape = z.strictObject({
  seed,
  cohorts: z.unknown().optional(),
  accounts: z.unknown().optional(),
  files: files.optional(),
});

/** The schema of the book. */
export const bookSchema: z.ZodType = z.strictObject({
  seed,
  cohorts: byName(cohortSchema).optional(),
  accounts: z.array(accountSchema).optional(),
  files: files.optional(),
});

/** Reads the book; without one it is empty. */
export function readBook(
  context: Context,
  venues: readonly Venue[],
  assets: readonly Asset[],
): BookDescription | null {
  const file = parseBlock(context, shape, sectionOf(context, "book", {}), ["book"]);
  const crowds = readEach(context, ["book", "cohorts"], (_context, raw, name, path) =>
    readCohort(context, raw, name, path, venues),
  );
  const cohorts = crowds.flatMap((one) => (one.kind === "cohort" ? [one.cohort] : []));
  const desks = crowds.flatMap((one) => (one.kind === "desk" ? [one.desk] : []));
  const accounts = readAccounts(context, venues, assets);
  const total =
    accounts.length +
    cohorts.reduce((sum, cohort) => sum + cohort.accounts, 0) +
    desks.reduce((sum, desk) => sum + desk.accounts * desk.legs.length, 0);
  if (total > mostAccounts)
    refuse(context, ["book"], `holds ${total} accounts, more than ${mostAccounts}`);
  if (file === null) return null;
  const book = { seed: file.seed, cohorts, accounts };
  return desks.length > 0 ? { ...book, desks } : book;
}

function readAccounts(
  context: Context,
  venues: readonly Venue[],
  assets: readonly Asset[],
): BookDescription["accounts"] {
  const list = valueAt(context.tree, ["book", "accounts"]);
  if (list === undefined) return [];
  if (!Array.isArray(list)) {
    refuse(context, ["book", "accounts"], `must be a list of accounts, got ${show(list)}`);
    return [];
  }
  const seen = new Set<unknown>();
  return list.flatMap((raw: unknown, index) => {
    const path = ["book", "accounts", index];
    const id = isMapping(raw) ? raw["id"] : undefined;
    if (id !== undefined && seen.has(id))
      refuse(context, [...path, "id"], `${show(id)} is given twice`);
    seen.add(id);
    const account = readAccount(context, raw, path, venues, assets);
    return account === null ? [] : [account];
  });
}
