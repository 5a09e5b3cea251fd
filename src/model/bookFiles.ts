/**
 * `book.files`: real accounts and positions from CSV.
 *
 * A column of `accounts` is a key of an explicit account, dotted where it lies deeper (`collateral.USDC`,
 * `top_up.reaction.constant`); an empty cell is a key that is not given. A row of `positions` is `account, market, size`
 * and, if it is known, `entry`. The rows stand behind the accounts of the file.
 */

import type { CsvTable } from "./csvTable.ts";
import { cellValue, type Filling, tableAt } from "./filling.ts";
import type { Place } from "./place.ts";
import type { KeyPath } from "./problems.ts";
import { show } from "./problems.ts";
import { accountKeys } from "./schema/account.ts";
import { unknownWord } from "./suggest.ts";
import { type Mapping, valueAt } from "./tree.ts";

const ACCOUNTS: KeyPath = ["book", "files", "accounts"];
const POSITIONS: KeyPath = ["book", "files", "positions"];

const requiredOfAccounts = ["id", "venue"];
const positionKeys = ["account", "market", "size", "entry"];
const requiredOfPositions = ["account", "market", "size"];

/** Columns that are text also where they look like a number. */
const textual: ReadonlySet<string> = new Set(["id", "venue", "sale_market", "margin_mode"]);

/** Appends the accounts of the files to `book.accounts`. */
export function readBookFiles(filling: Filling): void {
  const { tree } = filling.layer;
  const accounts = tableAt(filling, ACCOUNTS);
  const positions = tableAt(filling, POSITIONS);
  const book = valueAt(tree, ["book"]) as Mapping;
  const given = book["accounts"] ?? [];
  if (accounts === null || !Array.isArray(given)) return;
  if (!hasColumns(filling, accounts, ACCOUNTS, accountKeys, requiredOfAccounts)) return;
  const read = accountRows(accounts);
  if (positions !== null) {
    if (!hasColumns(filling, positions, POSITIONS, positionKeys, requiredOfPositions)) return;
    addPositions(filling, read, positions);
  }
  book["accounts"] = [...(given as unknown[]), ...read];
  filling.tables.push({
    prefix: ["book", "accounts"],
    place: placesOf(accounts, positions, given.length),
  });
}

function hasColumns(
  { problems }: Filling,
  table: CsvTable,
  path: KeyPath,
  known: readonly string[],
  required: readonly string[],
): boolean {
  const before = problems.length;
  const report = (column: number, reason: string): void => {
    problems.push({ path, reason, place: table.place(-1, column) });
  };
  table.columns.forEach((name, column) => {
    const segments = name.split(".");
    if (!known.includes(segments[0])) report(column, unknownWord("column", name, known));
    else if (segments.includes("") || segments.includes("__proto__"))
      report(column, `${show(name)} is no key`);
    if (table.columns.indexOf(name) < column) report(column, `column ${show(name)} is given twice`);
  });
  for (const name of required)
    if (!table.columns.includes(name)) report(0, `column '${name}' is missing`);
  table.rows.forEach((row, at) => {
    if (row.length !== table.columns.length) {
      const reason = `has ${row.length} cells, the header has ${table.columns.length}`;
      problems.push({ path, reason, place: table.place(at, 0) });
    }
  });
  return problems.length === before;
}

function accountRows(table: CsvTable): Mapping[] {
  const keys = table.columns.map((name) => name.split("."));
  return table.rows.map((row) => {
    const account: Mapping = {};
    row.forEach((cell, column) => {
      if (cell === "") return;
      const segments = keys[column];
      let block = account;
      for (const segment of segments.slice(0, -1)) block = (block[segment] ??= {}) as Mapping;
      const isText = textual.has(table.columns[column]) || segments.at(-1) === "from";
      block[segments.at(-1)!] = isText ? cell : cellValue(cell);
    });
    account["collateral"] ??= {};
    return account;
  });
}

function addPositions({ problems }: Filling, accounts: readonly Mapping[], table: CsvTable): void {
  const byId = new Map(accounts.map((account) => [account["id"], account]));
  const [owner, market, size, entry] = positionKeys.map((name) => table.columns.indexOf(name));
  table.rows.forEach((row, at) => {
    const report = (column: number, reason: string): void => {
      problems.push({ path: POSITIONS, reason, place: table.place(at, column) });
    };
    const account = byId.get(row[owner]);
    if (account === undefined) {
      report(owner, `there is no account ${show(row[owner])} in ${ACCOUNTS.join(".")}`);
      return;
    }
    const held = (account["positions"] ??= {}) as Mapping;
    if (Object.hasOwn(held, row[market]))
      report(market, `account ${show(row[owner])} has ${show(row[market])} twice`);
    held[row[market]] = {
      size: cellValue(row[size]),
      ...(entry < 0 || row[entry] === "" ? {} : { entry: cellValue(row[entry]) }),
    };
  });
}

/** Where a part of an account stands: its cell, its row of positions, or else its row. */
function placesOf(accounts: CsvTable, positions: CsvTable | null, given: number) {
  let rowOf: Map<string, number> | null = null;
  return ([index, ...keys]: KeyPath): Place | undefined => {
    if (typeof index !== "number" || index < given) return undefined;
    const row = index - given;
    for (let length = keys.length; length > 0; length--) {
      const column = accounts.columns.indexOf(keys.slice(0, length).join("."));
      if (column >= 0) return accounts.place(row, column);
    }
    if (positions !== null && keys[0] === "positions" && keys.length > 1) {
      rowOf ??= positionRows(positions);
      const id = accounts.rows[row][accounts.columns.indexOf("id")];
      const at = rowOf.get(`${id}\n${keys[1]}`);
      const column = positions.columns.indexOf(String(keys[2] ?? "market"));
      if (at !== undefined) return positions.place(at, Math.max(0, column));
    }
    return accounts.place(row, 0);
  };
}

function positionRows({ columns, rows }: CsvTable): Map<string, number> {
  const [owner, market] = ["account", "market"].map((name) => columns.indexOf(name));
  return new Map(rows.map((row, at) => [`${row[owner]}\n${row[market]}`, at]));
}
