/** Where a path's events are written; the engine gives the tables. */
export interface Records {
  /** One market of one close; null unless asked for. */
  readonly liquidation: ((row: LiquidationRow) => void) | null;
  /** The end of a breach: steps from its begin to its last close, or to its recovery. @returns its row */
  delay(venue: number, steps: number, closed: boolean): number;
  /** The breach of that row goes on after all. */
  voidDelay(row: number): void;
  /** What a venue closed after `since`, s, is undone. */
  undo(venue: number, since: number): void;
}

/** Reused from row to row. USD, s; codes as in `causes.ts`. */
export interface LiquidationRow {
  liquidation: number;
  /** -1: none. */
  parent: number;
  time: number;
  breach: number;
  venue: number;
  account: number;
  asset: number;
  generation: number;
  cause: number;
  notional: number;
  mark: number;
  execution: number;
  /** NaN but on the close's last row. */
  equityAfter: number;
  badDebt: number;
}

export function createLiquidationRow(): LiquidationRow {
  return {
    liquidation: 0,
    parent: -1,
    time: 0,
    breach: 0,
    venue: 0,
    account: 0,
    asset: 0,
    generation: 0,
    cause: 0,
    notional: 0,
    mark: 0,
    execution: 0,
    equityAfter: NaN,
    badDebt: NaN,
  };
}
