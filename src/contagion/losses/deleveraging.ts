/**
 * Auto-deleveraging: what insurance did not cover of a line's loss is taken from unrealised profit on the other side.
 *
 * Ranked by (profit / cost basis) * (notional / equity), or pro rata to profit. Each account is closed at the mark
 * against the counterparty until the profit taken equals the loss, the last one partly: a haircut of profit, never of
 * principal, never more than needed. The one place that looks at all accounts of a line; it runs when a fund is empty.
 */
import { isTouched } from "../../book/accounts.ts";
import { valueAccount } from "../../book/margin.ts";
import { ALL_CONCERNS, markDue } from "../../book/watches.ts";
import { enter } from "../liquidation/breach.ts";
import { loseLeg } from "../owners/desks.ts";
import { keepAccount } from "../rollback/keepAccount.ts";
import { receive, settleCharge } from "../settlement.ts";
import { takeOver } from "../state/positions.ts";
import { openNotional } from "../notional.ts";
import type { Trading } from "../state/trading.ts";

/** A part this close to the whole is the whole: rounding leaves no position behind. */
const ROUNDING = 1e-12;

/**
 * @param uncovered share of the venue's loss of the step that is still open
 * @returns USD taken
 */
export function deleverage(
  trading: Trading,
  venue: number,
  uncovered: number,
  rank: "profit_leverage" | "pro_rata",
): number {
  const { layout, losses } = trading;
  let taken = 0;
  for (let line = layout.lineStart[venue]; line < layout.lineStart[venue + 1]; line++) {
    taken += takeFrom(trading, line, -1, losses.fromLongs[line] * uncovered, rank);
    taken += takeFrom(trading, line, 1, losses.fromShorts[line] * uncovered, rank);
  }
  return taken;
}

/** Takes up to `usd` of profit from the positions of one sign on a line. */
function takeFrom(
  trading: Trading,
  line: number,
  sign: 1 | -1,
  usd: number,
  rank: "profit_leverage" | "pro_rata",
): number {
  if (usd <= 0) return 0;
  const { deleveraging: scratch } = trading;
  const available = gather(trading, line, sign);
  const chosen = scratch.position.subarray(0, scratch.count);
  let left = Math.min(usd, available);
  const taken = left;
  if (rank === "pro_rata") {
    for (const position of chosen)
      close(trading, position, (taken / available) * scratch.profit[position]);
    return taken;
  }
  chosen.sort((a, b) => scratch.rank[b] - scratch.rank[a] || a - b);
  for (let index = 0; index < chosen.length && left > 0; index++) {
    const part = Math.min(left, scratch.profit[chosen[index]]);
    close(trading, chosen[index], part);
    left -= part;
  }
  return taken;
}

/** Finds positions in profit whose accounts have equity. @returns USD of their profit */
function gather(trading: Trading, line: number, sign: 1 | -1): number {
  const { base, accounts, book, valuations, deleveraging: scratch, layout, state } = trading;
  const mark = valuations.mark.mark[line];
  let available = 0;
  scratch.count = 0;
  for (let at = base.lines.start[line]; at < base.lines.start[line + 1]; at++) {
    const position = base.lines.position[at];
    const account = base.lines.account[position];
    const own = isTouched(accounts, account);
    const size = own ? accounts.size[position] : book.positionSize[position];
    if (size * sign <= 0) continue;
    const entry = own ? accounts.entry[position] : book.positionEntry[position];
    const profit = size * (mark - entry);
    if (profit <= 0) continue;
    valueAccount(layout, accounts, account, valuations.mark, state);
    if (state.equity <= 0) continue;
    scratch.profit[position] = profit;
    scratch.rank[position] =
      (profit / (Math.abs(size) * entry)) * ((Math.abs(size) * mark) / state.equity);
    scratch.position[scratch.count++] = position;
    available += profit;
  }
  return available;
}

/** Closes the part of a position whose profit is `usd`, and takes that profit. */
function close(trading: Trading, position: number, usd: number): void {
  const {
    base,
    accounts,
    book,
    valuations,
    deleveraging: scratch,
    positions,
    tallies,
    index,
  } = trading;
  const account = base.lines.account[position];
  enter(trading, account);
  keepAccount(trading, account);
  settleCharge(trading, account, position);
  const line = book.positionLine[position];
  const venue = book.venue[account];
  const whole = usd >= scratch.profit[position] * (1 - ROUNDING);
  const size = accounts.size[position];
  const closing = whole ? size : (size * usd) / scratch.profit[position];
  receive(trading, account, venue, usd);
  accounts.cash[account] -= usd / trading.funds.peg[venue];
  takeOver(positions, line, closing, accounts.entry[position], accounts.chargeSettled[position]);
  accounts.size[position] = whole ? 0 : size - closing;
  tallies.deleveraged[venue] += usd;
  tallies.deleveragedNotional[venue] += Math.abs(closing) * valuations.mark.mark[line];
  markDue(index.watches, account, ALL_CONCERNS);
  if (whole && openNotional(trading, account) === 0) loseLeg(trading, account);
}
