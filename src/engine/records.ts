/** Turns what happens on a path into rows of the tables that are asked for. */
import type { LiquidationRow, Records } from "../contagion/state/records.ts";
import { type PathTables, type RecordTables, appendRow } from "./tables.ts";

/** @param current the path under way */
export function createRecords(
  tables: PathTables,
  delays: RecordTables["delays"],
  current: { readonly path: number },
): Records {
  const { liquidations } = tables;
  return {
    liquidation:
      liquidations === null ? null : (row) => addLiquidation(liquidations, current.path, row),
    delay(venue, steps, closed) {
      const at = appendRow(delays);
      const { columns } = delays;
      columns.path[at] = current.path;
      columns.venue[at] = venue;
      columns.delaySteps[at] = steps;
      columns.closed[at] = closed ? 1 : 0;
      columns.count[at] = 1;
      columns.weight[at] = 1;
      return at;
    },
    voidDelay(row) {
      delays.columns.count[row] = 0;
    },
    undo(venue, since) {
      if (liquidations !== null) markUndone(liquidations, current.path, venue, since);
    },
  };
}

/** Rows are in order of time: those after `since` are the last ones of the path. */
function markUndone(
  { rows, columns }: NonNullable<PathTables["liquidations"]>,
  path: number,
  venue: number,
  since: number,
): void {
  for (let row = rows - 1; row >= 0; row--) {
    if (columns.path[row] !== path || columns.time_s[row] <= since) return;
    if (columns.venue[row] === venue) columns.undone[row] = 1;
  }
}

function addLiquidation(
  table: NonNullable<PathTables["liquidations"]>,
  path: number,
  row: LiquidationRow,
): void {
  const at = appendRow(table);
  const { columns } = table;
  columns.path[at] = path;
  columns.liquidation[at] = row.liquidation;
  columns.parent[at] = row.parent < 0 ? NaN : row.parent;
  columns.time_s[at] = row.time;
  columns.breach_s[at] = row.breach;
  columns.venue[at] = row.venue;
  columns.account[at] = row.account;
  columns.market[at] = row.asset;
  columns.generation[at] = row.generation;
  columns.cause[at] = row.cause;
  columns.notional_usd[at] = row.notional;
  columns.mark[at] = row.mark;
  columns.execution[at] = row.execution;
  columns.equity_after_usd[at] = row.equityAfter;
  columns.bad_debt_usd[at] = row.badDebt;
  columns.undone[at] = 0;
}
