/**
 * Claims: institutions, and what they, vaults, insurance funds, makers, lenders and bridge pools owe each other, cleared
 * at the horizon.
 *
 * Everybody but an institution is named by its entity and role (`venues.zk-perps.vault`, `bridges.hop.pool`). A debtor
 * needs a balance of its own: what lenders have is owed to them by borrowers, and a lock-mint bridge's backing belongs to
 * its claims.
 */

import { z } from "zod";
import { type Context, fieldOf, indexOf, namesOf, parseBlock, refuse } from "../context.ts";
import type { KeyPath } from "../problems.ts";
import type { Bridge } from "../resolved/bridge.ts";
import type { Balance, Claims, Exposure, Institution } from "../resolved/claims.ts";
import type { Venue } from "../resolved/venue.ts";
import { unknownWord } from "../suggest.ts";
import { block, byName } from "./block.ts";
import { amount, positiveAmount, share } from "./quantity.ts";

const shape = block({
  recovery: block({ alpha: share.default(1), beta: share.default(1) }).default({
    alpha: 1,
    beta: 1,
  }),
  institutions: byName(
    block({
      assets: amount,
      external_liabilities: amount.default(0),
      holds: byName(share).default({}),
    }),
  ).default({}),
  exposures: z
    .array(block({ debtor: z.string(), creditor: z.string(), amount: positiveAmount }))
    .default([]),
});

type ClaimsFile = z.output<typeof shape>;

/** The schema of the claims. */
export const claimsSchema: z.ZodType = shape;

/** Reads the claims; null where there are none. */
export function readClaims(
  context: Context,
  venues: readonly Venue[],
  bridges: readonly Bridge[],
): Claims | null {
  if (context.tree["claims"] === undefined) return null;
  const file = parseBlock(context, shape, context.tree["claims"], ["claims"]);
  if (file === null || isEmpty(file)) return null;
  const naming = { context, venues, bridges, institutions: Object.keys(file.institutions) };
  if (!hasCash(context))
    refuse(context, ["claims"], "are cleared in cash: market.assets needs an asset of kind cash");
  const institutions = Object.entries(file.institutions).map(
    ([name, { assets, external_liabilities, holds }]): Institution => ({
      name,
      assets,
      external: external_liabilities,
      holds: Object.entries(holds).flatMap(([held, part]) => {
        const path = ["claims", "institutions", name, "holds", held];
        const balance = readHolding(naming, held, path);
        return balance === null ? [] : [{ balance, share: part }];
      }),
    }),
  );
  const parties: Balance[] = [];
  const exposures = file.exposures.flatMap(({ debtor, creditor, amount: usd }, index) => {
    const path = ["claims", "exposures", index];
    const owing = readParty(naming, parties, debtor, [...path, "debtor"], true);
    const owed = readParty(naming, parties, creditor, [...path, "creditor"], false);
    if (owing === owed && owing !== null)
      refuse(context, [...path, "creditor"], `'${creditor}' is the debtor itself`);
    return owing === null || owed === null
      ? []
      : [{ debtor: owing, creditor: owed, amount: usd } satisfies Exposure];
  });
  return { ...file.recovery, institutions, balances: parties, exposures };
}

function isEmpty({ institutions, exposures }: ClaimsFile): boolean {
  return Object.keys(institutions).length === 0 && exposures.length === 0;
}

function hasCash(context: Context): boolean {
  return namesOf(context, "assets").some(
    (asset) => fieldOf(context, "assets", asset, "kind") === "cash",
  );
}

/** What names are looked up in. */
interface Naming {
  readonly context: Context;
  readonly venues: readonly Venue[];
  readonly bridges: readonly Bridge[];
  readonly institutions: readonly string[];
}

/** Number of a party among institutions and then balances, which grow with it; null after a report. */
function readParty(
  naming: Naming,
  balances: Balance[],
  name: string,
  path: KeyPath,
  owes: boolean,
): number | null {
  const { context, institutions } = naming;
  const institution = institutions.indexOf(name);
  if (institution >= 0) return institution;
  const balance = readBalance(naming, name, path);
  if (balance === null) return null;
  if (["lock_mint", "shared", "canonical"].includes(balance.kind)) {
    refuse(context, path, `'${name}' has no balance of its own: its backing belongs to its claims`);
    return null;
  }
  if (owes && balance.kind === "lenders") {
    refuse(context, path, `'${name}' has no balance of its own: what it has is owed to it`);
    return null;
  }
  const known = balances.findIndex(({ name: other }) => other === balance.name);
  return institutions.length + (known < 0 ? balances.push(balance) - 1 : known);
}

function readHolding(naming: Naming, name: string, path: KeyPath): Balance | null {
  if (!naming.institutions.includes(name)) return readBalance(naming, name, path, true);
  refuse(naming.context, path, "shares of one institution in another are not simulated");
  return null;
}

const roles = ["vault", "insurance", "makers", "lenders"] as const;

/** A balance by its dotted name; null after a report. */
function readBalance(naming: Naming, name: string, path: KeyPath, onKey = false): Balance | null {
  const { context, institutions } = naming;
  const [section, entity, role, ...rest] = name.split(".");
  const report = (reason: string): null => {
    context.problems.push({ path, reason, onKey });
    return null;
  };
  if ((section !== "venues" && section !== "bridges") || rest.length > 0)
    return report(unknownWord("institution", name, institutions));
  const known = namesOf(context, section);
  if (!known.includes(entity))
    return report(unknownWord(section === "venues" ? "venue" : "bridge", entity, known));
  const balance =
    section === "venues" ? venueBalance(naming, entity, role) : bridgeBalance(naming, entity, role);
  return typeof balance === "string" ? report(balance) : balance;
}

function venueBalance(
  { context, venues }: Naming,
  entity: string,
  role: string | undefined,
): Balance | string | null {
  const kind = roles.find((candidate) => candidate === role);
  if (kind === undefined) return `must say whose balance it is: ${roles.join(", ")}`;
  const venue = venues.find(({ name }) => name === entity);
  if (venue === undefined) return null;
  if (!hasBalance(venue, kind)) return `venue '${entity}' has no ${kind}`;
  return { kind, name: `venues.${entity}.${kind}`, index: indexOf(context, "venues", entity) };
}

function hasBalance(venue: Venue, kind: (typeof roles)[number]): boolean {
  if (kind === "makers") return venue.makers !== null;
  if (kind === "lenders") return venue.kind === "lending";
  return venue.waterfall.some((step) => step.kind === kind);
}

function bridgeBalance(
  { context, bridges }: Naming,
  entity: string,
  role: string | undefined,
): Balance | string | null {
  if (role !== undefined && role !== "pool") return `a bridge has no ${role}`;
  const bridge = bridges.find(({ name }) => name === entity);
  if (bridge === undefined) return null;
  const kind = bridgeKinds[bridge.kind];
  return { kind, name: `bridges.${entity}`, index: indexOf(context, "bridges", entity) };
}

const bridgeKinds: Readonly<Record<Bridge["kind"], Balance["kind"]>> = {
  liquidity: "pool",
  lock_mint: "lock_mint",
  shared: "shared",
  canonical: "canonical",
};
