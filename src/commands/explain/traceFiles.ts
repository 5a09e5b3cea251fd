/** The tables of an explained path: its trace, its rows, its story and what would have saved it. */

import { columnsOfTable, tableNames } from "../../engine/columns.ts";
import type { Replay, ReplayedRow } from "../../engine/replay.ts";
import type { TableBuffer } from "../../engine/tables.ts";
import { chainStatuses } from "../../engine/trace.ts";
import type { ResolvedModel } from "../../model/resolved.ts";
import { csvFile } from "../../output/csvFile.ts";
import type { Cell } from "../../output/csv.ts";
import type { Counterfactual } from "./counterfactuals.ts";
import type { StoryEvent } from "./event.ts";

/** Rows of a trace. @param textOf what is a word and not a number, by column */
function* tracedRows(
  { names, columns, rows }: TableBuffer,
  textOf: Readonly<Record<string, readonly string[]>>,
): Generator<Record<string, Cell>> {
  for (let row = 0; row < rows; row++) {
    yield Object.fromEntries(
      names.map((name) => {
        const cell = columns[name][row];
        return [name, textOf[name]?.[cell] ?? cell];
      }),
    );
  }
}

/** Content of each file by its name. */
export function traceFiles(
  model: ResolvedModel,
  { rows, trace }: Replay,
  story: readonly StoryEvent[],
  counterfactuals: readonly Counterfactual[],
): Map<string, Uint8Array> {
  const { prices, venues, statuses } = trace;
  const statusOf = Object.fromEntries(model.chains.map(({ name }) => [name, chainStatuses]));
  const venueOf = { venue: model.venues.map(({ name }) => name) };
  const empty = (row: ReplayedRow, name: string): Cell => row[name] ?? null;
  const tables = tableNames
    .filter((table) => table !== "venues")
    .map((table): [string, Uint8Array] => {
      const names = columnsOfTable(model, table).map(({ name }) => name);
      const cells = rows[table].map((row) =>
        Object.fromEntries(names.map((name) => [name, empty(row, name)])),
      );
      return [`${table}.csv`, csvFile(names, cells)];
    });
  return new Map([
    [
      "story.csv",
      csvFile(
        ["time_s", "kind", "text"],
        story.map((event) => ({ ...event })),
      ),
    ],
    [
      "counterfactuals.csv",
      csvFile(
        ["change", "liquidated_usd", "bad_debt_usd", "saved_usd"],
        counterfactuals.map((one) => ({ ...one })),
      ),
    ],
    ["prices.csv", csvFile(prices.names, tracedRows(prices, {}))],
    ["venues.csv", csvFile(venues.names, tracedRows(venues, venueOf))],
    ["statuses.csv", csvFile(statuses.names, tracedRows(statuses, statusOf))],
    ...tables,
  ]);
}
