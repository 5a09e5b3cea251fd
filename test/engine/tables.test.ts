import { expect, test } from "vitest";
import { appendRow, clearTable, createPathTables, createTable } from "../../src/engine/tables.ts";
import { smallModel } from "./smallModel.ts";

test("1 000 rows keep their values while the table grows from 64 rows to 1 024", () => {
  const table = createTable(["a", "b"]);
  for (let i = 0; i < 1000; i++) {
    const row = appendRow(table);
    table.columns.a[row] = i;
    table.columns.b[row] = -i;
  }
  expect(table.capacity).toBe(1024);
  expect(Array.from(table.columns.a.subarray(0, table.rows))).toEqual(
    Array.from({ length: 1000 }, (_, i) => i),
  );
  expect(table.columns.b[999]).toBe(-999);
});

test("a cell that nobody writes is empty, also where an earlier block had left a value", () => {
  const table = createTable(["a"]);
  table.columns.a[appendRow(table)] = 5;
  clearTable(table);
  expect(table.columns.a[appendRow(table)]).toBeNaN();
});

test("only requested tables exist, and the paths table always", () => {
  const tables = createPathTables(smallModel("calm", 1), ["faults"]);
  expect(tables.paths.names).toContain("min_price_ETH");
  expect(tables.paths.names.slice(-3)).toEqual(["ruin", "loss_rate", "amplified"]);
  expect(tables.faults).not.toBeNull();
  expect(tables.venues).toBeNull();
});
