/** Who owes whom, ready to be cleared, and what clearing has left on the path that ended last. USD, by party. */
import { type BalanceSheets, balanceSheets } from "../../clearing/balanceSheets.ts";
import {
  type Cleared,
  type ClaimsNetwork,
  createCleared,
  createClaimsNetwork,
} from "../../clearing/clearNetwork.ts";
import type { ResolvedModel } from "../../model/resolved.ts";
import type { Claims } from "../../model/resolved/claims.ts";

export interface ClaimsState {
  readonly claims: Claims;
  /** At t = 0; equity there is the buffer against stress. */
  readonly sheets: BalanceSheets;
  readonly network: ClaimsNetwork;
  readonly cleared: Cleared;
  /** Asset that is paid in: the model's first cash. */
  readonly cash: number;
  /** Own assets at the horizon. */
  readonly assets: Float64Array;
  /** Share of the buffer that the path's own losses take, and that is lost in the end. */
  readonly shock: Float64Array;
  readonly stress: Float64Array;
  /** Share of all buffers that only contagion took. */
  debtRank: number;
  /** Claims left unpaid. */
  unpaid: number;
}

/** Lays out the claims of a model; null where it has none. */
export function createClaims(model: ResolvedModel): ClaimsState | null {
  const { claims, market } = model;
  if (claims === undefined) return null;
  const sheets = balanceSheets(model, claims);
  const { liabilities, external } = sheets;
  const network = createClaimsNetwork(liabilities, external, claims.alpha, claims.beta);
  const { parties } = network;
  return {
    claims,
    sheets,
    network,
    cleared: createCleared(network),
    cash: market.assets.findIndex(({ kind }) => kind === "cash"),
    assets: new Float64Array(parties),
    shock: new Float64Array(parties),
    stress: new Float64Array(parties),
    debtRank: 0,
    unpaid: 0,
  };
}
