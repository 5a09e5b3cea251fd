import { expect, test } from "vitest";
import {
  changeCongestion,
  congestedThroughout,
  createCongestion,
  resetCongestion,
  workDoneAt,
} from "../../src/rollup/congestion.ts";
import type { Congestion } from "../../src/rollup/congestion.ts";
import { congestSettlement } from "../../src/rollup/outages.ts";
import { askWithdrawal, expectedWithdrawal, finalAt } from "../../src/rollup/withdrawals.ts";
import { machinery, optimistic } from "../reliability/machinery.ts";
import { rollupOf, runTo } from "./chains.ts";

/** Five times slower from 100 to 200 s. */
function congested(): Congestion {
  const congestion = createCongestion();
  changeCongestion(congestion, 5, 100);
  changeCongestion(congestion, 1, 200);
  return congestion;
}

test("100 s of work begun at 50 do 50 before the congestion, 20 within it and 30 after: done at 230", () => {
  expect(workDoneAt(congested(), 50, 100)).toBe(230);
});

test.each([
  [0, 100, 100],
  [0, 110, 150],
  [120, 10, 170],
  [120, 16, 200],
  [200, 7, 207],
  [300, 50, 350],
])("begun at %d, %d s of work are done at %d", (start, work, done) => {
  expect(workDoneAt(congested(), start, work)).toBe(done);
});

test("without congestion work takes its length, and a path leaves no trace in the next", () => {
  const congestion = congested();
  resetCongestion(congestion);
  expect(workDoneAt(congestion, 50, 100)).toBe(150);
  expect(workDoneAt(congestion, NaN, 100)).toBeNaN();
});

test.each([
  [100, 200, true],
  [120, 150, true],
  [99, 150, false],
  [150, 201, false],
  [250, 300, false],
])("congested at every moment of [%d, %d]: %s", (from, to, throughout) => {
  expect(congestedThroughout(congested(), from, to)).toBe(throughout);
});

test("two factors above 1 after each other are one congestion", () => {
  const congestion = createCongestion();
  changeCongestion(congestion, 5, 100);
  changeCongestion(congestion, 2, 150);
  changeCongestion(congestion, 1, 200);
  expect(congestedThroughout(congestion, 110, 190)).toBe(true);
});

test("posting of 600 s and finality of 900 s take five times as long, the window of 10 000 s does not", () => {
  const rollup = rollupOf(machinery());
  congestSettlement(rollup, 5, 0);
  expect(expectedWithdrawal(rollup, 0, 1000)).toBe(5 * 600 + 10_000 + 5 * 900);
  askWithdrawal(rollup, 0, 0, 1, 1000);
  expect(runTo(rollup, 1e6)).toEqual([[1000 + 3000 + 10_000 + 4500, 1]]);
});

test("congestion in the last leg moves a withdrawal that is under way, and its end moves it back", () => {
  const rollup = rollupOf(machinery());
  askWithdrawal(rollup, 0, 0, 1, 0);
  runTo(rollup, 11_000);
  // 400 s of finality are done at 11 000, 20 more at 11 100: 480 are left.
  congestSettlement(rollup, 5, 11_000);
  expect(finalAt(rollup, 0)).toBe(11_000 + 5 * 500);
  congestSettlement(rollup, 1, 11_100);
  expect(runTo(rollup, 1e6)).toEqual([[11_580, 1]]);
});

test("a chain without posting delay and finality is not slowed", () => {
  const chains = [optimistic("arb", 0, { postingDelay: 0 })];
  const rollup = rollupOf(machinery({ chains, settlement: { finality: 0 } }));
  congestSettlement(rollup, 20, 0);
  askWithdrawal(rollup, 0, 0, 1, 5);
  expect(runTo(rollup, 1e6)).toEqual([[10_005, 1]]);
});
