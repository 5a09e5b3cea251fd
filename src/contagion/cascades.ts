/** Cascades of a finished path: connected sets of sales, in the order of their first sales. */
import { cascadeOf } from "./state/sales.ts";
import type { Trading } from "./state/trading.ts";

/** One cascade; USD, s. */
export interface Cascade {
  start: number;
  end: number;
  /** Cause of its first liquidation. */
  trigger: number;
  venues: number;
  accounts: number;
  notional: number;
  generations: number;
  displacement: number;
  badDebt: number;
}

/** Calls `visit` for every cascade of a finished path; costs cascades times sales. */
export function visitCascades(trading: Trading, visit: (cascade: Cascade) => void): void {
  const { sales } = trading;
  for (let root = 0; root < sales.count; root++) {
    if (cascadeOf(sales, root) === root) visit(gatherCascade(trading, root));
  }
}

function gatherCascade(trading: Trading, root: number): Cascade {
  const { sales, layout } = trading;
  const cascade: Cascade = {
    start: sales.time[root],
    end: sales.time[root],
    trigger: sales.cause[root],
    venues: 0,
    accounts: 0,
    notional: 0,
    generations: 0,
    displacement: 0,
    badDebt: 0,
  };
  const seen = new Uint8Array(layout.venues);
  // An account that is closed piece by piece is one account.
  const liquidated = new Set<number>();
  for (let sale = root; sale < sales.count; sale++) {
    if (cascadeOf(sales, sale) !== root) continue;
    seen[sales.venue[sale]] = 1;
    cascade.end = Math.max(cascade.end, sales.time[sale]);
    for (let close = 0; close < sales.closes[sale]; close++)
      liquidated.add(sales.account[sales.firstLiquidation[sale] + close]);
    cascade.notional += sales.notional[sale];
    cascade.generations = Math.max(cascade.generations, sales.generation[sale] + 1);
    cascade.displacement = Math.max(cascade.displacement, sales.displacement[sale]);
    cascade.badDebt += sales.badDebt[sale];
  }
  cascade.accounts = liquidated.size;
  cascade.venues = seen.reduce((sum, one) => sum + one, 0);
  return cascade;
}
