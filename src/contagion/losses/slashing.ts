/** What an attack costs its makers: the bond is spent, and what is slashed of the stake goes outside or to insurance. */
import { assetPrice } from "../prices.ts";
import { insuranceLeft, pay } from "../state/funds.ts";
import { HOLDER, post } from "../state/ledger.ts";
import type { Trading } from "../state/trading.ts";

/** Posts a bond that was spent, in the model's first cash asset. */
export function postBond(trading: Trading, usd: number): void {
  const cash = firstCash(trading);
  if (cash < 0) return;
  const price = assetPrice(trading, cash);
  post(trading.ledger, cash, HOLDER.attackers, HOLDER.outside, usd / price, price);
}

/** Posts a slashed stake that nobody gets. */
export function burnStake(trading: Trading, usd: number): void {
  const cash = firstCash(trading);
  if (cash < 0) return;
  const price = assetPrice(trading, cash);
  post(trading.ledger, cash, HOLDER.stakes, HOLDER.outside, usd / price, price);
}

/**
 * Pays a slashed stake into the insurance funds of the venues on some chains, pro rata to what these hold; outside where
 * there are none.
 *
 * @param chains that the component serves
 */
export function insureWithStake(trading: Trading, chains: readonly number[], usd: number): void {
  const { funds, model } = trading;
  const held = (venue: number): number =>
    chains.includes(model.venues[venue].chain) && funds.startInsurance[venue] > 0
      ? Math.max(1, insuranceLeft(funds, venue) * funds.peg[venue])
      : 0;
  let total = 0;
  for (let venue = 0; venue < model.venues.length; venue++) total += held(venue);
  if (total === 0) {
    burnStake(trading, usd);
    return;
  }
  const shares = model.venues.map((_, venue) => held(venue) / total);
  shares.forEach((share, venue) =>
    pay(funds, venue, HOLDER.stakes, HOLDER.insurance, (usd * share) / funds.peg[venue]),
  );
}

function firstCash({ model }: Trading): number {
  return model.market.assets.findIndex(({ kind }) => kind === "cash");
}
