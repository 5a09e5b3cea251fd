/**
 * What a party of the claims has of its own, now and at t = 0, in USD: vaults and makers with the profit of the positions
 * that they hold against the accounts, at S; lenders as what they have gained beside a start of 0 (their debtors are drawn
 * with the book); pools with what is under way between them; a share of a lock_mint or shared bridge as claims at their true price.
 */
import type { Balance } from "../../model/resolved/claims.ts";
import { openProfit } from "../counterparty.ts";
import { assetPrice } from "../prices.ts";
import { insuranceLeft, vaultLeft } from "../state/funds.ts";
import type { Trading } from "../state/trading.ts";

/** USD now; what it was at t = 0 says `clearing/balanceSheets.ts`. */
export function balanceNow(trading: Trading, { kind, index }: Balance): number {
  const { funds, model } = trading;
  switch (kind) {
    case "vault":
      return (
        vaultLeft(funds, index) * funds.peg[index] +
        (model.venues[index].kind === "pool" ? openProfit(trading, index) : 0)
      );
    case "insurance":
      return insuranceLeft(funds, index) * funds.peg[index];
    case "makers":
      return (
        (model.venues[index].makers?.inventory ?? 0) +
        funds.makersGained[index] * funds.peg[index] +
        (model.venues[index].kind === "orderbook" ? openProfit(trading, index) : 0)
      );
    case "lenders":
      return lendersGain(trading, index);
    case "pool":
      return poolsValue(trading, index);
    case "lock_mint":
    case "shared":
      return claimsValue(trading, index);
    case "canonical":
      return canonicalValue(trading, index);
  }
}

/** What borrowers have repaid and owe, interest included, beyond what they owed at t = 0. */
function lendersGain({ funds, lent, base, valuations }: Trading, venue: number): number {
  const owed = lent[venue] * valuations.mark.debtIndex[venue] - base.lent[venue];
  return (funds.lendersGained[venue] + owed) * funds.peg[venue];
}

/** Pools are counted at the peg of their cash. */
function poolsValue(trading: Trading, bridge: number): number {
  const { backing, pegs, model } = trading;
  const cash = model.market.assets.findIndex(({ kind }) => kind === "cash");
  return backing.pools(bridge) * (cash < 0 ? 1 : pegs.price[cash] / pegs.peg[cash]);
}

/** The claims of t = 0 at what they are worth now. */
function claimsValue(trading: Trading, bridge: number): number {
  const { model, network, backing } = trading;
  const units = network.bridges.backings.start[bridge];
  const asset = model.market.assets.findIndex(
    (candidate) => candidate.kind === "wrapped" && candidate.bridge === bridge,
  );
  if (asset < 0) return units * backing.ratio(bridge);
  return units * assetPrice(trading, asset);
}

function canonicalValue({ model, network }: Trading, index: number): number {
  const bridge = model.bridges[index];
  if (bridge.kind !== "canonical") return 0;
  return model.chains[bridge.chain].valueLocked * network.chainBackingRatio[bridge.chain];
}
