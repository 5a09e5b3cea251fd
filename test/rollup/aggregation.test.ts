import { expect, test } from "vitest";
import { proverLoad } from "../../src/model/checks.ts";
import type { Distribution } from "../../src/model/resolved/distribution.ts";
import { paceProver } from "../../src/rollup/outages.ts";
import { askWithdrawal, expectedWithdrawal } from "../../src/rollup/withdrawals.ts";
import { machinery, prover, zk } from "../reliability/machinery.ts";
import { batchesOf, rollupOf, runTo } from "./chains.ts";

const seconds = (value: number): Distribution => ({ kind: "constant", value });

/** Two chains, a batch each 900 s, 100 s a proof, an aggregate of three takes 50 s. */
const aggregated = machinery({
  chains: [zk("a", 0), zk("b", 1)],
  provers: [
    prover("prover", { proofTime: seconds(100), aggregation: { batches: 3, time: seconds(50) } }),
  ],
});

test("a batch is proven with its aggregate: the third proof ends at 1900, its aggregate after the proof ahead at 2050", () => {
  const rollup = rollupOf(aggregated);
  runTo(rollup, 3000);
  // Proofs end at 1000, 1100, 1900, 2000; the aggregate of three joined the queue at 1900, behind the fourth proof.
  expect(batchesOf(rollup, 0)).toEqual([
    [1, 900, 2050],
    [2, 1800, 2050],
    [3, 2700, 2950],
  ]);
  expect(batchesOf(rollup, 1)).toEqual([
    [1, 900, 2050],
    [2, 1800, 2950],
    [3, 2700, 2950],
  ]);
});

test("a withdrawal leaves with its aggregate, and expects half of the others' arrivals, 450 s, and 50 s more", () => {
  const rollup = rollupOf(aggregated);
  expect(expectedWithdrawal(rollup, 0, 0)).toBe(900 + 100 + (3 - 1) * 225 + 50 + 4500);
  askWithdrawal(rollup, 0, 0, 1, 0);
  expect(runTo(rollup, 1e4)).toEqual([[2050 + 4500, 1]]);
});

test("aggregates are part of a prover's load: 2 / 900 a second of 100 + 50 / 3 s are .259", () => {
  expect(proverLoad(aggregated, 0)).toBeCloseTo((2 / 900) * (100 + 50 / 3), 12);
});

/** One worker, 600 s a proof, batches at 900 and 1800 s. */
function halted(haltLosesWork: boolean): number[][] {
  const provers = [prover("prover", haltLosesWork ? { haltLosesWork: true } : {})];
  const rollup = rollupOf(machinery({ provers }));
  runTo(rollup, 1400);
  paceProver(rollup, 0, Infinity, 1400);
  runTo(rollup, 2000);
  paceProver(rollup, 0, 1, 2000);
  runTo(rollup, 3250);
  return batchesOf(rollup, 1).slice(0, 2);
}

test("a halt after 500 of 600 s keeps the work, or loses it: proven at 2100 or at 2600, the next 600 s later", () => {
  expect(halted(false)).toEqual([
    [1, 900, 2100],
    [2, 1800, 2700],
  ]);
  expect(halted(true)).toEqual([
    [1, 900, 2600],
    [2, 1800, 3200],
  ]);
});

test("two workers that lose their work take up what they were at, in the order in which it came", () => {
  const provers = [prover("prover", { workers: 2, proofTime: seconds(1000), haltLosesWork: true })];
  const rollup = rollupOf(machinery({ chains: [zk("a", 0), zk("b", 1)], provers }));
  runTo(rollup, 1850);
  // At 1850 the batches of 900 s are 50 s from done, those of 1800 s wait.
  paceProver(rollup, 0, Infinity, 1850);
  paceProver(rollup, 0, 1, 1900);
  runTo(rollup, 3950);
  expect(batchesOf(rollup, 0).map(([, , proven]) => proven)).toEqual([2900, 3900, NaN, NaN]);
  expect(batchesOf(rollup, 1).map(([, , proven]) => proven)).toEqual([2900, 3900, NaN, NaN]);
});

test("a proof that ends at the moment of the halt is not lost", () => {
  const provers = [prover("prover", { haltLosesWork: true })];
  const rollup = rollupOf(machinery({ provers }));
  runTo(rollup, 1499);
  paceProver(rollup, 0, Infinity, 1500);
  runTo(rollup, 1600);
  expect(batchesOf(rollup, 1)[0]).toEqual([1, 900, 1500]);
});

test("a change of pace loses no work where a halt does: slow by 2 at 1400, 100 s are left and take 200", () => {
  const provers = [prover("prover", { haltLosesWork: true })];
  const rollup = rollupOf(machinery({ provers }));
  runTo(rollup, 1400);
  paceProver(rollup, 0, 2, 1400);
  runTo(rollup, 1700);
  expect(batchesOf(rollup, 1)[0]).toEqual([1, 900, 1600]);
});
