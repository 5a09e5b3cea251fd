/** What an account has open, USD. */
import type { Trading } from "./state/trading.ts";

/** USD of the account's positions at the mark. */
export function openNotional(trading: Trading, account: number): number {
  return notionalAt(trading, account, trading.valuations.mark.mark);
}

/** USD of the account's positions. @param price USD by line */
export function notionalAt(trading: Trading, account: number, price: Float64Array): number {
  const { book, accounts } = trading;
  let notional = 0;
  for (
    let position = book.positionStart[account];
    position < book.positionStart[account + 1];
    position++
  ) {
    notional += Math.abs(accounts.size[position]) * price[book.positionLine[position]];
  }
  return notional;
}
