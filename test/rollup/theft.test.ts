import { expect, test } from "vitest";
import type { Chain } from "../../src/model/resolved/chain.ts";
import { probabilityUnwatched } from "../../src/rollup/invalidClaims.ts";
import { congestSettlement } from "../../src/rollup/outages.ts";
import { resetRollup } from "../../src/rollup/rollup.ts";
import type { Rollup } from "../../src/rollup/rollup.ts";
import { assertInvalidState, steal } from "../../src/rollup/theft.ts";
import { askWithdrawal, expectedWithdrawal } from "../../src/rollup/withdrawals.ts";
import { machinery, optimistic, zk } from "../reliability/machinery.ts";
import { rollupOf, runTo } from "./chains.ts";

/** 1 000 000 USD under an optimistic chain, its window from 600 to 10 600 s after a claim, and under a zk chain. */
function chainsOf(parts: Partial<Chain> = {}): Rollup {
  const locked = { valueLocked: 1e6 };
  return rollupOf(
    machinery({ chains: [optimistic("arb", 0, { ...locked, ...parts }), zk("zk", 1, locked)] }),
  );
}

const EVERYBODY = { watchers: { count: 1, liveness: 1, common: 0 } };

/** [chain, s, USD] of everything taken. */
function takings({ backing: { log } }: Rollup): number[][] {
  return Array.from({ length: log.count }, (_, row) => [log.chain[row], log.at[row], log.usd[row]]);
}

test("twelve watchers, each live with .99, all failing together with .01: nobody is live with probability .01", () => {
  expect(probabilityUnwatched({ count: 12, liveness: 0.99, common: 0.01 })).toBeCloseTo(0.01, 12);
  expect(probabilityUnwatched({ count: 12, liveness: 0.99, common: 0 })).toBeCloseTo(1e-24, 30);
  expect(probabilityUnwatched({ count: 3, liveness: 0.97, common: 0.01 })).toBeCloseTo(
    0.01 + 0.99 * 2.7e-5,
    12,
  );
  expect(probabilityUnwatched(undefined)).toBe(1);
});

test("a claim that nobody watches takes its 30 % of 1 000 000 at the end of its window, and exits freeze", () => {
  const rollup = chainsOf();
  askWithdrawal(rollup, 0, 0, 1, 100);
  assertInvalidState(rollup, 0, 0.3, 100);
  expect(runTo(rollup, 1e6)).toEqual([]);
  expect(takings(rollup)).toEqual([[0, 10_700, expect.closeTo(3e5, 6)]]);
  expect([...rollup.backing.ratio]).toEqual([0.7, 1]);
  expect(expectedWithdrawal(rollup, 0, 20_000)).toBe(Infinity);
});

test("one live watcher is enough: nothing is taken, withdrawals go on", () => {
  const rollup = chainsOf(EVERYBODY);
  askWithdrawal(rollup, 0, 0, 1, 100);
  assertInvalidState(rollup, 0, 0.3, 100);
  expect(runTo(rollup, 1e6)).toHaveLength(1);
  expect(takings(rollup)).toEqual([]);
});

test("with liveness .5 and .2 in common .6 of 20 000 claims are watched by nobody, to four standard errors", () => {
  const rollup = chainsOf({ watchers: { count: 1, liveness: 0.5, common: 0.2 } });
  let stood = 0;
  for (let path = 0; path < 2000; path++) {
    resetRollup(rollup, path);
    for (let claim = 0; claim < 10; claim++) assertInvalidState(rollup, 0, 0, claim);
    for (let claim = 0; claim < 10; claim++) stood += rollup.invalidClaims.stands[claim];
  }
  expect(Math.abs(stood / 20_000 - 0.6)).toBeLessThan(4 * Math.sqrt(0.24 / 20_000));
});

test.each([
  ["from before its posting to the end", 500, Infinity, 1],
  ["from a second after its posting", 701, Infinity, 0],
  ["until a second before its end", 500, 10_699, 0],
])("congestion %s: the watched claim of 100 s posted at 700 s takes %d", (_, from, to, taken) => {
  const rollup = chainsOf({ ...EVERYBODY, postingDelay: 0 });
  runTo(rollup, from);
  congestSettlement(rollup, 5, from);
  assertInvalidState(rollup, 0, 0.3, 700);
  if (to < Infinity) {
    runTo(rollup, to);
    congestSettlement(rollup, 1, to);
  }
  runTo(rollup, 1e6);
  expect(takings(rollup)).toHaveLength(taken);
});

test("a forged proof needs no queue and cannot be challenged: taken 3600 + 900 s later, when its batch is final", () => {
  const rollup = chainsOf();
  assertInvalidState(rollup, 1, 0.4, 1000);
  runTo(rollup, 5499);
  expect(takings(rollup)).toEqual([]);
  runTo(rollup, 5500);
  expect(takings(rollup)).toEqual([[1, 5500, 4e5]]);
});

test("a second taking takes its share of what the first left", () => {
  const rollup = chainsOf();
  steal(rollup, 0, 0.5, 10);
  steal(rollup, 0, 0.5, 20);
  expect(takings(rollup)).toEqual([
    [0, 10, 5e5],
    [0, 20, 2.5e5],
  ]);
  expect(rollup.backing.ratio[0]).toBe(0.25);
});

test("a new path finds everything backed and no claim under way", () => {
  const rollup = chainsOf();
  steal(rollup, 0, 1, 10);
  assertInvalidState(rollup, 0, 1, 20);
  resetRollup(rollup, 1);
  askWithdrawal(rollup, 0, 0, 1, 30);
  expect(runTo(rollup, 1e6)).toHaveLength(1);
  expect(rollup.backing.ratio[0]).toBe(1);
});

test("congestion while a claim waits to be posted moves its window: 500 of 600 s left at five times, then 10 000 s", () => {
  const rollup = chainsOf();
  assertInvalidState(rollup, 0, 0.3, 0);
  runTo(rollup, 100);
  congestSettlement(rollup, 5, 100);
  runTo(rollup, 1e6);
  expect(takings(rollup)[0][1]).toBe(100 + 5 * 500 + 10_000);
});
