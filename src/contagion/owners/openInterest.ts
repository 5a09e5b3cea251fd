/** Open interest, and what a market that has too much of it makes accounts aim at when they top up. */
import { initialMargin, valueAccount } from "../../book/margin.ts";
import { openUnits } from "../state/positions.ts";
import type { Trading } from "../state/trading.ts";

/** USD at the mark on the side of a line that has more. */
export function openInterest({ positions, base, valuations }: Trading, line: number): number {
  if (openUnits(positions, base.positions, line) === 0) return 0;
  return Math.max(positions.long[line], positions.short[line]) * valuations.mark.mark[line];
}

/** USD that an account (touched) lacks to its scaled initial margin; 0 where no market of it is over its cap. */
export function missingToTarget(trading: Trading, account: number): number {
  const { book, accounts, layout, valuations, state } = trading;
  let target = 0;
  let over = false;
  for (
    let position = book.positionStart[account];
    position < book.positionStart[account + 1];
    position++
  ) {
    const line = book.positionLine[position];
    const notional = Math.abs(accounts.size[position]) * valuations.mark.mark[line];
    const open = openInterest(trading, line);
    if (notional > 0 && open > layout.openInterestCap[line]) over = true;
    target += initialMargin(layout, line, notional, open);
  }
  if (!over) return 0;
  valueAccount(layout, accounts, account, valuations.mark, state);
  return Math.max(0, target - state.equity);
}
