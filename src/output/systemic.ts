/**
 * The rows of `systemic.csv`: every party to a model's claims at the start, and what its default alone would do to the
 * others before anybody else defaults (DebtRank). A property of the claims, not of the paths.
 */
import { type BalanceSheets, balanceSheets, rowSum } from "../clearing/balanceSheets.ts";
import { additionalStress, spreadStress } from "../clearing/debtRank.ts";
import type { ResolvedModel } from "../model/resolved.ts";

export const SYSTEMIC_COLUMNS = [
  "institution",
  "assets_usd",
  "owed_usd",
  "claims_usd",
  "equity_usd",
  "debt_rank",
  "defaults",
] as const;

/** One party; `debt_rank` is the share of all equity that its default takes from others, `defaults` how many it brings. */
export type SystemicRow = Readonly<
  Record<Exclude<(typeof SYSTEMIC_COLUMNS)[number], "institution">, number>
> & { readonly institution: string };

/** The rows, institutions first; none for a model without claims. */
export function systemicRows(model: ResolvedModel): readonly SystemicRow[] {
  const { claims } = model;
  if (claims === undefined) return [];
  const sheets = balanceSheets(model, claims);
  return sheets.names.map((_, party) => rowOf(sheets, party));
}

function rowOf(sheets: BalanceSheets, party: number): SystemicRow {
  const { names, assets, external, liabilities, lent, equity } = sheets;
  const parties = names.length;
  const shock = new Float64Array(parties);
  const stress = new Float64Array(parties);
  shock[party] = 1;
  spreadStress(lent, equity, shock, stress);
  return {
    institution: names[party],
    assets_usd: assets[party],
    owed_usd: external[party] + rowSum(liabilities, parties, party),
    claims_usd: rowSum(lent, parties, party),
    equity_usd: equity[party],
    debt_rank: additionalStress(equity, equity, shock, stress),
    defaults: stress.reduce(
      (count, lost, other) => count + (other !== party && lost === 1 && equity[other] > 0 ? 1 : 0),
      0,
    ),
  };
}
