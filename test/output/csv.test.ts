import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { csvHeader, csvRows } from "../../src/output/csv.ts";

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

test("numbers are the shortest that read back as the same double; -0 is 0; NaN and null are empty", () => {
  const values = [0.1 + 0.2, 1e21, 5e-324, -0, NaN, null, 1e6, -1.5];
  expect(text(csvRows([values]))).toBe("0.30000000000000004,1e+21,5e-324,0,,,1000000,-1.5\n");
});

test("commas, quotes and line breaks are quoted so that a parser gives the same cells back", () => {
  const cells = ["a,b", 'say "hi"', "two\nlines", "a\rb", " padded ", ""];
  expect(parse(text(csvRows([cells, cells])))).toEqual([cells, cells]);
});

test("the header is one line", () => {
  expect(text(csvHeader(["path", "weight"]))).toBe("path,weight\n");
});
