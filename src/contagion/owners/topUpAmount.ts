/** How much a top-up asks for, and what it is worth. */
import { startPrice } from "../../book/startValuation.ts";
import type { Valuation } from "../../book/margin.ts";
import { missingToTarget } from "./openInterest.ts";
import { assetPrice, slotPrice } from "../prices.ts";
import type { CallPolicy } from "../state/topUps.ts";
import type { Trading } from "../state/trading.ts";

/** USD that `units` of the account's top-up would add to its equity: what repays a negative balance takes no haircut. */
export function topUpWorth(
  trading: Trading,
  account: number,
  units: number,
  valuation: Valuation,
): number {
  const { layout, book, topUps, accounts } = trading;
  if (units === 0 || book.policy[account] < 0) return 0;
  const { slot, venue } = topUps.policies[book.policy[account]];
  if (slot >= 0) return units * valuation.collateral[slot] * (1 - layout.slotHaircut[slot]);
  const repaying = Math.min(units, Math.max(0, -accounts.cash[account]));
  return valuation.cash[venue] * (units - (units - repaying) * layout.cashHaircut[venue]);
}

/** Units that the account would ask for: its share of the collateral of t = 0, as far as the wallet reaches. */
export function amountLeft(trading: Trading, account: number, policy: CallPolicy): number {
  const units = startUnits(trading, account, policy);
  return Math.max(
    0,
    Math.min(units * policy.topUp.amount, walletLeft(trading, account, policy, units)),
  );
}

/** The same, or more where a market over its cap of open interest asks for a higher initial margin. */
export function amountAsked(trading: Trading, account: number, policy: CallPolicy): number {
  const units = amountLeft(trading, account, policy);
  const missing = missingToTarget(trading, account);
  if (missing <= 0) return units;
  const worth = topUpWorth(trading, account, 1, trading.valuations.mark);
  const most = walletLeft(trading, account, policy, startUnits(trading, account, policy));
  return Math.max(units, Math.min(missing / worth, most));
}

/** Units of what is sent that the collateral of t = 0 is worth. */
function startUnits(trading: Trading, account: number, policy: CallPolicy): number {
  return startCollateral(trading, account) / startPrice(trading.model, policy.asset);
}

function walletLeft(
  { topUps }: Trading,
  account: number,
  policy: CallPolicy,
  units: number,
): number {
  return units * policy.topUp.wallet - topUps.sent[account] + topUps.returned[account];
}

/** USD of the account's collateral at t = 0, before haircut. */
function startCollateral(trading: Trading, account: number): number {
  const { book, layout, model } = trading;
  let usd = book.cash[account] * startPrice(model, layout.cashAsset[book.venue[account]]);
  for (
    let balance = book.collateralStart[account];
    balance < book.collateralStart[account + 1];
    balance++
  ) {
    usd +=
      book.collateralUnits[balance] *
      startPrice(model, layout.slotAsset[book.collateralSlot[balance]]);
  }
  return usd;
}

/** USD per unit of what the policy sends, now. */
export function policyPrice(trading: Trading, policy: CallPolicy): number {
  const { slot, asset } = policy;
  const claims = slot >= 0 && trading.layout.slotBacking[slot] < 0;
  return claims ? slotPrice(trading, slot) : assetPrice(trading, asset);
}
