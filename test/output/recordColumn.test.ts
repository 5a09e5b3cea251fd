import { expect, test } from "vitest";
import { recordColumn } from "../../src/output/recordColumn.ts";

const records = [
  { rows: 2, path: [0, 2], usd: [5, 7] },
  { rows: 0, path: [], usd: [] },
  { rows: 3, path: [2, 4, 6, 6], usd: [1, 3, 4, 99] },
];
const usdOf = ({ usd }: (typeof records)[number], row: number): number => usd[row];
const cut = (...lengths: number[]): Float64Array[] =>
  lengths.map((length) => new Float64Array(length));
const cells = (paths: Float64Array[]): number[] =>
  [...recordColumn(paths, records, usdOf)].flatMap((chunk) => [...chunk]);

test("a path's cell is the sum of its records, 0 where it has none; rows beyond the count are nothing", () => {
  expect(cells(cut(7))).toEqual([5, 0, 8, 0, 3, 0, 4]);
});

test("it is cut as the column of paths is, and may be read again", () => {
  const column = recordColumn(cut(3, 1, 3), records, usdOf);
  for (let reading = 0; reading < 2; reading++)
    expect([...column].map((chunk) => [...chunk])).toEqual([[5, 0, 8], [0], [3, 0, 4]]);
});
