import { expect, test } from "vitest";
import type { Column } from "../../src/engine/columns.ts";
import { labelsOf } from "../../src/engine/labels.ts";
import { appendRow, createTable } from "../../src/engine/tables.ts";
import { tableText } from "../../src/engine/tableText.ts";
import { smallModel } from "./smallModel.ts";

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

test("a table is written row by row with its labels as text, and without rows it is nothing", () => {
  const columns: Column[] = [
    { name: "path", type: "integer", unit: "", meaning: "" },
    { name: "venue", type: "label", unit: "", meaning: "", labels: "venue" },
  ];
  const table = createTable(["path", "venue"]);
  const labels = labelsOf(smallModel("calm", 1));
  expect(tableText(table, columns, labels)).toHaveLength(0);
  for (const venue of [1, -1]) {
    const row = appendRow(table);
    table.columns.path[row] = 3;
    table.columns.venue[row] = venue;
  }
  expect(text(tableText(table, columns, labels))).toBe('3,"v,2"\n3,\n');
});
