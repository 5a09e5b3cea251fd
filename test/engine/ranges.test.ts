import { expect, test } from "vitest";
import { defaultBlockSize, rangesOf } from "../../src/engine/ranges.ts";

test("ranges cover every path once, and the last is as short as it must be", () => {
  expect([...rangesOf(4, 17, 5)]).toEqual([
    { from: 4, to: 9 },
    { from: 9, to: 14 },
    { from: 14, to: 17 },
  ]);
  expect([...rangesOf(17, 17, 5)]).toEqual([]);
});

test("blocks hold 8 paths in small runs, 79 of 10 000, and 256 in large ones", () => {
  expect([1, 1000, 10_000, 1e6, 2 ** 32 - 1].map((paths) => defaultBlockSize(paths))).toEqual([
    8, 8, 79, 256, 256,
  ]);
});
