/** Notes a venue's bad debt until its waterfall pays at the end of the step. */
import type { Trading } from "../state/trading.ts";

/** A close has left `usd` > 0 of bad debt; `selection.closed` says which positions made it. */
export function noteBadDebt(trading: Trading, account: number, usd: number): void {
  const { losses, book, selection, valuations } = trading;
  losses.owed[book.venue[account]] += usd;
  losses.any = true;
  if (trading.layout.lends[book.venue[account]] === 1) return;
  for (
    let position = book.positionStart[account];
    position < book.positionStart[account + 1];
    position++
  ) {
    const closed = selection.closed[position];
    if (closed === 0) continue;
    const line = book.positionLine[position];
    const part = (usd * Math.abs(closed) * valuations.mark.mark[line]) / selection.closedNotional;
    if (closed > 0) losses.fromLongs[line] += part;
    else losses.fromShorts[line] += part;
  }
}
