import { expect, test } from "vitest";
import { aligned } from "../../src/commands/figures.ts";
import { dashLines } from "../../src/commands/dashes.ts";
import { expectedShortfallEstimate } from "../../src/estimation/expectedShortfall.ts";
import { sortSample } from "../../src/estimation/sortedSample.ts";

const table = aligned([
  ["metric", "mean", "ES 99"],
  ["bad_debt_usd", "-5", "-"],
]);

test("dashes are explained by the reasons of the rows shown, each once, with the paths that would do", () => {
  const notes = [
    "needs at least 368 paths, has 200",
    "needs at least 3688 paths, has 200; 4 of 200 paths have a value",
    "all paths have the same value",
    "all paths have the same value",
    "",
  ];
  expect(dashLines(table, notes)).toEqual([
    "  '-': too few paths, at least 3688 are needed (--paths 3688); all paths have the same value",
  ]);
});

test("what an estimate says of too few paths is understood", () => {
  const { note } = expectedShortfallEstimate(sortSample([1, 2, 3], undefined), 0.99);
  expect(dashLines(table, [note])).toEqual([
    "  '-': too few paths, at least 368 are needed (--paths 368)",
  ]);
});

test("a table without a dash, and one whose dashes nobody explains, have no such line", () => {
  expect(dashLines(table.replace(/-$/, "7"), ["all paths have the same value"])).toEqual([]);
  expect(dashLines(table, ["4 of 200 paths have a value"])).toEqual([]);
});
