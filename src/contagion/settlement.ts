/** Settlement in cash between an account and its venue's counterparty. */
import { unsettledCharge } from "../book/margin.ts";
import { pay } from "./state/funds.ts";
import { HOLDER } from "./state/ledger.ts";
import { moveReference } from "./state/positions.ts";
import type { Trading } from "./state/trading.ts";

/** Settles what a position owes of its charge index. */
export function settleCharge(trading: Trading, account: number, position: number): void {
  const { accounts, book, valuations, positions } = trading;
  const line = book.positionLine[position];
  const size = accounts.size[position];
  const before = accounts.chargeSettled[position];
  const charge = unsettledCharge(size, before, valuations.mark, line);
  const after = size > 0 ? valuations.mark.chargeLong[line] : valuations.mark.chargeShort[line];
  if (before === after) return;
  moveReference(positions, line, size, before, after);
  accounts.chargeSettled[position] = after;
  accounts.chargesPaid[account] += charge;
  receive(trading, account, book.venue[account], -charge);
}

/** The counterparty pays the account `usd`; negative: the account pays. */
export function receive(trading: Trading, account: number, venue: number, usd: number): void {
  const units = usd / trading.funds.peg[venue];
  trading.accounts.cash[account] += units;
  pay(trading.funds, venue, trading.funds.counterparty[venue], HOLDER.accounts, units);
}
