import { expect, test } from "vitest";
import type { Column } from "../../src/engine/columns.ts";
import { labelsOf } from "../../src/engine/labels.ts";
import { appendRow, createTable } from "../../src/engine/tables.ts";
import { createText, writeTable } from "../../src/engine/tableText.ts";
import { smallModel } from "./smallModel.ts";

test("a table is written row by row with its labels as text, and without rows it is nothing", () => {
  const columns: Column[] = [
    { name: "path", type: "integer", unit: "", meaning: "" },
    { name: "venue", type: "label", unit: "", meaning: "", labels: "venue" },
  ];
  const table = createTable(["path", "venue"]);
  const labels = labelsOf(smallModel("calm", 1));
  const text = createText();
  writeTable(text, table, columns, labels);
  expect(text.length).toBe(0);
  for (const venue of [1, -1]) {
    const row = appendRow(table);
    table.columns.path[row] = 3;
    table.columns.venue[row] = venue;
  }
  writeTable(text, table, columns, labels);
  expect(new TextDecoder().decode(text.bytes.subarray(0, text.length))).toBe('3,"v,2"\n3,\n');
});
