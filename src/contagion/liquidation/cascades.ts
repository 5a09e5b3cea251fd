/** Cascades of a finished path: connected sets of sales, in the order of their first sales. */
import { type Sales, cascadeOf } from "../state/sales.ts";
import type { Trading } from "../state/trading.ts";

/** One cascade; USD, s. */
export interface Cascade {
  start: number;
  end: number;
  /** Cause of its first close. */
  trigger: number;
  venues: number;
  accounts: number;
  /** Those of them that no earlier sale had pushed. */
  roots: number;
  notional: number;
  generations: number;
  displacement: number;
  badDebt: number;
}

/** The cascades of a finished path: sales of liquidations, linked; what of closing orders stands behind one is in it. */
export function gatherCascades({ sales }: Trading): readonly Cascade[] {
  const cascades: Cascade[] = [];
  const numberOf = new Int32Array(sales.count).fill(-1);
  // By cascade: its venues, and its accounts; one that is closed piece by piece is one account.
  const venues: Set<number>[] = [];
  const accounts: Set<number>[] = [];
  const roots: Set<number>[] = [];
  for (let sale = 0; sale < sales.count; sale++) {
    if (sales.generation[sale] < 0) continue;
    const root = cascadeOf(sales, sale);
    if (numberOf[root] < 0) {
      numberOf[root] = cascades.push(openCascade(sales, root)) - 1;
      venues.push(new Set());
      accounts.push(new Set());
      roots.push(new Set());
    }
    const number = numberOf[root];
    addSale(cascades[number], sales, sale);
    venues[number].add(sales.venue[sale]);
    for (let close = 0; close < sales.closes[sale]; close++) {
      const liquidation = sales.firstLiquidation[sale] + close;
      accounts[number].add(sales.account[liquidation]);
      if (sales.pushed[liquidation] === 0) roots[number].add(sales.account[liquidation]);
    }
  }
  cascades.forEach((cascade, number) => {
    cascade.venues = venues[number].size;
    cascade.accounts = accounts[number].size;
    cascade.roots = roots[number].size;
  });
  addOrdered(cascades, sales, numberOf);
  return cascades;
}

/** Closing orders belong to the cascades that they pushed; alone they are none. */
function addOrdered(cascades: readonly Cascade[], sales: Sales, numberOf: Int32Array): void {
  for (let sale = 0; sale < sales.count; sale++) {
    const number = numberOf[cascadeOf(sales, sale)];
    if (sales.generation[sale] < 0 && number >= 0) addSale(cascades[number], sales, sale);
  }
}

function openCascade(sales: Sales, root: number): Cascade {
  return {
    start: sales.time[root],
    end: sales.time[root],
    trigger: sales.cause[root],
    venues: 0,
    accounts: 0,
    roots: 0,
    notional: 0,
    generations: 0,
    displacement: 0,
    badDebt: 0,
  };
}

function addSale(cascade: Cascade, sales: Sales, sale: number): void {
  cascade.end = Math.max(cascade.end, sales.time[sale]);
  cascade.notional += sales.notional[sale];
  cascade.generations = Math.max(cascade.generations, sales.generation[sale] + 1);
  cascade.displacement = Math.max(cascade.displacement, sales.displacement[sale]);
  cascade.badDebt += sales.badDebt[sale];
}
