/**
 * The sales of one path, and who pushed whom.
 *
 * A *sale* is what one venue closes in one generation. A liquidation whose account would have been safe at S_ex has a
 * *parent*: the earlier sale with the largest part of the displacement standing at its breach. A *cascade* is a
 * connected set of sales under those links (union-find), so that its membership depends on no order.
 */

export interface Sales {
  count: number;
  /** Closes so far, ordered ones included: the next one's number. */
  numbered: number;
  venue: Int32Array;
  /** First liquidation of the sale. */
  firstLiquidation: Int32Array;
  /** -1: a sale of closing orders, which are no liquidations; -2: a rollback has undone it. */
  generation: Int32Array;
  time: Float64Array;
  notional: Float64Array;
  /** Closes of the sale. */
  closes: Int32Array;
  /** Account of every close, by liquidation. */
  account: Int32Array;
  /** Whether it had a parent, by liquidation. */
  pushed: Uint8Array;
  badDebt: Float64Array;
  /** Largest |log(P / S)| of the venue's lines right after the sale. */
  displacement: Float64Array;
  /** Cause of its first liquidation. */
  cause: Int32Array;
  /** Union-find: another sale of the same cascade; itself at the root, which is the cascade's first sale. */
  link: Int32Array;
}

/** Generation of a sale that a rollback has undone: it has pushed S, and counts for nothing else. */
const UNDONE = -2;

const INTEGERS = ["venue", "firstLiquidation", "generation", "closes", "cause", "link"] as const;
const FLOATS = ["time", "notional", "badDebt", "displacement"] as const;

export function createSales(): Sales {
  return {
    count: 0,
    numbered: 0,
    venue: new Int32Array(64),
    firstLiquidation: new Int32Array(64),
    generation: new Int32Array(64),
    time: new Float64Array(64),
    notional: new Float64Array(64),
    closes: new Int32Array(64),
    account: new Int32Array(64),
    pushed: new Uint8Array(64),
    badDebt: new Float64Array(64),
    displacement: new Float64Array(64),
    cause: new Int32Array(64),
    link: new Int32Array(64),
  };
}

/** No sale yet, no close. */
export function resetSales(sales: Sales): void {
  sales.count = sales.numbered = 0;
}

/** Opens a sale. @returns its number in the path */
export function openSale(
  sales: Sales,
  venue: number,
  generation: number,
  time: number,
  firstLiquidation: number,
): number {
  if (sales.count === sales.venue.length) growSales(sales);
  const sale = sales.count++;
  sales.venue[sale] = venue;
  sales.firstLiquidation[sale] = firstLiquidation;
  sales.generation[sale] = generation;
  sales.time[sale] = time;
  sales.notional[sale] = 0;
  sales.closes[sale] = 0;
  sales.badDebt[sale] = 0;
  sales.displacement[sale] = 0;
  sales.cause[sale] = -1;
  sales.link[sale] = sale;
  return sale;
}

/**
 * Notes the next close of the sale under way.
 * @param liquidation its number in the path
 * @param pushed whether it has a parent
 */
export function noteClose(
  sales: Sales,
  sale: number,
  liquidation: number,
  account: number,
  pushed: boolean,
): void {
  if (liquidation === sales.account.length) growCloses(sales);
  sales.account[liquidation] = account;
  sales.pushed[liquidation] = pushed ? 1 : 0;
  sales.closes[sale]++;
}

/** What a venue sold after `since`, s, is undone: the sales stay, as parents of what they pushed. */
export function undoSales(sales: Sales, venue: number, since: number): void {
  for (let sale = sales.count - 1; sale >= 0 && sales.time[sale] > since; sale--) {
    if (sales.venue[sale] !== venue) continue;
    sales.generation[sale] = UNDONE;
    sales.notional[sale] = sales.badDebt[sale] = 0;
  }
}

/** The first sale of a sale's cascade. */
export function cascadeOf(sales: Sales, sale: number): number {
  const { link } = sales;
  let root = sale;
  while (link[root] !== root) {
    link[root] = link[link[root]];
    root = link[root];
  }
  return root;
}

/** A liquidation of `sale` was pushed by `parent`: one cascade. */
export function linkSales(sales: Sales, parent: number, sale: number): void {
  const a = cascadeOf(sales, parent);
  const b = cascadeOf(sales, sale);
  if (a < b) sales.link[b] = a;
  else sales.link[a] = b;
}

function growCloses(sales: Sales): void {
  const length = sales.account.length * 2;
  const account = new Int32Array(length);
  account.set(sales.account);
  sales.account = account;
  const pushed = new Uint8Array(length);
  pushed.set(sales.pushed);
  sales.pushed = pushed;
}

function growSales(sales: Sales): void {
  const length = sales.venue.length * 2;
  for (const name of INTEGERS) {
    const longer = new Int32Array(length);
    longer.set(sales[name]);
    sales[name] = longer;
  }
  for (const name of FLOATS) {
    const longer = new Float64Array(length);
    longer.set(sales[name]);
    sales[name] = longer;
  }
}
