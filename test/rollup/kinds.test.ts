import { expect, test } from "vitest";
import type { Chain, ChainKind } from "../../src/model/resolved/chain.ts";
import {
  congestSettlement,
  haltRollup,
  releaseData,
  restartRollup,
  withholdData,
} from "../../src/rollup/outages.ts";
import { resetRollup } from "../../src/rollup/rollup.ts";
import type { Rollup } from "../../src/rollup/rollup.ts";
import { askWithdrawal, expectedWithdrawal } from "../../src/rollup/withdrawals.ts";
import { machinery, optimistic, zk } from "../reliability/machinery.ts";
import { batchesOf, rollupOf, runTo } from "./chains.ts";

const HORIZON = 720 * 3600;

/** One chain of a kind over a settlement layer of 900 s. */
function chainOf(kind: ChainKind, parts: Partial<Chain>): Rollup {
  const chain = optimistic("other", 0, { kind, postingDelay: 0, challengeWindow: 0, ...parts });
  return rollupOf(machinery({ chains: [chain] }));
}

test("a plasma's exits of 4000 USD at 2 a second leave one after the other: 5000 + 2000, then 2000 more, then 900", () => {
  const rollup = chainOf("plasma", { challengeWindow: 5000, exitCapacity: 2 });
  askWithdrawal(rollup, 0, 0, 4000, 0);
  expect(expectedWithdrawal(rollup, 0, 100)).toBe(7000 - 100 + 900);
  askWithdrawal(rollup, 0, 1, 4000, 100);
  askWithdrawal(rollup, 0, 2, 4000, 9000);
  expect(runTo(rollup, 1e5)).toEqual([
    [7900, 1],
    [9900, 2],
    [9000 + 5000 + 2000 + 900, 3],
  ]);
});

test("a plasma without exit capacity has no queue: window and finality alone", () => {
  const rollup = chainOf("plasma", { challengeWindow: 5000 });
  askWithdrawal(rollup, 0, 0, 1e9, 0);
  askWithdrawal(rollup, 0, 1, 1e9, 1);
  expect(runTo(rollup, 1e5)).toEqual([
    [5900, 1],
    [5901, 2],
  ]);
});

test("a sidechain's withdrawal is out after 900 s of finality, five times that in congestion", () => {
  const rollup = chainOf("sidechain", {});
  askWithdrawal(rollup, 0, 0, 1, 10);
  expect(runTo(rollup, 1e5)).toEqual([[910, 1]]);
  congestSettlement(rollup, 5, 1e5);
  askWithdrawal(rollup, 0, 1, 1, 1e5);
  expect(runTo(rollup, 2e5)).toEqual([[1e5 + 4500, 2]]);
});

test("a channel closes at once when everybody signs, after its dispute window when somebody is absent", () => {
  const close = (liveness: number): number[][] => {
    const rollup = chainOf("channel", {
      challengeWindow: 7000,
      counterparties: { count: 2, liveness },
    });
    askWithdrawal(rollup, 0, 0, 1, 10);
    return runTo(rollup, 1e5);
  };
  expect(close(1)).toEqual([[910, 1]]);
  expect(close(0)).toEqual([[7910, 1]]);
});

test("with two counterparties live with .7 each, .51 of 10 000 withdrawals are disputed, to four standard errors", () => {
  const rollup = chainOf("channel", {
    challengeWindow: 7000,
    counterparties: { count: 2, liveness: 0.7 },
  });
  expect(expectedWithdrawal(rollup, 0, 0)).toBeCloseTo(900 + 0.51 * 7000, 9);
  let disputed = 0;
  for (let path = 0; path < 1000; path++) {
    resetRollup(rollup, path);
    for (let withdrawal = 0; withdrawal < 10; withdrawal++)
      askWithdrawal(rollup, 0, withdrawal, 1, 0);
    disputed += rollup.batches.queued.slice(0, 10).filter((queued) => queued > 0).length;
  }
  expect(Math.abs(disputed / 10_000 - 0.51)).toBeLessThan(4 * Math.sqrt(0.25 / 10_000));
});

test("withheld data freeze exits at once and halt the chain at its next batch; back, it closes from the next slot", () => {
  const rollup = rollupOf(machinery({ chains: [zk("vld", 0, { kind: "validium" })] }));
  askWithdrawal(rollup, 0, 0, 1, 100);
  runTo(rollup, 1600);
  withholdData(rollup, 0, 1600);
  expect(rollup.status.up[0]).toBe(1);
  runTo(rollup, 1799);
  expect(rollup.status.up[0]).toBe(1);
  // Batch 1, proven at 1500, would be final at 6000.
  expect(runTo(rollup, 8000)).toEqual([]);
  expect([rollup.status.up[0], rollup.status.wentDownAt[0]]).toEqual([0, 1800]);
  releaseData(rollup, 0, 8000);
  expect(runTo(rollup, 8200)).toEqual([[8000, 1]]);
  expect(batchesOf(rollup, 0).map(([number]) => number)).toEqual([1, 9]);
  expect(rollup.backing.ratio[0]).toBe(1);
});

test("data that are back before the next batch stop nothing", () => {
  const rollup = rollupOf(machinery({ chains: [zk("vld", 0, { kind: "validium" })] }));
  runTo(rollup, 1600);
  withholdData(rollup, 0, 1600);
  releaseData(rollup, 0, 1700);
  runTo(rollup, 2000);
  expect(batchesOf(rollup, 0).map(([number]) => number)).toEqual([1, 2]);
  expect(rollup.status.wentDownAt[0]).toBe(-Infinity);
});

test("a chain without batches halts with its data, and a sequencer that is back does not start it alone", () => {
  const rollup = rollupOf(machinery());
  withholdData(rollup, 0, 50);
  expect(rollup.status.up[0]).toBe(0);
  haltRollup(rollup, 0, 60);
  releaseData(rollup, 0, 70);
  expect(rollup.status.up[0]).toBe(0);
  restartRollup(rollup, 0, 80);
  expect([rollup.status.up[0], rollup.status.cameUpAt[0]]).toEqual([1, 80]);
});

test("a sequencer that is back under withheld data runs to the next slot, then the chain stands", () => {
  const rollup = rollupOf(machinery({ chains: [zk("vld", 0, { kind: "validium" })] }));
  haltRollup(rollup, 0, 100);
  withholdData(rollup, 0, 200);
  runTo(rollup, 1000);
  restartRollup(rollup, 0, 1000);
  runTo(rollup, 1799);
  expect(rollup.status.up[0]).toBe(1);
  runTo(rollup, 1800);
  expect(rollup.status.up[0]).toBe(0);
});

test("so does a chain whose batches nobody watches: the slot at which it stands is an event all the same", () => {
  const chains = [optimistic("arb", 0, { batchInterval: 900 })];
  const rollup = rollupOf(machinery({ chains }));
  haltRollup(rollup, 0, 100);
  withholdData(rollup, 0, 200);
  restartRollup(rollup, 0, 1000);
  runTo(rollup, 5000);
  expect([rollup.status.up[0], rollup.status.wentDownAt[0]]).toEqual([0, 1800]);
  releaseData(rollup, 0, 5000);
  runTo(rollup, 9000);
  expect(rollup.batches.count).toBe(0);
});

/** 1 000 000 USD of which half leaves after 1000 s of halt, over a hatch of 2000 s and 100 USD a second. */
function crowded(): Rollup {
  const parts = {
    valueLocked: 1e6,
    escapeHatch: { delay: 2000, capacity: 100 },
    massExit: { share: 0.5, patience: 1000 },
  };
  return rollupOf(machinery({ chains: [optimistic("arb", 0, parts)] }));
}

test("a mass exit of 500 000 USD waits 2000 s whole and leaves over 5000 s: 2.25e9 USD s trapped", () => {
  const rollup = crowded();
  haltRollup(rollup, 0, 0);
  runTo(rollup, HORIZON);
  expect(rollup.hatches.queues.free[0]).toBe(1000 + 2000 + 5000);
  expect(rollup.massExits.trappedUsdSeconds).toBe(5e5 * 2000 + (5e5 * 5000) / 2);
});

test("a chain that is back before patience is over loses nobody; the next halt begins anew, with who has stayed", () => {
  const rollup = crowded();
  haltRollup(rollup, 0, 0);
  runTo(rollup, 999);
  restartRollup(rollup, 0, 999);
  haltRollup(rollup, 0, 1500);
  runTo(rollup, 2400);
  expect(rollup.hatches.queues.free[0]).toBe(-Infinity);
  runTo(rollup, 2600);
  expect(rollup.hatches.queues.free[0]).toBe(2500 + 2000 + 5000);
  restartRollup(rollup, 0, 2600);
  haltRollup(rollup, 0, 20_000);
  runTo(rollup, 30_000);
  expect(rollup.hatches.queues.free[0]).toBe(21_000 + 2000 + 2500);
});
