/**
 * The balance sheets of all parties to a model's claims at t = 0: institutions first, then the balances that paths move.
 *
 *   equity_i = assets_i + sum_j lent_ij - external_i - sum_j liabilities_ij, at least 0
 *
 * Lenders start at 0: what they have is owed by borrowers, who are drawn with the book.
 */
import type { ResolvedModel } from "../model/resolved.ts";
import type { Balance, Claims } from "../model/resolved/claims.ts";

/** USD, by party. */
export interface BalanceSheets {
  readonly names: readonly string[];
  /** Of their own, outside the network. */
  readonly assets: Float64Array;
  /** Owed outside the network. */
  readonly external: Float64Array;
  /** What i owes j, and what i has lent to j, at i * parties + j. */
  readonly liabilities: Float64Array;
  readonly lent: Float64Array;
  readonly equity: Float64Array;
}

/** Names of all who owe or are owed, by their number. */
export function partyNames({ claims }: ResolvedModel): readonly string[] {
  return [...(claims?.institutions ?? []), ...(claims?.balances ?? [])].map(({ name }) => name);
}

/** The sheets of the parties to `claims`, which are the model's. */
export function balanceSheets(model: ResolvedModel, claims: Claims): BalanceSheets {
  const names = partyNames(model);
  const parties = names.length;
  const liabilities = new Float64Array(parties * parties);
  const lent = new Float64Array(parties * parties);
  for (const { debtor, creditor, amount } of claims.exposures) {
    liabilities[debtor * parties + creditor] += amount;
    lent[creditor * parties + debtor] += amount;
  }
  const external = new Float64Array(parties);
  external.set(claims.institutions.map((institution) => institution.external));
  const assets = Float64Array.from([
    ...claims.institutions.map((institution) => institution.assets),
    ...claims.balances.map((balance) => startBalance(model, balance)),
  ]);
  const equity = assets.map((own, party) => {
    const owed = rowSum(liabilities, parties, party) + external[party];
    return Math.max(0, own + rowSum(lent, parties, party) - owed);
  });
  return { names, assets, external, liabilities, lent, equity };
}

/** Sum of a row of a square matrix. */
export function rowSum(cells: Float64Array, parties: number, row: number): number {
  let sum = 0;
  for (let column = 0; column < parties; column++) sum += cells[row * parties + column];
  return sum;
}

/** What a balance holds at t = 0, USD. */
export function startBalance(model: ResolvedModel, { kind, index }: Balance): number {
  const bridge = model.bridges[index];
  switch (kind) {
    case "vault":
    case "insurance": {
      const step = model.venues[index].waterfall.find((candidate) => candidate.kind === kind);
      return step !== undefined && "amount" in step ? step.amount : 0;
    }
    case "makers":
      return model.venues[index].makers?.inventory ?? 0;
    case "lenders":
      return 0;
    case "pool":
      return bridge.kind === "liquidity"
        ? bridge.pools.reduce((sum, { amount }) => sum + amount, 0)
        : 0;
    case "lock_mint":
      return bridge.kind === "lock_mint" ? bridge.locked : 0;
    case "shared":
      return bridge.kind === "shared" ? bridge.backing : 0;
    case "canonical":
      return bridge.kind === "canonical" ? model.chains[bridge.chain].valueLocked : 0;
  }
}
