import { expect, test } from "vitest";
import type { ResolvedModel } from "../../src/model/resolved.ts";
import { createRegistry, streamOf, uniform } from "../../src/random/streams.ts";
import { takeRollupEvent } from "../../src/rollup/events.ts";
import { haltRollup, paceProver, restartRollup } from "../../src/rollup/outages.ts";
import { createRollup, resetRollup } from "../../src/rollup/rollup.ts";
import type { Rollup } from "../../src/rollup/rollup.ts";
import { askWithdrawal, expectedWithdrawal, finalAt } from "../../src/rollup/withdrawals.ts";
import { machinery, optimistic, prover, zk } from "../reliability/machinery.ts";

const ARB = 0;
const ZK = 1;

function rollupOf(model: ResolvedModel, logBatches = false): Rollup {
  const rollup = createRollup(model, createRegistry("7"), logBatches);
  resetRollup(rollup, 0);
  return rollup;
}

function runTo(rollup: Rollup, to: number): void {
  while (rollup.nextAt <= to) takeRollupEvent(rollup);
}

/** [number, closed, proven] of a chain's batches. */
function batchesOf({ batches }: Rollup, chain: number): number[][] {
  return Array.from({ length: batches.count }, (_, batch) => batch)
    .filter((batch) => batches.chain[batch] === chain)
    .map((batch) => [batches.number[batch], batches.closedAt[batch], batches.provenAt[batch]]);
}

test("a live zk chain closes batches 1, 2, 3 at 900, 1800, 2700 s, each proven 600 s later", () => {
  const rollup = rollupOf(machinery());
  runTo(rollup, 3300);
  expect(batchesOf(rollup, ZK)).toEqual([
    [1, 900, 1500],
    [2, 1800, 2400],
    [3, 2700, 3300],
  ]);
});

test("no batch closes while the chain is halted, at the moment it halts neither, at the moment it restarts one does", () => {
  const rollup = rollupOf(machinery());
  const outage = (from: number, to: number): void => {
    runTo(rollup, from - 1e-6);
    haltRollup(rollup, ZK, from);
    runTo(rollup, to - 1e-6);
    restartRollup(rollup, ZK, to);
  };
  outage(900, 950);
  outage(2000, 3600);
  outage(4400, 4600);
  runTo(rollup, 5500);
  expect(batchesOf(rollup, ZK).map(([number, closed]) => [number, closed])).toEqual([
    [2, 1800],
    [4, 3600],
    [6, 5400],
  ]);
});

test("what waits for a batch when the chain halts travels with the first batch after the restart", () => {
  const rollup = rollupOf(
    machinery({ chains: [optimistic("arb", 0, { batchInterval: 3600 }), zk("zk", 1)] }),
  );
  askWithdrawal(rollup, ARB, 0, 1, 3600);
  runTo(rollup, 7000);
  haltRollup(rollup, ARB, 7000);
  runTo(rollup, 9000);
  restartRollup(rollup, ARB, 9000);
  runTo(rollup, 20_000);
  expect(batchesOf(rollup, ARB)).toEqual([[3, 10_800, 10_800]]);
  expect(finalAt(rollup, rollup.batches.chain.indexOf(ARB))).toBe(10_800 + 600 + 10_000 + 900);
});

test("whoever asks at the moment of a close waits for the next: asked at 1800, final at 2700 + 600 + 3600 + 900", () => {
  const rollup = rollupOf(machinery());
  runTo(rollup, 1800);
  askWithdrawal(rollup, ZK, 0, 1, 1800);
  expect(expectedWithdrawal(rollup, ZK, 1800)).toBe(6000);
  runTo(rollup, 3300);
  const batch = rollup.batches.head.indexOf(0);
  expect(rollup.batches.number[batch]).toBe(3);
  expect(finalAt(rollup, batch)).toBe(7800);
});

test("with batch interval 0 a withdrawal is its own batch: asked at 1000, final on an optimistic chain at 12 500", () => {
  const rollup = rollupOf(machinery());
  askWithdrawal(rollup, ARB, 0, 1, 1000);
  expect(finalAt(rollup, rollup.batches.head.indexOf(0))).toBe(12_500);
  expect(expectedWithdrawal(rollup, ARB, 1000)).toBe(11_500);
});

test("two chains share a prover: batches of 900 s close together, the one listed first is proven first", () => {
  const chains = [zk("a", 0), zk("b", 1)];
  const rollup = rollupOf(
    machinery({
      chains,
      provers: [prover("prover", { proofTime: { kind: "constant", value: 400 } })],
    }),
  );
  runTo(rollup, 1700);
  expect(batchesOf(rollup, 0)).toEqual([[1, 900, 1300]]);
  expect(batchesOf(rollup, 1)).toEqual([[1, 900, 1700]]);
});

test("a batch's proof time is draw 16 k of its chain's stream at the prover, also when earlier batches never closed", () => {
  const provers = [prover("prover", { proofTime: { kind: "uniform", low: 100, high: 500 } })];
  const rollup = rollupOf(machinery({ provers }));
  haltRollup(rollup, ZK, 100);
  restartRollup(rollup, ZK, 2000);
  runTo(rollup, 3300);
  const draw = uniform(streamOf(createRegistry("7"), "provers.prover", "proof/zk"), 0, 3 * 16);
  const [[number, closed, proven]] = batchesOf(rollup, ZK);
  expect([number, closed]).toEqual([3, 2700]);
  expect(proven - closed).toBeCloseTo(100 + 400 * draw, 9);
});

test("a chain that proves nothing has no events, unless its batches are to be logged", () => {
  const chains = [optimistic("arb", 0, { batchInterval: 900 })];
  expect(rollupOf(machinery({ chains })).nextAt).toBe(Infinity);
  const logged = rollupOf(machinery({ chains }), true);
  runTo(logged, 2000);
  expect(batchesOf(logged, ARB)).toEqual([
    [1, 900, 900],
    [2, 1800, 1800],
  ]);
});

test("while the prover stands still a withdrawal has no expected time", () => {
  const rollup = rollupOf(machinery());
  paceProver(rollup, 0, Infinity, 100);
  expect(expectedWithdrawal(rollup, ZK, 200)).toBe(Infinity);
});
