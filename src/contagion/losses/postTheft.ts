/**
 * Canonical backing that was taken leaves the bridges for the attackers.
 *
 * Backing is counted in USD at the start, so it is posted as the model's first cash asset at par: nothing is left to sell.
 * Who bears it, the ledger does not say: holders keep their claims, and the chain's backing ratio says what these are
 * worth.
 */
import { HOLDER, post } from "../state/ledger.ts";
import type { Trading } from "../state/trading.ts";

/** Posts `usd` of canonical backing to the attackers. */
export function postTheft({ model, ledger }: Trading, usd: number): void {
  const { assets } = model.market;
  const cash = assets.findIndex(({ kind }) => kind === "cash");
  if (cash < 0) return;
  const { price } = assets[cash] as { readonly price: number };
  post(ledger, cash, HOLDER.bridges, HOLDER.attackers, usd / price, price);
}
