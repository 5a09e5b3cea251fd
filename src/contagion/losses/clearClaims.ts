/**
 * The clearing of claims at the horizon, after the last waterfall: who owes more than he has left pays less, and his
 * creditors have less to pay with.
 *
 * A debtor's assets are its balance then (`balances.ts`, at least 0), an institution's what it began with and its share of
 * what its holdings gained or lost. What a default costs, and what is owed outside the network, goes to outside. DebtRank
 * of the same losses says what stress was added before anybody defaulted. Left out: a holder's part in what its
 * holding owes; the losses that a default brings to accounts.
 */
import { startBalance } from "../../clearing/balanceSheets.ts";
import { clearNetwork } from "../../clearing/clearNetwork.ts";
import { additionalStress, spreadStress } from "../../clearing/debtRank.ts";
import type { Balance, Institution } from "../../model/resolved/claims.ts";
import { balanceNow } from "./balances.ts";
import { assetPrice } from "../prices.ts";
import type { ClaimsState } from "../state/claims.ts";
import { HOLDER, type Holder, post } from "../state/ledger.ts";
import type { Trading } from "../state/trading.ts";

/** Clears the claims of a path at its horizon and posts what is paid. */
export function clearClaims(trading: Trading, state: ClaimsState): void {
  const { claims, network, cleared, assets } = state;
  const { institutions, balances } = claims;
  institutions.forEach((institution, party) => {
    assets[party] = Math.max(0, institutionNow(trading, institution));
  });
  balances.forEach((balance, index) => {
    assets[institutions.length + index] = Math.max(0, balanceNow(trading, balance));
  });
  clearNetwork(network, assets, cleared);
  state.unpaid = 0;
  for (let party = 0; party < network.parties; party++) {
    state.unpaid += network.owed[party] - cleared.paid[party];
    postPayments(trading, state, party);
  }
  rankStress(state);
}

function institutionNow(trading: Trading, { assets, holds }: Institution): number {
  let now = assets;
  for (const { balance, share } of holds)
    now += share * (balanceNow(trading, balance) - startBalance(trading.model, balance));
  return now;
}

/** What a debtor pays goes to its creditors pro rata; what its default destroys goes outside with the rest. */
function postPayments(trading: Trading, state: ClaimsState, debtor: number): void {
  const { network, cleared, assets, claims } = state;
  const { parties, liabilities, owed } = network;
  const paid = cleared.paid[debtor];
  if (owed[debtor] === 0) return;
  let inside = 0;
  for (let creditor = 0; creditor < parties; creditor++) {
    const usd = (paid * liabilities[debtor * parties + creditor]) / owed[debtor];
    postUsd(trading, state, holderOf(claims, debtor), holderOf(claims, creditor), usd);
    inside += usd;
  }
  const destroyed =
    cleared.defaulted[debtor] === 1 ? assets[debtor] + cleared.received[debtor] - paid : 0;
  postUsd(trading, state, holderOf(claims, debtor), HOLDER.outside, paid - inside + destroyed);
}

function postUsd(
  trading: Trading,
  { cash }: ClaimsState,
  from: Holder,
  to: Holder,
  usd: number,
): void {
  const peg = assetPrice(trading, cash);
  post(trading.ledger, cash, from, to, usd / peg, peg);
}

/** The ledger's holder of a party. */
export function holderOf({ institutions, balances }: ClaimsState["claims"], party: number): Holder {
  if (party < institutions.length) return HOLDER.institutions;
  return HOLDERS_OF[balances[party - institutions.length].kind];
}

const HOLDERS_OF: Readonly<Record<Balance["kind"], Holder>> = {
  vault: HOLDER.vaults,
  insurance: HOLDER.insurance,
  makers: HOLDER.makers,
  lenders: HOLDER.lenders,
  pool: HOLDER.bridges,
  lock_mint: HOLDER.bridges,
  shared: HOLDER.bridges,
  canonical: HOLDER.bridges,
};

/** USD by which clearing has changed what a party has. */
export function clearedChange(state: ClaimsState, party: number): number {
  const { assets, cleared, network } = state;
  if (cleared.defaulted[party] === 1) return -assets[party];
  return cleared.received[party] - network.owed[party];
}

function rankStress(state: ClaimsState): void {
  const { assets, sheets, shock, stress } = state;
  const { equity, lent } = sheets;
  for (let party = 0; party < equity.length; party++) {
    const lost = Math.max(0, sheets.assets[party] - assets[party]);
    shock[party] = equity[party] > 0 ? Math.min(1, lost / equity[party]) : 1;
  }
  spreadStress(lent, equity, shock, stress);
  state.debtRank = additionalStress(equity, equity, shock, stress);
}
